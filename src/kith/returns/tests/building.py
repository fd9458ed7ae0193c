"""Building a return in tests, as the job does it, and what is still to be put right."""

from datetime import date, datetime

from kith.returns.actions.building import ask_for_build, build_return
from kith.returns.models import BuiltReturn, ReturnIssue
from kith.testing.standing import DAY, MOMENT
from kith.work import work

YEAR = "2026-27"


def build(
    analyst, year: str = YEAR, as_of: date = DAY, at: datetime = MOMENT, collection: str = "ssda903"
) -> BuiltReturn:
    """Ask for a build, and build it."""
    with work(analyst, as_of, via="test"):
        built = ask_for_build(collection=collection, year=year, at=at, by=analyst)
    with work(analyst, as_of, via="test", everyone=True):
        build_return(built=built, as_of=as_of, at=at, by=analyst)
    return built


def open_rules(child=None) -> set[str]:
    """The rules by which something is still to be put right, of one child or of anybody."""
    rows = ReturnIssue.objects.filter(closed_at__isnull=True)
    return set((rows if child is None else rows.filter(child=child)).values_list("rule", flat=True))
