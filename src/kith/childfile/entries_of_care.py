"""Chronology entries from being looked after: periods of care, legal statuses, homes, reviews, adoption."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from kith.care.models import (
    Adoption,
    AdoptionPlan,
    CarePlanningStep,
    DeprivationOfLiberty,
    LegalStatus,
    Order,
    PeriodOfCare,
    Placement,
    Review,
    SecureStay,
    ShortBreak,
    Unaccompanied,
)
from kith.childfile.entry import About, Entry, Kind, joined, turns, year_end
from kith.leavingcare.models import CareLeaverContact
from kith.lib.days import day_of
from kith.reach.withheld import What
from kith.statutory.clocks.steps import FINDINGS
from kith.store.holding import tells


@tells(PeriodOfCare)
def periods_of_care(about: About) -> Iterator[Entry]:
    rows = PeriodOfCare.objects.filter(child=about.child).order_by("start_on", "pk")
    for row in rows:
        entry = partial(Entry, kind=Kind.CARE, source="period_of_care", number=row.pk, significant=True)
        short = row.kind == PeriodOfCare.Kind.SHORT_BREAKS
        begun, ended = ("Short breaks began", "Short breaks ended") if short else _LOOKED_AFTER
        earlier = (
            "It began before that: this is the first day a return we have tells of."
            if row.began_earlier
            else ""
        )
        yield entry(on=row.start_on, title="Already in care" if earlier else begun, text=earlier)
        if row.end_on:
            yield entry(on=row.end_on, title=ended, text=row.get_end_reason_display())


_LOOKED_AFTER = ("Became looked after", "Stopped being looked after")


@tells(LegalStatus)
def legal_statuses(about: About) -> Iterator[Entry]:
    rows = LegalStatus.objects.filter(child=about.child).order_by("start_on", "pk")
    for on, was, now, row in turns(rows):
        title = f"Legal status: {now.get_code_display()}" if now else f"{row.get_code_display()} ended"
        text = f"Before: {was.get_code_display()}" if now and was else ""
        yield _care(on, Kind.LEGAL, title, "legal_status", row.pk, text, True)


@tells(Order)
def orders(about: About) -> Iterator[Entry]:
    for row in Order.objects.filter(child=about.child):
        title = row.get_kind_display()
        yield _care(row.start_on, Kind.LEGAL, f"{title} made", "order", row.pk, row.court, True)
        if row.end_on:
            yield _care(row.end_on, Kind.LEGAL, f"{title} ended", "order", row.pk, "", True)


@tells(Placement)
def homes(about: About) -> Iterator[Entry]:
    rows = list(Placement.objects.filter(child=about.child).select_related("home").order_by("start_on", "pk"))
    for on, was, now, row in turns([row for row in rows if not row.temporary]):
        yield _care(on, Kind.HOME, _move(row, now), "placement", row.pk, _told(about, was, now), True)
    for row in rows:
        if row.temporary:
            yield from _temporary(about, row)


def _move(row: Placement, now: Placement | None) -> str:
    place = _lower(row.get_place_display())
    if now is None:
        return f"Left {place}"
    return f"Same carer, now {place}" if now.same_carer else f"Moved to {place}"


def _told(about: About, was: Placement | None, now: Placement | None) -> str:
    home = f"Home: {about.place(now.home_in_words)}" if now and now.home_in_words else ""
    why = f"Why it changed: {_lower(was.get_end_reason_display())}" if was and was.end_reason else ""
    return joined(home, why)


def _temporary(about: About, row: Placement) -> Iterator[Entry]:
    words = row.get_place_display()
    home = f"Home: {about.place(row.home_in_words)}" if row.home_in_words else ""
    yield _care(row.start_on, Kind.HOME, words, "placement", row.pk, home, False)
    if row.end_on:
        yield _care(row.end_on, Kind.HOME, f"{words}: ended", "placement", row.pk, "", False)


@tells(ShortBreak)
def short_breaks(about: About) -> Iterator[Entry]:
    for row in ShortBreak.objects.filter(child=about.child).select_related("home"):
        home = f"At: {about.place(row.home_in_words)}" if row.home_in_words else ""
        yield _care(row.start_on, Kind.HOME, "Short break", "short_break", row.pk, home, False)


@tells(Review)
def reviews(about: About) -> Iterator[Entry]:
    for row in Review.objects.filter(child=about.child).select_related("chaired_by"):
        yield Entry(
            on=row.held_on, kind=Kind.REVIEW, title="Review held", source="review", number=row.pk, significant=True,
            text=joined(row.get_participation_display(), row.text), by=str(row.chaired_by or ""),
        )  # fmt: skip


@tells(CarePlanningStep)
def steps(about: About) -> Iterator[Entry]:
    for row in CarePlanningStep.objects.filter(child=about.child).select_related("by"):
        yield Entry(
            on=row.done_on, kind=Kind.REVIEW, title=row.get_kind_display(), source="step", number=row.pk,
            text=row.note, by=str(row.by or ""), significant=row.kind in FINDINGS,
        )  # fmt: skip


@tells(SecureStay)
def secure_stays(about: About) -> Iterator[Entry]:
    for row in SecureStay.objects.filter(child=about.child):
        turns_of_it = (
            (row.started_at, "Placed in secure accommodation"), (row.authorised_at, "A court allowed secure accommodation"),
            (row.ended_at, "Left secure accommodation"),
        )  # fmt: skip
        for at, title in turns_of_it:
            if at:
                yield Entry(
                    on=day_of(at), at=at, kind=Kind.CARE, title=title, source="secure_stay", number=row.pk,
                    significant=True,
                )  # fmt: skip


@tells(AdoptionPlan)
def adoption_plans(about: About) -> Iterator[Entry]:
    for row in AdoptionPlan.objects.filter(child=about.child):
        title = "Decided that the child should be placed for adoption"
        yield _care(row.decided_on, Kind.CARE, title, "adoption_plan", row.pk, "", True)
        if row.ceased_on:
            why = row.get_cease_reason_display()
            yield _care(
                row.ceased_on, Kind.CARE, "Plan for adoption given up", "adoption_plan", row.pk, why, True
            )


@tells(Adoption)
def adoption(about: About) -> Iterator[Entry]:
    for row in Adoption.objects.filter(child=about.child):
        best = "Adoption decided to be in the child’s best interest"
        for on, title in ((row.best_interest_on, best), (row.matched_on, "Matched with adopters")):
            if on:
                yield _care(on, Kind.CARE, title, "adoption", row.pk, "", True)


@tells(DeprivationOfLiberty)
def liberty(about: About) -> Iterator[Entry]:
    for row in DeprivationOfLiberty.objects.filter(child=about.child):
        title = "Deprivation of liberty authorised by a court"
        yield _care(row.start_on, Kind.LEGAL, title, "deprivation_of_liberty", row.pk, "", True)
        if row.end_on:
            yield _care(
                row.end_on,
                Kind.LEGAL,
                "Deprivation of liberty ended",
                "deprivation_of_liberty",
                row.pk,
                "",
                True,
            )


@tells(Unaccompanied)
def unaccompanied(about: About) -> Iterator[Entry]:
    for row in Unaccompanied.objects.filter(child=about.child):
        if row.ended_on:
            title = "Unaccompanied asylum-seeking status ends"
            yield _care(row.ended_on, Kind.LEGAL, title, "unaccompanied", row.pk, "", True)


@tells(CareLeaverContact)
def leaving_care(about: About) -> Iterator[Entry]:
    """The return says only the collection year: the entry stands on its last day."""
    for row in CareLeaverContact.objects.filter(child=about.child):
        lives = "" if What.ADDRESS in about.hidden else row.get_accommodation_display()
        text = joined(row.get_activity_display(), lives)
        title = f"Care leaver, {row.collection_year}: {_lower(row.get_in_touch_display())}"
        yield _care(
            year_end(row.collection_year), Kind.CARE, title, "care_leaver_contact", row.pk, text, False
        )


def _care(on: date, kind: Kind, title: str, source: str, number: int, text: str, significant: bool) -> Entry:
    return Entry(
        on=on,
        kind=kind,
        title=title,
        source=source,
        number=number,
        text=text and joined(text),
        significant=significant,
    )


def _lower(words: str) -> str:
    return words if words[:3].isupper() or not words else words[0].lower() + words[1:]


SOURCES = (
    periods_of_care, legal_statuses, orders, homes, reviews, steps, adoption_plans, adoption, liberty, secure_stays,
    unaccompanied,
)  # fmt: skip
# Nothing of these is ever significant.
QUIET = (short_breaks, leaving_care)
