"""For `make clean`: stop and remove the private database and what was kept beside it."""

import fcntl
import shutil

from kith.cli import places, postgres
from kith.cli.problem import Problem


def remove() -> None:
    """Remove everything Kith keeps on this machine, unless somebody is using it."""
    here = postgres.cluster()
    with open(places.state() / "postgres.users", "w") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(
                "Kith is running here. Stop `kith serve` or the tests first, then run this again."
            ) from None
        postgres.stop(here)
    for folder in (here.data.parent, here.sockets, places.state()):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    try:
        remove()
    except Problem as problem:
        problem.show()
        raise SystemExit(1) from None
