"""Small returns for tests, written as tables of text, and loading them as an analyst does."""

from datetime import date, datetime

from kith.lib.tables import text_tables
from kith.people.models import Person
from kith.returns.actions.loading import confirm_load, load_return, propose_load
from kith.returns.actions.undoing import undo_load
from kith.returns.models import Load
from kith.returns.proposal import propose
from kith.statutory.ssda903.reading import Read, read
from kith.testing.standing import DAY, MOMENT, at_work

HEADER = """
Header
CHILD  SEX  DOB         ETHNIC  UPN
A1     1    03/05/2008  WBRI    A123456789123
"""
EPISODES = """
Episodes
CHILD  DECOM       RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC         REC  REASON_PLACE_CHANGE  HOME_POST  PL_POST   URN
A1     01/06/2017  S    V2  N1   U6     PR1             04/09/2017  X1   CARPL                LE1 5WW    LE1 1FZ   SC123456
A1     04/09/2017  P    V2  N1   K2     PR4             .           .    .                    LE1 5WW    NG1 2DT   1234567
"""
ONE_CHILD = f"{HEADER}\n{EPISODES}"


def files(text: str, folder: str = "") -> dict[str, bytes]:
    """CSV files by name, one for each table of the text."""
    return {f"{folder}{name.lower()}.csv": _csv(found) for name, found in text_tables(text).items()}


def _csv(found) -> bytes:
    lines = [found.columns, *([row[name] or "" for name in found.columns] for row in found.rows)]
    return "\n".join(",".join(line) for line in lines).encode()


def returned(text: str, folder: str = "") -> Read:
    return read(files(text, folder))


def load(
    analyst, what: str | Read, year: str = "2017-18", team=None, as_of: date = DAY, at: datetime = MOMENT
) -> Load:
    """Load a return of one year, as the pages and the command do."""
    found = returned(what) if isinstance(what, str) else what
    with at_work(analyst, as_of):
        proposal = propose(found, dict.fromkeys(found.files, year) if year else None)
        made = propose_load(
            files=proposal.files, counts=proposal.counts, authority="E06000999", team=team, at=at, by=analyst
        )
        confirm_load(
            load=made, years={each["name"]: each["year"] for each in proposal.files}, team=team, by=analyst
        )
    with at_work(analyst, as_of):
        load_return(load=made, read=found, as_of=as_of, at=at, by=analyst)
    return made


def undo(analyst, made: Load, as_of: date = DAY) -> None:
    with at_work(analyst, as_of):
        undo_load(load=made, as_of=as_of, at=MOMENT, by=analyst)


def child(number: str = "A1") -> Person:
    return Person.objects.get(authority_id=number)


def about(made: Load, kind: str) -> list[str]:
    """What a load says of one kind, in a few words each."""
    return list(made.issues.filter(kind=kind).order_by("pk").values_list("about", flat=True))
