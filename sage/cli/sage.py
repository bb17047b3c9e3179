"""`sage`: starts, finds, calls and stops services. Commands are thin: they parse options; services.py does the rest."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import click

from sage.cli.commands import CommandGroup, finish
from sage.cli.completion import completion

_OF_SAGEC: Final = ("new", "build", "check", "fmt", "test", "compile")  # passed on to the compiler


class SageGroup(CommandGroup):
    """The commands here, and those of the compiler that one needs every day."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _OF_SAGEC:
            return super().get_command(ctx, cmd_name)
        from sage.cli.sagec import main as sagec

        return sagec.get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_OF_SAGEC})

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in self.commands.items()])
        with formatter.section("Of the compiler, see sagec --help"):
            formatter.write_text(" ".join(_OF_SAGEC))


@click.group(cls=SageGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False), help="Work in this folder.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
@click.version_option(package_name="sagec", prog_name="sage")
def main(folder: str | None, color: str) -> None:
    """Starts, finds, calls and stops services.

    \b
    sage run build/late -d
    sage call late '{"carrier": "UA"}'
    """
    if color != "auto":
        os.environ.pop("NO_COLOR", None)
        os.environ["FORCE_COLOR" if color == "always" else "NO_COLOR"] = "1"
    if folder:
        os.chdir(folder)


as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": False})
@click.argument("name")
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[METHOD] [JSON|-]")
@click.option("--timeout", type=float, default=10.0, show_default=True, metavar="SECONDS", help="How long to wait.")
@click.option("--raw", is_flag=True, help="Print text without quotes.")
@click.option("--repeat", type=click.IntRange(1), metavar="N", help="Call N times and print how long it took.")
@click.option("--concurrency", type=click.IntRange(1), default=1, metavar="M", help="With --repeat: M calls at a time.")
@as_json
def call(name: str, words: tuple[str, ...], **options: Any) -> None:
    """Call a service and print its answer.

    \b
    sage call late '{"carrier": "UA"}'
    sage call cache get '{"key": "a"}' --repeat 10000 --concurrency 16
    """
    from sage.cli.calling import call_command

    finish(call_command(name, words, **options))


@main.command()
@click.option("-q", "--quiet", is_flag=True, help="Names only.")
@as_json
def ps(quiet: bool, as_json: bool) -> None:
    """List the services that run."""
    from sage.cli.services import list_services

    finish(list_services(quiet=quiet, as_json=as_json))


@main.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--now", is_flag=True, help="Do not answer what waits.")
@click.option("--timeout", type=float, default=30.0, show_default=True, metavar="SECONDS", help="Then it is killed.")
@as_json
def stop(names: tuple[str, ...], now: bool, timeout: float, as_json: bool) -> None:
    """Stop services: they finish what they have begun.

    \b
    sage stop late
    sage stop late cache --now
    """
    from sage.cli.services import stop_services

    finish(stop_services(names, drain=not now, timeout=timeout, as_json=as_json))


@main.command()
@click.argument("name")
@click.option("--as", "form", type=click.Choice(["text", "json", "sage"]), default="text", help="sage: to paste.")
def describe(name: str, form: str) -> None:
    """Show what a service offers.

    \b
    sage describe late
    sage describe late --as sage >> services.sage
    """
    from sage.cli.services import describe_service

    finish(describe_service(name, form))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("program", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="BIN|FILE")
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
@click.option("-d", "--detach", is_flag=True, help="Start it and go on.")
@click.option("--name", metavar="NAME", help="The service's name, if not the pipeline's.")
@as_json
def run(program: Path, args: tuple[str, ...], **options: Any) -> None:
    """Run an executable or a program. Its own options stand after `--`.

    \b
    sage run late.sage -- --floor 100
    sage run build/late -d --name late_test
    """
    from sage.cli.running import run_command

    finish(run_command(program, args, **options))


@main.command()
@click.argument("name")
@click.option("-f", "--follow", is_flag=True, help="Go on as long as the service runs.")
@click.option("-n", "--lines", type=click.IntRange(0), metavar="N", help="Only the last N.")
@as_json
def logs(name: str, follow: bool, lines: int | None, as_json: bool) -> None:
    """Print what a detached service wrote."""
    from sage.cli.running import print_logs

    finish(print_logs(name, follow=follow, lines=lines, as_json=as_json))


@main.command()
@click.argument("name", required=False)
def metrics(name: str | None) -> None:
    """Print the counters of services for Prometheus."""
    from sage.cli.services import print_metrics

    finish(print_metrics(name))


main.add_command(completion)


if __name__ == "__main__":
    main()
