"""What all commands share: errors in one place, exit codes, and help for a misspelt command."""

from __future__ import annotations

import os
import sys
from typing import Any

import click


class CommandGroup(click.Group):
    """A group that turns our errors into messages and exit codes, and knows what was meant."""

    def invoke(self, ctx: click.Context) -> Any:
        from sage.base.errors import CompileError, SageError, ToolchainError

        try:
            return super().invoke(ctx)
        except CompileError as error:
            from sage.base.render import report, summary

            print(report(error.diagnostics, color=use_color()) + "\n" + summary(error.diagnostics), file=sys.stderr)
            sys.exit(error.exit_code)
        except ToolchainError as error:
            if found := getattr(error, "diagnostics", ()):  # C++ that does not build, with a place in the program
                from sage.base.render import report

                print(report(found, color=use_color()), end="", file=sys.stderr)
            else:
                print(f"error[E0902]: {error}", file=sys.stderr)
            sys.exit(error.exit_code)
        except SageError as error:
            print(f"error: {error}", file=sys.stderr)
            sys.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except KeyboardInterrupt:
            sys.exit(130)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from sage.cli.crash import report_crash

            sys.exit(report_crash(error))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name and self.get_command(ctx, name) is None and not name.startswith("-"):
            from sage.base.names import closest

            near = closest(name, self.list_commands(ctx))
            ctx.fail(f"there is no command `{name}`" + (f"; did you mean `{near}`?" if near else ""))
        return super().resolve_command(ctx, args)


def finish(code: int) -> None:
    """Ends the command with an exit code."""
    if code:
        sys.exit(code)


def use_color(stream: Any = None) -> bool:
    """True where colour helps: on a terminal, unless the user says otherwise."""
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR") is not None or os.environ.get("TERM") == "dumb" or os.environ.get("CI"):
        return False
    return bool((stream or sys.stderr).isatty())
