"""`sagec completion` and `sage completion`: the script that makes a shell complete commands and options."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands in a shell.

    \b
    eval "$(sagec completion bash)"      in ~/.bashrc
    sagec completion fish > ~/.config/fish/completions/sagec.fish
    """
    from click.shell_completion import get_completion_class

    root = ctx.find_root()
    program = "sage" if root.command.name == "main" and "ps" in getattr(root.command, "commands", {}) else "sagec"
    made = get_completion_class(shell)
    assert made is not None, "click knows these shells"
    print(made(root.command, {}, program, f"_{program.upper()}_COMPLETE").source())
