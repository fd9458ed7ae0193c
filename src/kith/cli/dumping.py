"""PostgreSQL's own pg_dump and pg_restore, found, checked against the server, and run with no secret in their command."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kith.cli import binaries
from kith.cli.problem import Problem, explain_failure


def program(name: str, at_least: int) -> tuple[Path, int]:
    """Return the oldest pg_dump or pg_restore that serves: a newer one may say what an older server does not know."""
    found = {path: _major(path) for path in _candidates(name)}
    suits = [(path, major) for path, major in found.items() if major >= at_least]
    if suits:
        return min(suits, key=lambda each: each[1])
    has = ", ".join(str(major) for major in sorted(set(found.values())) if major)
    raise Problem(
        f"Kith needs {name} {at_least} or newer, as the database is of that version, and found "
        f"{f'only {has}' if has else 'none'}. Install it: apt-get install -y postgresql-client-{at_least}."
    )


def _candidates(name: str) -> list[Path]:
    on_path = shutil.which(name)
    folders = [*binaries.folders(), *([Path(on_path).parent] if on_path else [])]
    return [folder / name for folder in folders if (folder / name).exists()]


def _major(path: Path) -> int:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)", done.stdout)
    return int(found[1]) if found and not done.returncode else 0


@contextlib.contextmanager
def dumping(path: Path, url: str, snapshot: str, without: tuple[str, ...]) -> Iterator[IO[bytes]]:
    """Run pg_dump on a snapshot; its output is read from what this gives."""
    options = ["--format=custom", f"--snapshot={snapshot}"]
    options += [f"--exclude-table-data={table}" for table in without]
    with _running(
        [str(path), *options, "--dbname", *_address(url)[:1]], url, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        yield child.stdout


@contextlib.contextmanager
def restoring(path: Path, url: str) -> Iterator[IO[bytes]]:
    """Run pg_restore, all or nothing; it is fed through what this gives, and dies with whoever feeds it."""
    options = ["--format=custom", "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl"]
    with _running([str(path), *options, "--dbname", *_address(url)[:1]], url, stdin=subprocess.PIPE) as child:
        assert child.stdin is not None
        yield child.stdin


@contextlib.contextmanager
def _running(
    command: list[str], url: str, *, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """Run to its end, or kill it when we fail: PostgreSQL then undoes what it did. A failure is told by its last words."""
    name = Path(command[0]).name
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            command, stdin=stdin, stdout=stdout, stderr=said, env=_environment(url), start_new_session=True
        )
        try:
            with contextlib.suppress(BrokenPipeError):  # it ended early, and says why
                yield child
                if child.stdin:
                    child.stdin.close()
            code = child.wait()
        except BaseException:
            child.kill()
            child.wait()
            raise
        if code:
            explain_failure(name, _why(said), "Nothing was kept. Put it right and run it again.")


def _why(said: IO[bytes]) -> str:
    """Of what a program said, its last error; it goes on with the command that failed."""
    said.seek(0)
    lines = said.read().decode(errors="replace").splitlines()
    errors = [line for line in lines if "error:" in line or "ERROR:" in line]
    return "\n".join(errors or lines)


def _address(url: str) -> tuple[str, str]:
    """Return the address without its password, which the list of processes would show, and the password."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    password = str(parts.pop("password", None) or "")
    return make_conninfo(**parts), password


def _environment(url: str) -> dict[str, str]:
    password = _address(url)[1]
    return dict(os.environ) | ({"PGPASSWORD": password} if password else {})
