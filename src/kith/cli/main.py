"""The `kith` command. Each subcommand is imported only when it is asked for, so none pays for another's needs."""

import importlib
import importlib.util
from typing import Any

import click

from kith.cli.problem import Problem, from_outside

# The command, and where it is.
COMMANDS = {
    "serve": "kith.cli.serve:serve",
    "demo": "kith.cli.demo:demo",
    "load": "kith.cli.load:load",
    "authority": "kith.cli.account:authority",
    "account": "kith.cli.account:account",
    "check": "kith.cli.check:check",
    "rule": "kith.cli.rule:rule",
    "build": "kith.cli.build:build",
    "cases": "kith.cli.cases:cases",
    "rebuild": "kith.cli.rebuild:rebuild",
    "duplicates": "kith.cli.duplicates:duplicates",
    "backup": "kith.cli.backup:backup",
    "restore": "kith.cli.restoring:restore",
    "export": "kith.cli.export:export",
}


def _needs_the_web(name: str) -> click.Command:
    """A command whose needs were not installed: those who only check files have none of the web's."""
    says = "needs the web's parts, which are not installed: pip install 'kith[web]'"

    def refuse(rest: tuple[str, ...]) -> None:
        raise Problem(f"kith {name} {says}")

    rest = click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED)
    anything = {"ignore_unknown_options": True}
    told: dict[str, Any] = {"help": f"This {says}.", "short_help": "(not installed: comes with kith[web])"}
    return click.Command(name, callback=refuse, params=[rest], context_settings=anything, **told)


class Commands(click.Group):
    """Finds a subcommand in its own module."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a newcomer needs them."""
        return [name for name, where in COMMANDS.items() if importlib.util.find_spec(where.split(":")[0])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module, name = COMMANDS[cmd_name].split(":")
        try:
            command: click.Command = getattr(importlib.import_module(module), name)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.startswith("kith"):
                raise
            return _needs_the_web(cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what fails outside Kith is a sentence, and what fails inside keeps its traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if problem := from_outside(error):
                raise problem from None
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kith", prog_name="kith")
def main() -> None:
    """Kith: an open system for children's social care in England.

    Without DATABASE_URL in the environment, Kith starts a private PostgreSQL of its own and keeps it
    in .kith: for demonstration and development only. See docs/running.md for running in earnest.
    """


if __name__ == "__main__":
    main()
