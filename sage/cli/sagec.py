"""`sagec`: the compiler. Commands are thin: they parse options, call the driver and print."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sage.cli.commands import CommandGroup, finish
from sage.cli.completion import completion
from sage.cli.settings import config_option, path_option, set_option

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False), help="Work in this folder.")
@config_option
@click.version_option(package_name="sagec", prog_name="sagec")
def main(folder: str | None) -> None:
    """The compiler of SAGE: stream pipelines to native executables that are services.

    \b
    sagec new hello && sagec run hello/hello.sage
    sagec compile late_carriers.sage && build/late_carriers --help
    """
    if folder:
        import os

        os.chdir(folder)


def build_options(command: Any) -> Any:
    """The options of every command that builds."""
    for decorate in (
        click.option("--pipeline", "pipeline", metavar="NAME", help="Which pipeline, if the file has several."),
        click.option("--release/--debug", "release", default=None, help="Optimised, or for a debugger."),
        click.option("--sanitize", type=click.Choice(["address", "thread", "undefined"]), help="Build with checks."),
        click.option("--cxx", metavar="PATH", help="The C++ compiler."),
        click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many compilers at once."),
        path_option,
        set_option,
    ):
        command = decorate(command)
    return command


@main.command()
@click.argument("name")
@click.option("--template", type=click.Choice(["hello", "etl", "service"]), default="hello", show_default=True)
@click.option("--git/--no-git", default=True, help="Make it a git repository.")
def new(name: str, template: str, git: bool) -> None:
    """Make a project that runs."""
    from sage.cli.new import make_project

    finish(make_project(name, template, git=git))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--fix", is_flag=True, help="Mend what is safe to mend.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend what may change the meaning, too.")
@click.option("--diff", is_flag=True, help="Change nothing; print what --fix would change.")
@click.option("--select", default="", metavar="CODES", help="Only these: E03,W0251.")
@click.option("--ignore", default="", metavar="CODES", help="All but these.")
@click.option("--deny", type=click.Choice(["warnings"]), help="Warnings are errors.")
@click.option(
    "--output-format",
    "form",
    type=click.Choice(["full", "concise", "json", "sarif", "github"]),
    default="full",
    show_default=True,
)
@click.option("--json", "as_json", is_flag=True, help="Short for --output-format json.")
@click.option("--watch", is_flag=True, help="Check again at every change.")
@click.option("--stdin-filename", metavar="NAME", help="Read the program from stdin under this name.")
@path_option
def check(
    paths: tuple[Path, ...],
    form: Any,
    as_json: bool,
    select: str,
    ignore: str,
    deny: str | None,
    watch: bool,
    stdin_filename: str | None,
    **mending: bool,
) -> None:
    """Say what is wrong with programs, and what would be right: those named, those below the folders named, or `-`.

    \b
    sagec check orders.sage --fix
    sagec check --output-format github --deny warnings
    """
    from sage.cli import checking

    def run() -> int:
        return checking.check_paths(
            paths,
            "json" if as_json else form,
            choice=checking.Choice(checking.codes(select), checking.codes(ignore)),
            mending=checking.Mending(mending["fix"], mending["unsafe_fixes"], mending["diff"]),
            deny_warnings=deny is not None,
            stdin_name=stdin_filename,
        )

    finish(_watched(paths, run) if watch else run())


def _watched(paths: tuple[Path, ...], run: Callable[[], int]) -> int:
    from sage.cli.watching import watch

    return watch(paths, run)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if something would change.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
def fmt(paths: tuple[Path, ...], check: bool, diff: bool) -> None:
    """Give programs their one layout: those named, those below the folders named, or `-` for stdin."""
    from sage.cli.formatting import format_paths

    finish(format_paths(paths, check=check, diff=diff))


@main.command()
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The executable; default build/NAME.")
@click.option("--emit-dir", type=click.Path(path_type=Path), help="Also write the generated sources here.")
@click.option("--timings", is_flag=True, help="Print how long each phase took.")
@click.option("--no-passes", is_flag=True, help="Leave the flow as it is written.")
@click.option("--json", "as_json", is_flag=True, help="Print the artifact as JSON.")
@build_options
def compile(file: Path, **options: Any) -> None:
    """Make an executable of a program."""
    from sage.cli.compiling import compile_command

    finish(compile_command(file, **options))


main.add_command(compile, "build")


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("file", type=FILE)
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@click.option("--interpret", is_flag=True, help="Run on the interpreter, without a C++ compiler.")
@build_options
def run(file: Path, args: tuple[str, ...], interpret: bool, **options: Any) -> None:
    """Compile a program and run it; its own options stand after `--`."""
    from sage.cli.compiling import run_command

    finish(run_command(file, args, interpret, **options))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-k", "words", metavar="WORDS", help="Only tests whose sentence holds these words.")
@click.option("--native", is_flag=True, help="Run them in the executable.")
@click.option("--update", is_flag=True, help="Write what there is where something else is expected.")
@click.option("--junit", type=click.Path(path_type=Path), metavar="FILE", help="Also write a report as JUnit's XML.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a test.")
@click.option("--watch", is_flag=True, help="Run them again at every change.")
@path_option
@set_option
def test(paths: tuple[Path, ...], words: str | None, watch: bool, **options: Any) -> None:
    """Run the tests in programs: those named, and those below the folders named.

    \b
    sagec test orders.sage -k "small orders"
    sagec test --native --junit build/tests.xml
    """
    from sage.cli.testing import test_paths

    def run() -> int:
        return test_paths(paths, words, **options)

    finish(_watched(paths, run) if watch else run())


@main.command()
@click.argument("what")
@click.option(
    "--phase",
    type=click.Choice(["syntax", "logical", "optimized", "physical", "cpp"]),
    default="optimized",
    show_default=True,
)
@click.option("--after", metavar="PASS", help="Show the flow after this pass; with --why, only what it did.")
@click.option("--why", is_flag=True, help="Say of each rewrite whether it was done, and why or why not.")
@click.option("--time", "times", is_flag=True, help="Say of each stream whence its rows have their time.")
@click.option(
    "--svg", "picture", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Draw the plan."
)
@click.option("--pipeline", "pipeline", metavar="NAME", help="Which pipeline, if the file has several.")
@path_option
@set_option
def explain(
    what: str, phase: str, after: str | None, why: bool, times: bool, picture: Path | None, pipeline: str | None
) -> None:
    """Show what a program becomes (FILE), or what a message means (CODE).

    \b
    sagec explain shop.sage --why
    sagec explain shop.sage --after push_filters --svg shop.svg
    """
    from sage.cli.explain import explain_command

    finish(explain_command(what, phase, after, pipeline, why=why, times=times, picture=picture))


@main.command()
@click.argument("what", type=click.Choice(["cpp", "manifest", "cmake"]))
@click.argument("file", type=FILE)
@click.option("--pipeline", "pipeline", metavar="NAME", help="Which pipeline, if the file has several.")
@path_option
@set_option
def emit(what: str, file: Path, pipeline: str | None) -> None:
    """Print the generated C++, the manifest or a CMakeLists.txt."""
    from sage.cli.explain import emit_command

    finish(emit_command(what, file, pipeline))


@main.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), help="By default what the name ends with says.")
@click.option("--rows", type=click.IntRange(1), default=1000, show_default=True, metavar="N", help="Look at N rows.")
@click.option("--name", metavar="NAME", help="The schema's name; by default made of the file's.")
def infer(data: Path, form: str | None, rows: int, name: str | None) -> None:
    """Print the schema of a file of data, ready to paste.

    \b
    sagec infer flights.csv.gz
    sagec infer events.jsonl --name Event >> events.sage
    """
    from sage.cli.infer import infer_command

    finish(infer_command(data, form, rows, name))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), default="html", show_default=True)
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Where pages go; default build/doc, and stdout for JSON.")  # fmt: skip
@click.option("--open", "opens", is_flag=True, help="Show them in a browser.")
@path_option
def doc(paths: tuple[Path, ...], form: Any, folder: Path | None, opens: bool) -> None:
    """Make pages of programs, from their declarations and the `##` text above these.

    \b
    sagec doc --open
    sagec doc shop.sage common --format md -o docs/programs
    """
    from sage.cli.documenting import document_paths

    finish(document_paths(paths, form, folder, opens=opens))


@main.command()
@click.option("--build", is_flag=True, help="Build the C++ runtime now.")
def doctor(build: bool) -> None:
    """Say what building needs, found or missing."""
    from sage.cli.doctor import doctor as run_doctor

    sys.exit(run_doctor(build))


@main.group()
def cache() -> None:
    """What was built before."""


@cache.command()
def info() -> None:
    """Show the size and use of the cache."""
    from sage.compiler.build.cache import ArtifactCache

    found = ArtifactCache().info()
    print(f"{found.folder}")
    print(f"{found.entries} artifacts, {found.size_bytes / 2**20:.1f} MiB of {found.limit_bytes / 2**20:.0f} MiB")
    print(f"{found.hits} hits, {found.misses} misses")


@cache.command()
def clear() -> None:
    """Throw away all artifacts."""
    from sage.compiler.build.cache import ArtifactCache

    ArtifactCache().clear()


main.add_command(completion)


if __name__ == "__main__":
    main()
