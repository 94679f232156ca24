"""The command ``arrears``: its subcommands, found late, and what its exit codes mean.

0 done; 1 ran but failed, or some replications failed; 2 wrong usage or invalid input;
130 interrupted, and the message says how to resume.
"""

import importlib
import sys

import click

from arrears import __version__
from arrears.cli.output import notice, say_errors
from arrears.errors import ArrearsError, ScenarioError, StorageError

__all__ = ["arrears", "main"]

# Each command is in the module of its name, or in the one given here. None of these modules
# imports anything slow before it runs, so that --help is quick.
COMMANDS = {
    "run": "run",
    "check": "check",
    "compare": "compare",
    "report": "report",
    "trace": "trace",
    "explain": "explain",
    "rules": "rules",
    "list": "shipped",
    "show": "shipped",
    "schema": "shipped",
    "new": "shipped",
    "verify": "verify",
    "doctor": "doctor",
    "bench": "bench",
}


class LateGroup(click.Group):
    """A group whose commands are imported when needed, and whose errors have exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"arrears.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what it refuses is printed without a traceback."""
        try:
            return super().invoke(ctx)
        except ArrearsError as error:
            say_errors(str(error))
            ctx.exit(2 if isinstance(error, ScenarioError | StorageError) else 1)
        except KeyboardInterrupt:
            notice("interrupted")
            ctx.exit(130)


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="arrears")
def arrears() -> None:
    """Simulate what happens after a borrower misses a payment.

    Start with: arrears run first_steps
    """


def main() -> None:
    """Run the command line and exit."""
    try:
        arrears(prog_name="arrears")
    except KeyboardInterrupt:
        sys.exit(130)
