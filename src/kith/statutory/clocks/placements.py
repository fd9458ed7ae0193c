"""A placement: plan, notices, approvals, and approvals that run out.

Whether a home is outside the area, at a distance, disrupts key stage 4 or lies outside a carer's terms cannot be
read from the facts: a finding recorded as a step starts those clocks, and without one they are not worked out.
Days are what is recorded, so what was done on the day a placement started counts as before it. Placements for
adoption are left out: these Regulations do not apply to a child placed for adoption (reg 3).
"""

from collections.abc import Iterator

from kith.lib.timescale import BEFORE_THE_EVENT, Due, Kind, Limit, Timescale, weeks, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Care, Record, Stay, first_of
from kith.statutory.clocks.sources import REGULATIONS, SINCE_2014, care_planning, read

_AMENDED = "legislation.gov.uk, SI 2013/3239 part 3 as made"


def _placement(
    key: str,
    reference: str,
    title: str,
    stops: str,
    limits: tuple[Limit, ...],
    *,
    kind: Kind = Kind.BEFORE,
    starts: str = "placement starts",
    who: str = "Social worker",
    notes: tuple[str, ...] = (),
    warnings: tuple[Due, ...] = (),
) -> Timescale:
    return Timescale(
        key=f"placement.{key}",
        reference=reference,
        title=title,
        starts=starts,
        stops=stops,
        who=who,
        kind=kind,
        basis="regulation",
        limits=limits,
        notes=notes,
        warnings=warnings,
    )


_UNPLANNED = "For an unplanned placement, and where it is not known whether the placement was planned."

PLAN = _placement(
    "plan", "LA02", "Placement plan prepared before the placement", "placement plan prepared",
    read(BEFORE_THE_EVENT, care_planning("9(1)-(3)")),
    notes=("An unsigned plan is not complete.", "Each new placement starts the clock again."),
)  # fmt: skip
PLAN_UNPLANNED = _placement(
    "plan_unplanned", "LA02", "Placement plan prepared after an unplanned placement", "placement plan prepared",
    read(working_days(5), care_planning("9(1)-(3)")), kind=Kind.ONE_OFF, notes=(_UNPLANNED,),
)  # fmt: skip
NOTICE = _placement(
    "notice", "LA03", "Written notice of a placement, before it", "people told in writing",
    read(BEFORE_THE_EVENT, care_planning("13(1)-(4)"), "partly"), who="Social worker and placements team",
    notes=("To child, parents, carers before, health, school and reviewing officer.",
           "Parents and others may be left out where telling them risks significant harm; keep each decision."),
)  # fmt: skip
NOTICE_UNPLANNED = _placement(
    "notice_unplanned", "LA03", "Written notice of an emergency placement", "people told in writing",
    read(working_days(5), care_planning("13(1)-(4)"), "partly"), kind=Kind.ONE_OFF,
    who="Social worker and placements team", notes=(_UNPLANNED,),
)  # fmt: skip
END_NOTICE = _placement(
    "end_notice", "LA04", "Written notice that we ended a placement", "people told in writing",
    read(working_days(10), care_planning("14(1)-(4)")), kind=Kind.ONE_OFF, starts="the authority ended a placement",
    who="Social worker and independent reviewing officer",
    notes=("A review comes first, save for immediate harm; notice goes beforehand where it can.",
           "A provider who gives notice is another matter."),
)  # fmt: skip
KEY_STAGE_4 = _placement(
    "key_stage_4", "LA05", "Approval of a move that disrupts key stage 4", "nominated officer approved",
    read(BEFORE_THE_EVENT, care_planning("10(1)-(2)")), starts="move found to disrupt education in key stage 4",
    who="Nominated officer", notes=("Placements ended in an emergency are excepted.",),
)  # fmt: skip
OUTSIDE_AREA = _placement(
    "outside_area", "LA06", "Approval of a placement outside the area", "nominated officer approved",
    read(BEFORE_THE_EVENT, care_planning("11 (as amended 2013)"), "yes", since=SINCE_2014, seen_at=_AMENDED),
    starts="home found to be outside the area", who="Nominated officer", notes=("The start date is inferred.",),
)  # fmt: skip
DISTANCE = _placement(
    "distance", "LA06", "Director's approval of a distant placement", "director approved",
    read(BEFORE_THE_EVENT, care_planning("11 (as amended 2013)"), "yes", since=SINCE_2014, seen_at=_AMENDED),
    starts="home found to be at a distance", who="Director of children's services",
    notes=("Outside the area and not in a neighbouring authority; miles play no part.",
           "The start date is inferred."),
)  # fmt: skip
DISTANCE_CONSULTATION = _placement(
    "distance_consultation", "LA06", "Area authority consulted about a distant placement", "area authority consulted",
    read(BEFORE_THE_EVENT, care_planning("11 (as amended 2013)"), "yes", since=SINCE_2014, seen_at=_AMENDED),
    starts="home found to be at a distance", who="Director of children's services",
    notes=("It is given a copy of the care plan.", "The start date is inferred."),
)  # fmt: skip
AREA_NOTICE = _placement(
    "area_notice", "LA41", "Written notice to the area authority, before the placement", "area authority told",
    read(BEFORE_THE_EVENT, care_planning("13(4)"), "yes", since=SINCE_2014, seen_at=_AMENDED),
    starts="home found to be outside the area", who="Social worker and placements team",
    notes=("With the assessment of needs, the reasons and the care plan.", "The start date is inferred."),
)  # fmt: skip
AREA_NOTICE_UNPLANNED = _placement(
    "area_notice_unplanned", "LA41", "Written notice to the area authority of an emergency placement",
    "area authority told",
    read(working_days(5), care_planning("13(4)"), "yes", since=SINCE_2014, seen_at=_AMENDED), kind=Kind.ONE_OFF,
    starts="home found to be outside the area", who="Social worker and placements team",
    notes=(_UNPLANNED, "Unless that is not reasonably practicable.", "The start date is inferred."),
)  # fmt: skip
_TEMPORARY_SEEN = (
    "legislation.gov.uk, contents of the revised regulations; the amended text was not displayed"
)
_MUST_END = "Without approval when it runs out the placement must end, once other arrangements are made."
TEMPORARY_APPROVAL = _placement(
    "temporary_approval", "PP07", "Temporary approval of a connected person runs out", "approved as a foster carer",
    read(weeks(16), care_planning("24-25"), "partly", since=REGULATIONS, seen_at=_TEMPORARY_SEEN),
    kind=Kind.EXPIRING, starts="placed with a connected person under temporary approval",
    who="Fostering service and nominated officer", warnings=(weeks(10), weeks(14)), notes=(_MUST_END,),
)  # fmt: skip
EXTENDED_APPROVAL = _placement(
    "extended_approval", "PP07", "Extended temporary approval runs out", "approved as a foster carer",
    read(weeks(24), care_planning("25"), "partly", since=REGULATIONS, seen_at=_TEMPORARY_SEEN),
    kind=Kind.EXPIRING, starts="placed with a connected person under temporary approval",
    who="Fostering service and nominated officer", warnings=(weeks(22),),
    notes=(_MUST_END, "Extended once, by up to eight weeks: a panel's view, the reviewing officer told, the nominated"
           " officer's approval.", "An extension until an independent review is decided may differ."),
)  # fmt: skip
EXEMPTION = _placement(
    "exemption", "PP08", "Emergency placement outside a carer's terms ends or is put right", "terms of approval changed",
    read(working_days(6), care_planning("23"), "partly", since=REGULATIONS,
         seen_at="manuals of Hertfordshire and Nottinghamshire"),
    kind=Kind.EXPIRING, starts="emergency placement found to be outside the carer's terms", who="Fostering service",
    notes=("The pages seen say six days; “working” was not seen.",),
)  # fmt: skip

TIMESCALES = (
    PLAN, PLAN_UNPLANNED, NOTICE, NOTICE_UNPLANNED, END_NOTICE, KEY_STAGE_4, OUTSIDE_AREA, DISTANCE,
    DISTANCE_CONSULTATION, AREA_NOTICE, AREA_NOTICE_UNPLANNED, TEMPORARY_APPROVAL, EXTENDED_APPROVAL, EXEMPTION,
)  # fmt: skip

# Finding (none: every placement), planned, unplanned or unknown, the step that meets it, and words for that.
_STEPS = (
    (None, PLAN, PLAN_UNPLANNED, "placement_plan_prepared", "Placement plan prepared"),
    (None, NOTICE, NOTICE_UNPLANNED, "placement_notified", "People told in writing"),
    ("key_stage_4_disrupted", KEY_STAGE_4, None, "key_stage_4_move_approved", "Nominated officer approved"),
    ("outside_area", OUTSIDE_AREA, OUTSIDE_AREA, "outside_area_approved", "Nominated officer approved"),
    ("at_a_distance", DISTANCE, DISTANCE, "distance_approved", "Director approved"),
    ("at_a_distance", DISTANCE_CONSULTATION, DISTANCE_CONSULTATION, "area_authority_consulted", "Area authority consulted"),
    ("outside_area", AREA_NOTICE, AREA_NOTICE_UNPLANNED, "area_authority_notified", "Area authority told"),
    ("at_a_distance", AREA_NOTICE, AREA_NOTICE_UNPLANNED, "area_authority_notified", "Area authority told"),
)  # fmt: skip


def work_out(record: Record) -> Iterator[Deadline]:
    for care in record.care:
        for stay in care.stays:
            if stay.for_adoption:
                continue
            yield from _steps(record, stay) if stay.start_known else ()
            yield from _end_notice(record, care, stay)
            yield from _temporary_approval(record, stay)
            yield from _exemption(record, stay)


def _steps(record: Record, stay: Stay) -> Iterator[Deadline]:
    told: set[str] = set()
    for finding, planned, unplanned, kind, label in _STEPS:
        if finding and not record.step(finding, placements=stay.ids):
            continue
        timescale = _planned_or_not(stay.placements[0].emergency, planned, unplanned)
        if timescale is None or timescale.key in told:
            continue
        told.add(timescale.key)
        met = record.done(kind, label, placements=stay.ids)
        yield from record.clock(timescale, stay.started, met=met, ending=stay.ending)


def _planned_or_not(
    emergency: bool | None, planned: Timescale, unplanned: Timescale | None
) -> Timescale | None:
    """Where it is not known whether the placement was planned, the outer limit, if there is one."""
    if emergency is None:
        return unplanned or planned
    return unplanned if emergency else planned


def _end_notice(record: Record, care: Care, stay: Stay) -> Iterator[Deadline]:
    """Only where the reason says that the authority asked for the move, and the child stays looked after."""
    last = stay.placements[-1]
    if last.end_on is None or last.end_reason != "LAREQ" or not care.holds(last.end_on):
        return
    started = Fact(last.end_on, "placements", last.id, "We ended the placement")
    met = record.done("placement_end_notified", "People told in writing", placements=stay.ids)
    yield from record.clock(END_NOTICE, started, met=met, ending=care.ending)


def _temporary_approval(record: Record, stay: Stay) -> Iterator[Deadline]:
    """From the day the connected person's home began; a later row of the stay without the flag is full approval."""
    under = [row for row in stay.placements if row.regulation_24]
    if not under:
        return
    started = Fact(under[0].start_on, "placements", under[0].id, "Placed under temporary approval")
    full = [row for row in stay.placements if row.start_on >= under[-1].start_on and not row.regulation_24]
    met = first_of(
        record.done("connected_person_approved", "Approved as a foster carer", placements=stay.ids),
        Fact(full[0].start_on, "placements", full[0].id, "Placed under full approval") if full else None,
    )
    extended = record.step("temporary_approval_extended", placements=stay.ids)
    yield from record.clock(
        EXTENDED_APPROVAL if extended else TEMPORARY_APPROVAL, started, met=met, ending=stay.ending
    )


def _exemption(record: Record, stay: Stay) -> Iterator[Deadline]:
    for row in stay.placements:
        if record.step("outside_approval_terms", placements={row.id}):
            started = Fact(row.start_on, "placements", row.id, "Placed outside the carer's terms")
            met = record.done("approval_terms_varied", "Terms of approval changed", placements={row.id})
            yield from record.clock(EXEMPTION, started, met=met, ending=stay.ending)
