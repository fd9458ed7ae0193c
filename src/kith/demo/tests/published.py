"""The published totals that the borough is held against, chosen before it was tuned; and how each is counted here.

A figure without `of` is a number of children (or of times) in England, scaled by the children in need there; one
with `of` is a share. The years are those to 31 March, here to the day of the borough.
"""

from collections.abc import Callable
from typing import NamedTuple

from kith.demo import figures, places
from kith.demo.tests.counted import Counted

CARE = "DfE, Children looked after in England including adoptions, 2025 release"
DASHBOARD = "https://github.com/dfe-analytical-services/CSC_outcomes_and_enablers (commit 2f5d11a, {})"
RATES, MOVES = DASHBOARD.format("data/cla_rates.rds"), DASHBOARD.format("data/placement_changes_data.rds")
NOW = DASHBOARD.format("data/combined_cla_31_march_data.rds")
CAME, LEFT = DASHBOARD.format("data/cla_placements.rds"), DASHBOARD.format("data/ceased_cla_data.rds")
HEALTH = DASHBOARD.format("data-raw/la_cla_health_conviction.csv, the sum of the authorities published")
SDQ = DASHBOARD.format("data/wellbeing_sdq_data.rds")
ACTIVITY = DASHBOARD.format("data/care_leavers_activity_data.rds")
LIVING = DASHBOARD.format("data/care_leavers_accommodation_data.rds")
MISSING = "https://explore-education-statistics.service.gov.uk/data-catalogue/data-set/7c90c126-ed22-4e61-9bfe-ad84f780291b"
KIN = "https://frg.org.uk/news-blogs-and-vlogs/news/new-data-shows-a-care-system-which-remains-in-crisis/"
BLACK = {"BAFR", "BCRB", "BOTH"}
FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6")


class Published(NamedTuple):
    """One published figure; `count` says what the borough has: a number, or a part and its whole."""

    what: str
    value: float
    of: float | None
    year: str
    address: str
    count: Callable[[Counted], float | tuple[float, float]]
    source: str = CARE

    def beside(self, counted: Counted) -> tuple[float, float]:
        """What is published, at the size of the borough (or per cent), and what the borough has."""
        ours = self.count(counted)
        if isinstance(ours, tuple):
            return 100 * self.value / (self.of or 1), 100 * ours[0] / max(ours[1], 1)
        return self.value * counted.open_children / figures.IN_NEED.value, ours


PUBLISHED = (
    Published("looked after", 81_770, None, "2025", RATES, lambda has: len(has.stock)),
    Published("aged 16 and over", 22_060, None, "2025", NOW, lambda has: has.aged(16, 99)),
    Published("under one", 3_630, None, "2025", NOW, lambda has: has.aged(0, 1)),
    Published("girls", 35_740, None, "2025", NOW, lambda has: has.people(lambda person: person.sex == "F")),
    Published("Black", 6_430, None, "2025", NOW, lambda has: has.people(lambda person: person.ethnicity in BLACK)),
    Published("came alone from abroad", 6_540, None, "2025", NOW, lambda has: has.alone()),
    Published("full care order", 48_090, None, "2025", NOW, lambda has: has.status("C2")),
    Published("placement order", 4_740, None, "2025", NOW, lambda has: has.status("E1")),
    Published("fostered", 54_820, None, "2025", NOW, lambda has: has.living(*FOSTERED)),
    Published("in a children's or secure home", 9_480, None, "2025", NOW, lambda has: has.living("K1", "K2")),
    Published("with their parents", 4_970, None, "2025", NOW, lambda has: has.living("P1")),
    Published("fostered by a relative or friend", 13_670, 83_530, "2024", KIN, lambda has: (has.living("U1", "U2", "U3"), len(has.stock)),
              "Family Rights Group on DfE, Children looked after, 2024 release"),
    Published("more than 20 miles from home", 18_120, None, "2025", NOW, lambda has: has.at(places.FAR, alone=False)),
    Published("outside the authority", 36_350, None, "2025", NOW, lambda has: has.at(places.NEARBY, places.FAR, alone=True)),
    Published("three or more homes in the year", 8_500, None, "2025", MOVES, lambda has: has.moved_often()),
    Published("with one carer for two years", 19_680, 28_710, "2025", MOVES, lambda has: has.settled()),
    Published("came into care", 32_270, None, "2025", RATES, lambda has: len(has.came())),
    Published("came into care four years before", 28_470, None, "2021", RATES, lambda has: len(has.came(4))),
    Published("came into care for abuse or neglect", 18_310, None, "2025", CAME, lambda has: has.needed("N1")),
    Published("left care", 34_450, None, "2025", RATES, lambda has: has.left()),
    Published("went home as planned", 5_540, None, "2025", LEFT, lambda has: has.left("E4A")),
    Published("left to a special guardian", 4_110, None, "2025", LEFT, lambda has: has.left("E45", "E46", "E47", "E48")),
    Published("times missing", 86_900, None, "2025", MISSING, lambda has: len(has.missing())),
    Published("questionnaires with a score", 33_790, 43_220, "2025", SDQ, lambda has: has.scored()),
    Published("teeth checked", 47_313, 58_531, "2025", HEALTH, lambda has: has.checked("teeth_check")),
    Published("care leavers of 19 to 21 who learn or work", 54, 100, "2025", ACTIVITY,
              lambda has: has.leavers(lambda row: row.activity[:1] in ("F", "P"))),
    Published("care leavers of 19 to 21 whose home is suitable", 89, 100, "2025", LIVING,
              lambda has: has.leavers(lambda row: row.accommodation[1:] == "1")),
)  # fmt: skip
