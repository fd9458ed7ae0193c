"""Where Kith keeps what it makes on this machine."""

import hashlib
import os
import tempfile
from pathlib import Path

from kith.cli.problem import Problem


def root() -> Path:
    """Return KITH_ROOT, else the checkout this was installed from, else the current folder."""
    if given := os.environ.get("KITH_ROOT"):
        return Path(given).resolve()
    checkout = Path(__file__).resolve().parents[3]
    return checkout if (checkout / "pyproject.toml").exists() else Path.cwd()


def state() -> Path:
    """Return the git-ignored folder of the private database, its logs and the secret key."""
    folder = root() / ".kith"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def short_folder(for_folder: Path) -> Path:
    """Name a folder for a socket: a socket's whole path may not exceed about 100 characters."""
    digest = hashlib.sha256(str(for_folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"kith-{os.geteuid()}-{digest}"


def make_private(folder: Path, owner: int, group: int) -> None:
    """Make a folder only its owner may enter, and refuse one that somebody else made first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid not in (os.geteuid(), owner):
        raise Problem(
            f"{folder} belongs to another user, so it is not safe to use. Remove it, then run this again."
        )
    os.chown(folder, owner, group)
    folder.chmod(0o700)
