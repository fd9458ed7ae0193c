"""Chronology entries from family help: what it rests on, its goals and what has changed; nothing for a reader who does not
see the family."""

from collections.abc import Iterator

from django.db.models import QuerySet

from kith.childfile.entry import About, Entry, Kind, joined
from kith.familyhelp.models import Basis, FamilyHelp, FamilyHelpChild, Goal, PlanReview, ServiceReferral
from kith.familyhelp.seeing import unhidden
from kith.store.holding import tells


def _helps(about: About) -> QuerySet[FamilyHelp]:
    if not about.family:
        return FamilyHelp.objects.none()
    return unhidden().filter(about__child=about.child)


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
    for row in _helps(about):
        yield _entry(
            row.start_on,
            "Family help started",
            row.wants,
            "family_help",
            row.pk,
            row.lead.name,
            significant=True,
        )
        if row.end_on:
            why = joined(row.get_end_reason_display(), row.changed)
            yield _entry(row.end_on, "Family help closed", why, "family_help", row.pk, significant=True)


@tells(FamilyHelpChild)
def withdrawals(about: About) -> Iterator[Entry]:
    for row in Basis.objects.filter(help__in=_helps(about), withdrawn_on__isnull=False):
        if row.withdrawn_on:
            text = joined(row.who, row.withdrawn_because)
            yield _entry(
                row.withdrawn_on, "Consent to family help withdrawn", text, "basis", row.pk, significant=True
            )


@tells(FamilyHelpChild)
def consents(about: About) -> Iterator[Entry]:
    for row in Basis.objects.filter(help__in=_helps(about)):
        yield _entry(row.start_on, f"{row.get_kind_display()}: {row.who}", row.to_what, "basis", row.pk)


@tells(FamilyHelpChild)
def goals(about: About) -> Iterator[Entry]:
    for row in Goal.objects.filter(help__in=_helps(about)):
        yield _entry(row.start_on, f"Goal set: “{row.words}”", row.of_whom, "goal", row.pk)


@tells(FamilyHelpChild)
def reviews(about: About) -> Iterator[Entry]:
    for row in PlanReview.objects.filter(help__in=_helps(about)).select_related("by"):
        yield _entry(row.held_on, "Family’s plan reviewed", row.text, "family_review", row.pk, row.by.name)


@tells(FamilyHelpChild)
def services(about: About) -> Iterator[Entry]:
    rows = ServiceReferral.objects.filter(help__in=_helps(about)).select_related("service")
    for row in rows:
        said = f"{row.service.name}, for {row.for_whom}"
        yield _entry(row.referred_on, "Service asked", said, "service_referral", row.pk)
        if row.ended_on:
            text = joined(said, row.get_outcome_display(), row.outcome_text)
            yield _entry(row.ended_on, "Service ended", text, "service_referral", row.pk)


SOURCES = (helps, withdrawals)
QUIET = (consents, goals, reviews, services)
