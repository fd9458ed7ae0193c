"""Every measure, in the groups of the page."""

from kith.insight import assessments, caseload, front_door, plans
from kith.insight.measure import Measure

GROUPS: tuple[tuple[str, tuple[Measure, ...]], ...] = (
    ("Front door", front_door.MEASURES),
    ("Assessments", assessments.MEASURES),
    ("Plans", (*plans.PROTECTION, *plans.NEED)),
    ("Children seen", plans.SEEN),
    ("Caseload", caseload.MEASURES),
)
BY_KEY: dict[str, Measure] = {each.key: each for _, group in GROUPS for each in group}
