"""Chronology entries from family help: what it rests on, its goals and what has changed; nothing for a reader who does not
see the family."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from kith.childfile.entry import About, Entry, Kind, joined
from kith.familyhelp.models import Basis, FamilyHelp, FamilyHelpChild, Goal, PlanReview, ServiceReferral
from kith.familyhelp.seeing import unhidden
from kith.store.holding import tells

M = TypeVar("M", bound=Model)


def _helps(about: About) -> QuerySet[FamilyHelp]:
    if not about.family:
        return FamilyHelp.objects.none()
    return unhidden().filter(Exists(FamilyHelpChild.objects.filter(help=OuterRef("pk"), child=about.child)))


def _while_helped(model: type[M], about: About, day: str) -> QuerySet[M]:
    """What hangs from the help on days on which it was for this child; what a brother had before is on his record."""
    part = {"help__about__child": about.child, "help__about__start_on__lte": F(day)}
    until = Q(help__about__end_on__isnull=True) | Q(help__about__end_on__gte=F(day))
    return model._default_manager.filter(until, help__in=_helps(about), **part).distinct()


def _entry(
    on, title: str, text: str, source: str, number: int, by: str = "", *, significant: bool = False
) -> Entry:
    return Entry(
        on=on,
        kind=Kind.HELP,
        title=title,
        text=text,
        by=by,
        source=source,
        number=number,
        significant=significant,
    )


@tells(FamilyHelpChild)
def helps(about: About) -> Iterator[Entry]:
    rows = FamilyHelpChild.objects.filter(child=about.child, help__in=_helps(about))
    for row in rows.select_related("help__lead").order_by("pk"):
        given = row.help
        begins = "Family help started" if row.start_on == given.start_on else "Joined the family’s help"
        yield _marked(row.start_on, begins, given.wants, given, given.lead.name)
        if row.end_on:
            yield _marked(row.end_on, "Left the family’s help", row.because, given)
        elif given.end_on:
            why = joined(given.get_end_reason_display(), given.changed)
            yield _marked(given.end_on, "Family help closed", why, given)


def _marked(on: date, title: str, text: str, given: FamilyHelp, by: str = "") -> Entry:
    return _entry(on, title, text, "family_help", given.pk, by, significant=True)


@tells(FamilyHelpChild)
def withdrawals(about: About) -> Iterator[Entry]:
    for row in _while_helped(Basis, about, "withdrawn_on"):
        if row.withdrawn_on:
            text = joined(row.who, row.withdrawn_because)
            yield _entry(
                row.withdrawn_on, "Consent to family help withdrawn", text, "basis", row.pk, significant=True
            )


@tells(FamilyHelpChild)
def consents(about: About) -> Iterator[Entry]:
    for row in _while_helped(Basis, about, "start_on"):
        yield _entry(row.start_on, f"{row.get_kind_display()}: {row.who}", row.to_what, "basis", row.pk)


@tells(FamilyHelpChild)
def goals(about: About) -> Iterator[Entry]:
    for row in _while_helped(Goal, about, "start_on"):
        yield _entry(row.start_on, f"Goal set: “{row.words}”", row.of_whom, "goal", row.pk)


@tells(FamilyHelpChild)
def reviews(about: About) -> Iterator[Entry]:
    for row in _while_helped(PlanReview, about, "held_on").select_related("by"):
        yield _entry(row.held_on, "Family’s plan reviewed", row.text, "family_review", row.pk, row.by.name)


@tells(FamilyHelpChild)
def services(about: About) -> Iterator[Entry]:
    rows = _while_helped(ServiceReferral, about, "referred_on").select_related("service")
    for row in rows:
        said = f"{row.service.name}, for {row.for_whom}"
        yield _entry(row.referred_on, "Service asked", said, "service_referral", row.pk)
        if row.ended_on:
            text = joined(said, row.get_outcome_display(), row.outcome_text)
            yield _entry(row.ended_on, "Service ended", text, "service_referral", row.pk)


SOURCES = (helps, withdrawals)
QUIET = (consents, goals, reviews, services)
