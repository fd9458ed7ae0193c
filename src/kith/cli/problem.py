"""What went wrong, for a person: one sentence with the way out, and no traceback."""

import shutil
from pathlib import Path
from typing import IO, Any, NoReturn

import click

MEGABYTE = 1024 * 1024
NO_SPACE = "No space left on device"


class Problem(click.ClickException):
    """One clear sentence and the way out; the command ends with exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file, err=file is None)


def require_space(folder: Path, megabytes: int) -> None:
    """Refuse to begin what a nearly full disk would break half way."""
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < megabytes:
        raise Problem(
            f"The disk is full: {folder} has {free} MB left and this needs {megabytes} MB. "
            "Free some space and run the same command again."
        )


def from_outside(error: BaseException) -> Problem | None:
    """Return what to say of a failure that is the machine's or the database's; none of one that is our own."""
    said = str(error).strip().splitlines()[0] if str(error).strip() else ""
    if NO_SPACE in str(error):
        return Problem("The disk is full, so this stopped. Free some space and run the same command again.")
    if isinstance(error, PermissionError):
        return Problem(f"{error.filename} may not be used by this user. Give it to the user who runs Kith.")
    if type(error).__name__ == "OperationalError":  # psycopg's and Django's; neither is imported here
        return Problem(
            f"The database stopped answering: {said}. See that it runs, then run the same command again."
        )
    return None


def explain_failure(what: str, output: str, way_out: str) -> NoReturn:
    """Turn a failed program's output into one sentence."""
    if NO_SPACE in output:
        raise Problem(f"The disk is full: {what} stopped. Free some space and run the same command again.")
    last = output.strip().splitlines()[-1:] or ["it said nothing"]
    raise Problem(f"{what} failed: {last[0].strip()} {way_out}")
