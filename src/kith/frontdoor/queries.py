"""The queue, a family's earlier contacts, and who is to be looked at again: in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, QuerySet

from kith.access.audit import current
from kith.frontdoor.models import Contact, ContactChild, Decision, StepBack
from kith.frontdoor.seeing import decided_by, hidden_contacts, unhidden
from kith.lib.days import add_months, day_of, start_of
from kith.workforce.models import Worker

MONTHS = (
    12  # how far back a contact makes another a repeat, and twice no further action asks for a second look
)


def a_year_before(day: date) -> datetime:
    """The moment twelve months before a day begins."""
    return start_of(add_months(day, -MONTHS))


def decisions_in_force() -> QuerySet[Decision]:
    """The last decision about each contact for each child; a later one stands in place of those before."""
    later = Decision.objects.filter(
        contact=OuterRef("contact"), child=OuterRef("child"), pk__gt=OuterRef("pk")
    )
    rows = Decision.objects.exclude(contact__in=hidden_contacts()).exclude(Exists(later))
    return rows.select_related("contact", "by")


def repeats(contacts: Collection[Contact]) -> dict[int, int]:
    """For each contact, how many others there were about any of its children in the twelve months before it.

    The contacts come with their children (`about`).
    """
    if not contacts:
        return {}
    children = {each.child_id for contact in contacts for each in contact.about.all()}
    since = min(a_year_before(day_of(contact.received_at)) for contact in contacts)
    rows = _unhidden().filter(child__in=children, contact__received_at__gte=since)
    earlier: dict[int, list] = defaultdict(list)
    for child, number, at in rows.values_list("child", "contact", "contact__received_at"):
        earlier[child].append((number, at))
    return {contact.pk: len(_before(contact, earlier)) for contact in contacts}


def _unhidden() -> QuerySet[ContactChild]:
    return ContactChild.objects.exclude(contact__in=hidden_contacts())


def _before(contact: Contact, earlier: dict[int, list]) -> set[int]:
    since = a_year_before(day_of(contact.received_at))
    return {
        number
        for each in contact.about.all()
        for number, at in earlier[each.child_id]
        if since <= at <= contact.received_at and number != contact.pk
    }


def repeated() -> Exists:
    """Whether there was another contact about one of the children in the twelve months before."""
    same = _unhidden().filter(
        child__in=ContactChild.objects.filter(contact=OuterRef(OuterRef("pk"))).values("child"),
        contact__received_at__lt=OuterRef("received_at"),
        contact__received_at__gte=OuterRef("received_at") - timedelta(days=365),
    )
    return Exists(same)


@dataclass
class Earlier:
    """An earlier contact about somebody of the family: what was decided for whom, and what was offered."""

    contact: Contact
    children: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def history_of(people: Collection[int], *, but: Contact) -> list[Earlier]:
    """The other contacts about any of these people, newest first, with what was decided."""
    decided = Prefetch("decisions", decisions_in_force().prefetch_related("child__names"), to_attr="in_force")
    about = Prefetch("about", ContactChild.objects.select_related("child").prefetch_related("child__names"))
    rows = unhidden().filter(about__child__in=people).exclude(pk=but.pk).distinct()
    found = rows.prefetch_related(decided, about).order_by("-received_at", "-pk")
    return [
        Earlier(each, [row.child.name for row in each.about.all()], list(each.in_force)) for each in found
    ]


@dataclass(frozen=True)
class Twice:
    """A child about whom there was no further action twice or more in the last twelve months."""

    child: int
    times: int
    decisions: list[Decision]


def to_look_at_again(worker: Worker) -> list[Twice]:
    """Every child of the worker's reach with no further action twice in the last twelve months, nobody having looked
    since the last of them; the most often first."""
    found: dict[int, list[Decision]] = defaultdict(list)
    for each in _nothing_done().filter(child__in=stepped_back_from(worker)).order_by("-decided_at", "-pk"):
        found[each.child_id].append(each)
    return sorted(
        (Twice(child, len(rows), rows) for child, rows in found.items()),
        key=lambda each: (-each.times, each.decisions[0].decided_at, each.child),
    )


def stepped_back_from(worker: Worker) -> set[int]:
    """The children whom this worker should look at again."""
    theirs = set(_nothing_done().filter(contact__in=decided_by(worker)).values_list("child", flat=True))
    counted = _nothing_done().filter(child__in=theirs).order_by().values("child")
    counted = counted.annotate(times=Count("contact", distinct=True), last=Max("decided_at"))
    twice = {row["child"]: row["last"] for row in counted if row["times"] >= 2}
    looked = StepBack.objects.filter(child__in=twice).values_list("child", "looked_at")
    return set(twice) - {child for child, at in looked if at >= twice[child]}


def _nothing_done() -> QuerySet[Decision]:
    """Decisions of the last twelve months that nothing further is done."""
    since = a_year_before(current().as_of)
    return decisions_in_force().filter(outcome=Decision.Outcome.NOTHING, decided_at__gte=since)
