"""The front door: what came in the last twelve months, what was decided and how soon, and who came again."""

from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat, TruncDate, TruncMonth

from kith.deadlines.models import DeadlineRow
from kith.frontdoor.models import Contact, ContactChild, Decision, Referral
from kith.frontdoor.seeing import hidden_contacts
from kith.insight.measure import Measure, Scope, text
from kith.lib.days import day_of
from kith.statutory.clocks.front_door import DECISION

CONTACT = ("contact", "contacts")
OURS = "The record: contacts as they were taken, and what managers decided."
# Met within its time, by the hour where the clock counts hours.
IN_TIME = Q(met_at__lte=F("due_at")) | (Q(due_at__isnull=True) | Q(met_at__isnull=True)) & Q(
    met_on__lte=F("due_on")
)


class YearBefore(Func):
    """The same day twelve months before."""

    template = "(%(expressions)s - interval '12 months')::date"
    output_field = DateField()


def _contacts(scope: Scope) -> QuerySet[ContactChild]:
    """Each contact of the last twelve months for each child it is about; of a team, those that the team took."""
    rows = ContactChild.objects.filter(
        contact__received_at__gte=scope.since, contact__received_at__lt=scope.until
    )
    if scope.team:
        rows = rows.filter(contact__team=scope.team)
    hidden = hidden_contacts()
    return rows.exclude(contact__in=hidden) if hidden else rows


def _each(scope: Scope) -> QuerySet:
    return _contacts(scope).annotate(whom=F("child"), day=TruncDate("contact__received_at"))


def _decided(scope: Scope) -> QuerySet:
    return _each(scope).filter(decided_at__isnull=False)


def _what_was_decided(scope: Scope) -> dict[str, Combinable]:
    latest = Decision.objects.filter(contact=OuterRef("contact"), child=OuterRef("child")).order_by("-pk")
    return {
        "month": TruncMonth("contact__received_at", output_field=DateField()),
        "outcome": text(Subquery(latest.values("outcome")[:1])),
        "decided": TruncDate("decided_at"),
    }


def _clocks(scope: Scope) -> QuerySet:
    """Clocks of a decision that are over: decided, or past their time."""
    since = day_of(scope.since)
    late = Q(met_on__isnull=True, ended_on__isnull=True, due_on__lt=scope.as_of)
    # what began since was met since: so both halves are found by an index
    rows = DeadlineRow.objects.filter(
        Q(met_on__gte=since) | late, timescale=DECISION.key, started_on__gte=since
    )
    if scope.team:
        took = Contact.objects.filter(team=scope.team, received_at__gte=scope.since)
        started = Concat(Value("contacts:"), Cast("pk", CharField()))
        rows = rows.filter(started_by__in=took.annotate(started=started).values("started"))
    return rows.annotate(whom=F("child"), day=F("started_on"))


def _children(scope: Scope) -> QuerySet:
    """Each child once, with how many contacts there were."""
    rows = _contacts(scope).order_by().values("child")
    return rows.annotate(
        whom=F("child"), times=Count("contact", distinct=True), day=Max(TruncDate("contact__received_at"))
    )


def _referrals(scope: Scope) -> QuerySet:
    rows = scope.held(
        Referral.objects.filter(referred_on__gte=day_of(scope.since), referred_on__lte=scope.as_of)
    )
    earlier = Referral.objects.filter(
        child=OuterRef("child"), referred_on__lt=OuterRef("referred_on"), referred_on__gte=YearBefore(OuterRef("referred_on"))
    )  # fmt: skip
    return rows.annotate(whom=F("child"), day=F("referred_on"), again=Exists(earlier))


def _again(number: int, words: str) -> Measure:
    return Measure(
        key=f"front-door.repeat-{number}",
        title=f"Children with {words} or more contacts",
        counts=f"children about whom there were {words} or more contacts in the last 12 months",
        of="children about whom there was any contact in that time",
        means="A family that comes again and again may not have had the help it asked for.",
        source=OURS,
        rows=_children,
        where=lambda scope: Q(times__gte=number),
        shows=(("times", "Contacts"), ("day", "The last on")),
    )


CONTACTS = Measure(
    key="front-door.contacts",
    title="Contacts",
    counts="contacts of the last 12 months, each once for every child it was about",
    of="",
    means="How much comes to the front door. A contact about three children is three.",
    source=OURS,
    rows=_each,
    noun=CONTACT,
    more=_what_was_decided,
    shows=(("day", "Contact on"), ("decided", "Decided on"), ("outcome", ""), ("contact", "")),
    narrows=("month", "outcome"),
)
IN_A_DAY = Measure(
    key="front-door.decided-in-time",
    title="Decided within one working day",
    counts="contacts of the last 12 months that were decided within one working day, for each child",
    of="contacts decided, and those that are past their time",
    means="Families wait no longer than a working day to hear what happens next.",
    source=f"{DECISION.reference}, {DECISION.current.source}, as it is worked out for deadlines.",
    rows=_clocks,
    noun=CONTACT,
    where=lambda scope: Q(met_on__isnull=False) & IN_TIME,
    shows=(("day", "Contact on"), ("due_on", "Decision due by"), ("met_on", "Decided on")),
    rest="not in time",
)
UNTIL_DECIDED = Measure(
    key="front-door.time-to-decision",
    title="Time from contact to decision",
    counts="contacts of the last 12 months that are decided, for each child",
    of="",
    means="Half were decided sooner than this, half later; nights and weekends are in it.",
    source=OURS,
    rows=_decided,
    noun=CONTACT,
    more=_what_was_decided,
    shows=(("day", "Contact on"), ("decided", "Decided on"), ("outcome", ""), ("contact", "")),
    middle=F("decided_at") - F("contact__received_at"),
)
REFERRED_AGAIN = Measure(
    key="front-door.referred-again",
    title="Referred again within 12 months",
    counts="referrals of the last 12 months that came within 12 months of an earlier one of the same child",
    of="referrals of the last 12 months",
    means="Work that ended and had to begin again within the year.",
    source="The record. England’s figure is the published share of referrals within 12 months of an earlier one.",
    rows=_referrals,
    noun=("referral", "referrals"),
    where=lambda scope: Q(again=True),
    shows=(("day", "Referred on"),),
)
MEASURES = (CONTACTS, IN_A_DAY, UNTIL_DECIDED, _again(2, "two"), _again(3, "three"), REFERRED_AGAIN)
