"""Chronology entries of protection. What agencies said of a family is told only where the family may be seen."""

from collections.abc import Iterator

from kith.childfile.entry import About, Entry, Kind, joined
from kith.lib.days import day_of
from kith.people.models import Person
from kith.protection.models import (
    Conference,
    ConferenceChild,
    CoreGroupChild,
    Enquiry,
    ProtectionPlan,
    StrategyChild,
    TransferIn,
)
from kith.protection.queries import conferences_of, core_groups_of, discussions_of, plans_of
from kith.store.holding import tells


@tells(StrategyChild)
def discussions(about: About) -> Iterator[Entry]:
    for row in discussions_of(_child(about)):
        held = row.discussion
        yield Entry(
            on=day_of(held.held_at), at=held.held_at, kind=Kind.PROTECTION,
            title=f"Strategy discussion: {_small(row.get_decision_display())}", text=row.reason if about.family else "",
            by=held.chaired_by.name, source="strategy", number=row.pk, significant=True,
        )  # fmt: skip


@tells(Enquiry)
def enquiries(about: About) -> Iterator[Entry]:
    for row in Enquiry.objects.filter(child=about.child):
        yield Entry(
            on=row.started_on, kind=Kind.PROTECTION, title="Section 47 enquiry started", source="enquiry",
            number=row.pk, significant=True,
        )  # fmt: skip
        if row.ended_on:
            yield Entry(
                on=row.ended_on, kind=Kind.PROTECTION, title=f"Section 47 enquiry: {_small(row.get_outcome_display())}",
                text=row.found if about.family else "", source="enquiry", number=row.pk, significant=True,
            )  # fmt: skip


@tells(ConferenceChild)
def conferences(about: About) -> Iterator[Entry]:
    for row in conferences_of(_child(about)):
        held = row.conference
        dissent = f"Disagreement: {row.dissent}" if row.dissent else ""
        yield Entry(
            on=held.held_on, kind=Kind.PROTECTION, title=f"{held.get_kind_display()}: {decided(row)}",
            text=joined(row.reason, dissent) if about.family else "", by=chair(held), source="conference",
            number=row.pk, significant=True,
        )  # fmt: skip


@tells(TransferIn)
def moves_in(about: About) -> Iterator[Entry]:
    for row in TransferIn.objects.filter(child=about.child).select_related("by"):
        yield Entry(
            on=row.notified_on, kind=Kind.PROTECTION, title=f"Moved here with a protection plan of {row.authority}",
            text=row.told if about.family else "", by=row.by.name, source="transfer_in", number=row.pk, significant=True,
        )  # fmt: skip
        if row.ended_on:
            yield Entry(
                on=row.ended_on, kind=Kind.PROTECTION, title="No transfer-in conference is needed",
                text=row.ended_because if about.family else "", source="transfer_in", number=row.pk, significant=True,
            )  # fmt: skip


def decided(row: ConferenceChild) -> str:
    """What a conference decided for a child, with the category of abuse."""
    category = f" ({_small(row.get_category_display())})" if row.category else ""
    return f"{_small(row.get_decision_display())}{category}"


def chair(held: Conference) -> str:
    return held.chaired_by.name if held.chaired_by else ""


@tells(ProtectionPlan)
def plans(about: About) -> Iterator[Entry]:
    """The end of a plan; its start is told by the conference."""
    for row in plans_of(_child(about)):
        if row.conference_id is None:
            yield Entry(
                on=row.start_on, kind=Kind.PROTECTION, title=f"Protection plan: {_small(row.get_initial_category_display())}",
                source="protection_plan", number=row.pk, significant=True,
            )  # fmt: skip
        if row.over_on:
            yield Entry(
                on=row.over_on, kind=Kind.PROTECTION, title="Protection plan ended", text=why_ended(row),
                source="protection_plan", number=row.pk, significant=True,
            )  # fmt: skip


def why_ended(row: ProtectionPlan) -> str:
    """Why a plan ended: as the conference said, or what ended it by itself."""
    if row.end_on and row.end_on == row.over_on:
        return row.get_end_reason_display()
    ended = {row.child.pregnancy_ended_on: "The pregnancy ended", row.child.died_on: "The child died"}
    return ended.get(row.over_on, "The child turned 18")


@tells(CoreGroupChild)
def core_groups(about: About) -> Iterator[Entry]:
    if about.brief:
        return
    for row in core_groups_of(_child(about)):
        yield Entry(
            on=row.held_on, kind=Kind.PROTECTION, title="Core group", text=row.text if about.family else "",
            by=row.written_by.name, source="core_group", number=row.pk,
        )  # fmt: skip


def _child(about: About) -> Person:
    return Person(pk=about.child)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


SOURCES = (discussions, enquiries, moves_in, conferences, plans)
QUIET = (core_groups,)
