"""A restriction in the words of pages: for the banner of a record, for lists, and for its own page."""

from datetime import date
from typing import Any

from django.urls import reverse

from kith.access.audit import current
from kith.casework.merges import merged_into
from kith.people.models import Person
from kith.reach.models import Allowed, EmergencyAccess, Restriction
from kith.reach.overseeing import review_due
from kith.store.dated import holds_on
from kith.web.forms.fields import lower_first
from kith.web.jinja import days_late, long_date, moment
from kith.workforce.models import Worker

LATEST = 20


def in_banner(person: int) -> list[str]:
    """ "Relocated for safety. Owner Mo Manager, review by 1 February 2027", for each that holds and lets the reader in."""
    rows = Restriction.objects.filter(holds_on(current().as_of), person=person).select_related("owner")
    return [
        f"{_sign(row)}: {lower_first(row.get_kind_display())}. Owner {row.owner.name}, "
        f"review by {long_date(row.review_on)}"
        for row in rows.order_by("start_on", "pk")
    ]


def _sign(row: Restriction) -> str:
    return "Sealed" if row.is_sealed else "Restricted"


def late_words(due_on: date, as_of: date) -> dict:
    """How late a review is, or when it is due, as a tag."""
    late = (as_of - due_on).days
    colour = "red" if late > 0 else "yellow" if late > -15 else "grey"
    words = days_late(late)
    return {"text": words[:1].upper() + words[1:], "classes": f"govuk-tag--{colour}", "late": late > 0}


def in_list(row: Restriction, as_of: date) -> dict:
    """A line of an owner's list."""
    return {
        "name": name_of(row.person),
        "href": reverse("restriction-of", args=[row.pk]),
        "kind": row.get_kind_display(),
        "since": row.start_on,
        "review_on": row.review_on,
        "status": late_words(row.review_on, as_of),
    }


def name_of(person: Person) -> str:
    """The name; of a record that was merged into another, whose it is now."""
    into = None if person.current_name else merged_into(person.pk)
    return f"{Person.objects.get(pk=into).name}, before a merge" if into else person.name


def in_full(row: Any, reader: Worker, as_of: date, always: set[Worker]) -> dict:
    """A restriction (with `let_in`) and what its owner can do about it; `always`: whom nobody can leave out."""
    owner, holds = row.owner_id == reader.pk, row.holds_on(as_of)
    return {
        "row": row,
        "title": row.get_kind_display(),
        "facts": _facts(row, reader, as_of),
        "allowed": [_let_in(each, owner and holds and each.worker not in always) for each in row.let_in],
        "links": _links(row) if owner and holds else [],
        "asks_owner": "" if owner else row.owner.name,
    }


def _facts(row: Restriction, reader: Worker, as_of: date) -> list[dict]:
    owner = f"{row.owner.name}{' (you)' if row.owner_id == reader.pk else ''}"
    review = f"{long_date(row.review_on)}: {days_late((as_of - row.review_on).days)}"
    pairs = [("Reason", row.reason), ("Owner", owner), ("Since", long_date(row.start_on))]
    pairs.append(("Ended", long_date(row.end_on)) if row.end_on else ("Review by", review))
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs]


def _let_in(each: Allowed, may_stop: bool) -> dict:
    stop = reverse("restriction-stop", args=[each.restriction_id, each.pk]) if may_stop else ""
    return {"name": each.worker.name, "since": each.start_on, "stop": stop}


def _links(row: Restriction) -> list[dict]:
    wanted = [
        ("restriction-review", "Review it"),
        ("restriction-allow", "Let somebody else in"),
        ("restriction-hand-over", "Hand it over"),
    ]
    wanted += [] if row.is_sealed else [("restriction-end", "End it")]
    return [{"text": words, "href": reverse(page, args=[row.pk])} for page, words in wanted]


def opened(person: Person, reader: Worker, as_of: date) -> list[dict]:
    """The latest times the record was opened in an emergency, for whoever owns a restriction of it."""
    rows = EmergencyAccess.objects.filter(person=person).select_related("worker", "reviewed_by")
    return [emergency(row, reader, as_of) for row in rows.order_by("-opened_at", "-pk")[:LATEST]]


def emergency(row: EmergencyAccess, reader: Worker, as_of: date) -> dict:
    """One emergency access, and whether it is reviewed."""
    due = review_due(row)
    waits = row.reviewed_at is None
    return {
        "row": row,
        "worker": row.worker.name,
        "opened": moment(row.opened_at),
        "due_on": due,
        "status": late_words(due, as_of) if waits else None,
        "review": reverse("emergency-review", args=[row.pk]) if waits and row.worker_id != reader.pk else "",
        "reviewed": f"{moment(row.reviewed_at)} by {row.reviewed_by}" if row.reviewed_by else "",
    }
