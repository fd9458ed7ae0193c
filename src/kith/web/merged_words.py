"""A merge that was made, in the words of pages: in the list, in full, and on the record that stays."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.urls import reverse

from kith.access.roles import Permission
from kith.casework.merges import Merge, MergedRow
from kith.casework.merging.journal import restored
from kith.casework.merging.references import model_of
from kith.casework.merging.words import fetched, in_words, kinds_of
from kith.lib.days import LONDON
from kith.lib.words import plural
from kith.people.models import Person, PersonName
from kith.reach.around import may_for
from kith.reach.withheld import anything_hidden
from kith.web.forms.merging import KEPT, MERGED
from kith.web.jinja import long_date, moment
from kith.web.person_words import rows
from kith.workforce.models import Worker

What = MergedRow.What
NAMES = PersonName._meta.db_table


def in_list(merges: list[Merge]) -> list[dict]:
    names = _names_then(merges)
    return [
        {
            "href": reverse("merge-of", args=[row.pk]), "name": row.kept.name,
            "other": names.get(row.pk) or f"number {row.merged_id}",
            "when": moment(row.at), "by": row.by.name, "undone": moment(row.undone_at) if row.undone_at else "",
        }
        for row in merges
    ]  # fmt: skip


def in_full(row: Merge, home: str, refused: ValidationError | None = None) -> dict:
    """A merge: what was done, and what can be done about it."""
    undone = f"{moment(row.undone_at)}, by {row.undone_by.name}: {row.undone_reason}" if row.undone_by else ""
    facts = [
        ("Record that stays", f"{row.kept.name}, number {row.kept_id}"),
        ("Merged into it", names_of(row)[MERGED]),
        ("Merged", f"{moment(row.at)}, by {row.by.name}"),
        ("How they knew", row.reason),
        *([("Undone", undone)] if undone else []),
    ]
    return {
        "title": f"Merged records: {row.kept.name}", "row": row, "facts": rows(facts), "home": home,
        "done": _done(row), "out": _taken_out(row), "why_not": refused.messages if refused else [],
    }  # fmt: skip


def _done(row: Merge) -> list[str]:
    """How many rows of each kind were moved."""
    moved = row.rows.filter(what=What.CHANGED, before=row.merged_id, after=row.kept_id)
    tables = Counter(table for table, _ in moved.values_list("table", "row").distinct())
    return [plural(number, *kinds_of(model_of(table))) for table, number in sorted(tables.items())]


def _taken_out(row: Merge) -> list[str]:
    """The rows that gave way, as they stood."""
    lines = list(row.rows.filter(what=What.REMOVED).order_by("pk"))
    found = [restored(line) for line in lines]
    fetched(found)
    return [in_words(each, {row.kept_id, row.merged_id}) for each in found]


def names_of(row: Merge) -> dict[str, str]:
    """What the two people are called on the page of their merge."""
    then = _names_then([row]).get(row.pk)
    other = f"{then}, number {row.merged_id}" if then else f"Number {row.merged_id}"
    return {KEPT: f"{row.kept.name}, number {row.kept_id}", MERGED: other}


def _names_then(merges: list[Merge]) -> dict[int, str]:
    """By merge, what the person was called whose record went."""
    lines = MergedRow.objects.filter(merge__in=merges, table=NAMES).order_by("-pk")
    moved = [each for each in lines if each.what == What.REMOVED or each.column == "person_id"]
    known = PersonName.objects.in_bulk([each.row for each in moved])
    found: dict[int, str] = {}
    for line in moved:
        name = restored(line) if line.what == What.REMOVED else known.get(line.row)
        found |= {line.merge_id: name.whole} if isinstance(name, PersonName) else {}
    return found


def said_on_record(person: Person, by: Worker) -> list[dict]:
    """Said on the page of whoever's record stays, for each merge that stands; it leads there for those who merge."""
    found = list(Merge.objects.standing().filter(kept=person).select_related("by").order_by("at"))
    may_open = bool(found) and may_for(by, Permission.PERSON_MERGE, person) and not anything_hidden()
    return [
        {
            "text": f"This record was merged with another on {long_date(row.at.astimezone(LONDON).date())} by {row.by.name}.",
            "href": reverse("merge-of", args=[row.pk]) if may_open else "",
        }
        for row in found
    ]
