"""Loads and what they have to say; and where a row of the record came from."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case, QuerySet, When

from kith.returns.kinds import KINDS
from kith.returns.models import Load, LoadedRow, LoadIssue

COLUMNS = (
    "What",
    "Child",
    "About",
    "File",
    "Year",
    "Line",
    "Table",
    "Values",
    "What happened and why",
    "How to mend it",
)

# What matters most comes first.
WEIGHT = Case(*(When(kind=kind, then=place) for place, kind in enumerate(LoadIssue.Kind.values)), default=9)


def loads() -> QuerySet[Load]:
    """Every load, newest first."""
    return Load.objects.select_related("by", "team").order_by("-begun_at", "-pk")


def issues(load: Load, kind: str = "", about: str = "", child: str = "") -> QuerySet[LoadIssue]:
    """What a load has to say, of one kind, about one thing or one child where asked."""
    asked = {"kind": kind, "about": about, "child_identifier": child.strip().upper()}
    found = load.issues.filter(**{name: value for name, value in asked.items() if value})
    return found.order_by(WEIGHT, "about", "child_identifier", "pk")


def kinds_of(load: Load) -> dict[str, int]:
    """How many issues there are of each kind."""
    found = dict.fromkeys(LoadIssue.Kind.values, 0)
    for kind in load.issues.values_list("kind", flat=True):
        found[kind] += 1
    return found


def topics_of(load: Load, kind: str = "") -> list[str]:
    rows = load.issues.filter(kind=kind) if kind else load.issues.all()
    return sorted(set(rows.values_list("about", flat=True)) - {""})


def issue_lines(found: Iterable[LoadIssue]) -> Iterator[list[str]]:
    """One line for each row an issue names, for a spreadsheet; the first line has the headings."""
    yield list(COLUMNS)
    for issue in found:
        for row in issue.rows or [{}]:
            yield [_harmless(cell) for cell in _line(issue, row)]


def _line(issue: LoadIssue, row: dict[str, Any]) -> list[str]:
    values = ", ".join(f"{name} {value}" for name, value in (row.get("values") or {}).items())
    where = [str(row.get(name) or "") for name in ("file", "year", "row", "table")]
    return [
        issue.get_kind_display(),
        issue.child_identifier,
        issue.about,
        *where,
        values,
        issue.says,
        issue.mend,
    ]


def _harmless(cell: str) -> str:
    """A spreadsheet runs a cell that begins like a formula; what came from a stranger's file must not."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def sources_of(child: int) -> dict[tuple[str, int], list[str]]:
    """Where the rows of a child's record came from, by model label and row: "SSDA903 2019-20, episodes.csv line 33"."""
    rows = LoadedRow.objects.filter(child=child).values_list("model", "row", "load__collection", "sources")
    return {
        (model, row): [source_words(collection, *each) for each in sources]
        for model, row, collection, sources in rows
        if sources
    }


def source_words(collection: str, year: str, file: str, line: int) -> str:
    return f"{KINDS[collection].title} {year}, {file} line {line}"
