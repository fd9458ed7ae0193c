"""Education: the personal education plan."""

from collections.abc import Iterator

from kith.lib.timescale import NO_LIMIT, Kind, Timescale, working_days
from kith.statutory.clocks.deadline import Deadline, Fact
from kith.statutory.clocks.record import Record
from kith.statutory.clocks.sources import read

_SEEN = "pages of Knowsley and St Helens councils, which differ; the national text was not opened"

PLAN = Timescale(
    key="education.plan",
    reference="LA25",
    title="Personal education plan started",
    starts="became looked after",
    stops="personal education plan",
    who="Social worker, designated teacher and virtual school head",
    kind=Kind.ONE_OFF,
    basis="local, until the national guidance is read",
    local=True,
    limits=read(
        working_days(10), "Knowsley's procedure; guidance on virtual school heads", "partly", seen_at=_SEEN
    ),
    notes=(
        "Councils differ: ten working days (Knowsley), 20 days (St Helens).",
        "It should be there for the first review.",
        "Worked out for a child of 5 to 15 on coming into care; for others it was not seen whether it applies.",
    ),
)
PLAN_REVIEW = Timescale(
    key="education.plan_review",
    reference="LA25",
    title="Personal education plan reviewed each term",
    starts="personal education plan",
    stops="plan reviewed",
    who="Social worker, designated teacher and virtual school head",
    kind=Kind.DUTY,
    basis="local, until the national guidance is read",
    local=True,
    limits=read(NO_LIMIT, "Knowsley's procedure; guidance on virtual school heads", "partly", seen_at=_SEEN),
    notes=("Each school term; terms are not among the facts, so no date is worked out.",),
)

TIMESCALES = (PLAN, PLAN_REVIEW)


def work_out(record: Record) -> Iterator[Deadline]:
    for care in record.care:
        age = record.age_on(care.start_on)
        if age is None or not 5 <= age <= 15 or not care.start_known:
            continue
        plans = care.within(record.education_plans)
        met = Fact(plans[0].on, "education_plans", plans[0].id, "Personal education plan") if plans else None
        yield from record.clock(PLAN, care.started, met=met, ending=care.ending)
