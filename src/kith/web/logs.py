"""What the server says of what goes wrong: of what kind and where in the code, never what was being worked on.

A message of the database's quotes the row it refuses, a template's the words it could not show: neither is written.
"""

import logging
import traceback


class Impersonal(logging.Formatter):
    """A line for what happened, and one for each place in our code that led there."""

    def format(self, record: logging.LogRecord) -> str:
        """Raises nothing and quotes nothing: neither arguments, nor addresses, nor what an exception says."""
        error = record.exc_info[1] if record.exc_info else None
        what = _kind(error) if error else str(record.msg)
        head = f"{self.formatTime(record)} {record.levelname} {record.name}{_page(record)}: {what}"
        return "\n".join([head, *(_places(error) if error else [])])


def _kind(error: BaseException) -> str:
    """An exception's kind, and those of what it came from."""
    cause = error.__cause__ or error.__context__
    return f"{type(error).__qualname__}{f', from {_kind(cause)}' if cause else ''}"


def _page(record: logging.LogRecord) -> str:
    """The name of the page, which says nothing of anybody; its address may."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return f" on {match.view_name}" if match else ""


def _places(error: BaseException) -> list[str]:
    return [
        f"    {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
