"""Facts about protection: what the clocks ask, and what the census's Section47, ChildProtectionPlans and Reviews do."""

import polars as pl

from kith.lib.days import day_of
from kith.protection.models import (
    ConferenceChild,
    CoreGroupChild,
    CourtHearing,
    Enquiry,
    Escalation,
    PreProceedings,
    ProtectionPlan,
    TransferIn,
)
from kith.statutory.facts import table
from kith.statutory.return_facts import table as return_table
from kith.store.facts import facts
from kith.store.holding import tells

Chosen = list[int] | None


@tells(Enquiry)
def enquiries(chosen: Chosen) -> pl.DataFrame:
    """Table `enquiries`: section 47 enquiries, with the day of the discussion that starts the clock."""
    rows = _of(Enquiry.objects.select_related("clock", "child"), chosen)
    return table(
        "enquiries",
        [
            (
                row.child_id, row.pk, row.started_on, day_of(row.clock.held_at) if row.clock else None, row.seen_on,
                row.ended_on, row.outcome, row.conference_not_required, row.conference_asked_on,
                row.child.pregnancy_ended_on,
            )
            for row in rows
        ],
    )  # fmt: skip


@tells(ConferenceChild)
def conferences(chosen: Chosen) -> pl.DataFrame:
    """Table `conferences`: one row for each child a conference was about."""
    return facts(
        "conferences", ConferenceChild.objects.all(), chosen, id="pk", on="conference__held_on",
        kind="conference__kind", decision="decision", category="category", enquiry="enquiry",
    )  # fmt: skip


@tells(TransferIn)
def transfers_in(chosen: Chosen) -> pl.DataFrame:
    """Table `transfers_in`: children who moved in with another authority's plan; `clock_on` as a person chose it."""
    rows = _of(TransferIn.objects.all(), chosen)
    return table(
        "transfers_in",
        [
            (row.child_id, row.pk, row.notified_on, row.clock_on, row.get_starts_display(), row.ended_on)
            for row in rows
        ],
    )


@tells(ProtectionPlan)
def protection_plans(chosen: Chosen) -> pl.DataFrame:
    """Table `protection_plans`: `end_on` is also the day of what ends a plan by itself."""
    rows = _of(ProtectionPlan.objects.select_related("child"), chosen)
    return table(
        "protection_plans",
        [
            (
                row.child_id, row.pk, row.start_on, row.over_on, row.initial_category, row.latest_category,
                row.visit_every, row.earlier_elsewhere,
            )
            for row in rows
        ],
    )  # fmt: skip


@tells(CoreGroupChild)
def core_groups(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "core_groups", CoreGroupChild.objects.all(), chosen, id="core_group", on="core_group__held_on"
    )


@tells(Escalation)
def escalations(chosen: Chosen) -> pl.DataFrame:
    """Table `escalations`: what a chair asked, by when an answer is wanted, and when it came."""
    rows = _of(Escalation.objects.all(), chosen)
    return table(
        "escalations",
        [
            (
                row.child_id, row.pk, day_of(row.raised_at), row.answer_by,
                day_of(row.answered_at) if row.answered_at else None,
            )
            for row in rows
        ],
    )  # fmt: skip


def pre_proceedings(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "pre_proceedings", PreProceedings.objects.all(), chosen, id="pk", on="decided_on", letter_on="letter_sent_on",
        first_meeting_on="first_meeting_on", step_on="step_decided_on", application_on="application_on",
    )  # fmt: skip


def court_hearings(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "court_hearings", CourtHearing.objects.all(), chosen, id="pk", on="held_on", kind="kind",
        extended_to="extended_to", proceedings_ended="proceedings_ended",
    )  # fmt: skip


# What only the census asks for


@tells(Enquiry)
def told_enquiries(chosen: Chosen) -> pl.DataFrame:
    """Table `told_enquiries`: what a return told of enquiries."""
    rows = Enquiry.objects.exclude(told_target_on=None, told_not_required="", told_referral=None)
    return facts(
        "told_enquiries", rows, chosen, enquiry="pk", target_on="told_target_on", not_required="told_not_required",
        referral="told_referral",
    )  # fmt: skip


@tells(ConferenceChild)
def told_conferences(chosen: Chosen) -> pl.DataFrame:
    """Table `told_conferences`: to what a conference belongs, and whose returns told of it."""
    rows = ConferenceChild.objects.exclude(told_referral=None, told_plan=None, told_in=[])
    return facts(
        "told_conferences", rows, chosen, conference="pk", referral="told_referral", plan="told_plan", years="told_in"
    )  # fmt: skip


@tells(ProtectionPlan)
def told_plans(chosen: Chosen) -> pl.DataFrame:
    """Table `told_plans`: what a return told of plans. One that people have ended is not told to go on."""
    rows = ProtectionPlan.objects.exclude(told_referral=None, told_open_in="", told_earlier=None)
    columns = ("child", "pk", "told_referral", "told_open_in", "told_earlier", "end_on")
    found = _of(rows, chosen).values_list(*columns)
    return return_table(
        "told_plans", [(*row[:3], "" if end_on else row[3], row[4]) for *row, end_on in found]
    )


@tells(PreProceedings)
def before_court(chosen: Chosen) -> pl.DataFrame:
    """Table `before_court`: pre-proceedings with the family's meeting and the days of reviews."""
    rows = _of(PreProceedings.objects.select_related("group_decision").prefetch_related("meetings"), chosen)
    return return_table(
        "before_court",
        [
            (
                row.child_id, row.pk, row.decided_on, row.letter_sent_on, *_family_meeting(row), row.first_meeting_on,
                sorted(each.held_on for each in row.meetings.all()), row.told_meetings, row.step_decided_on,
                row.outcome, row.application_on, row.care_letter_on, row.told_referral_id,
            )
            for row in rows
        ],
    )  # fmt: skip


def _family_meeting(row: PreProceedings) -> tuple[bool | None, bool | None]:
    """Whether it was offered and held; where nobody recorded it, as a return told it. One never offered was not held."""
    offer = getattr(row, "group_decision", None)
    if offer is None:
        return row.told_offered, row.told_held
    return offer.offered_on is not None, offer.held_on is not None if offer.offered_on else None


def _of(rows, chosen: Chosen):
    return rows if chosen is None else rows.filter(child__in=chosen)
