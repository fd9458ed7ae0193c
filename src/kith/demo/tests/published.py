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
NEED = "DfE, Children in need, 2025 release"
NEED_2020 = "DfE, Children in need, 2020 release"
REFERRED = DASHBOARD.format("data-raw/c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv")
DURATION = DASHBOARD.format("data-raw/d5_cpps_at31march_by_duration_2013_to_2025.csv")
REPEATED, FACTORS = DASHBOARD.format("data/repeat_cpp.rds"), DASHBOARD.format("data/assessment_factors.rds")
CATALOGUE = "https://explore-education-statistics.service.gov.uk/data-catalogue/data-set/"
ASSESSED = CATALOGUE + "3fb5a93d-1eb3-4f3a-bdd0-5caea4556ce6"
SECTION_47 = CATALOGUE + "b0749fa2-c0e2-4a15-8c0f-23941b3b6161"
PLANS, ENDED = (
    CATALOGUE + "0183a28b-6a55-4eff-aa08-33cc14f3a5bb",
    CATALOGUE + "04a78d29-2196-4bea-bf95-7a2eced5d0d5",
)
CATEGORY = CATALOGUE + "85e1030f-ffc4-458a-b2a4-f2336d38ea2c"  # the latest year that was at hand
LONG = 300  # months, working days: longer than anything lasts
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
    # The journey from the front door to a protection plan: each child counts, brothers and sisters too.
    Published("referrals", 632_830, None, "2025", REFERRED, lambda has: len(has.journeys.referrals), NEED),
    Published("children referred", 557_810, None, "2025", REFERRED, lambda has: has.journeys.referred(), NEED),
    Published("referred again within 12 months", 142_900, 632_830, "2025", REFERRED, lambda has: has.journeys.referred_again(), NEED),
    Published("referred and nothing further done", 41_340, 632_830, "2025", REFERRED, lambda has: has.journeys.nothing_done(), NEED),
    Published("assessed and not in need", 194_620, 632_830, "2025", REFERRED, lambda has: has.journeys.not_in_need(), NEED),
    Published("assessments finished", 648_830, None, "2025", ASSESSED, lambda has: len(has.journeys.assessed), NEED),
    Published("assessed within 10 working days", 11_680 + 75_590, 648_830, "2025", ASSESSED, lambda has: has.journeys.took(0, 10), NEED),
    Published("assessed within 45 working days", 555_820, 648_830, "2025", ASSESSED, lambda has: has.journeys.took(0, 45), NEED),
    Published("assessed in more than 60 working days", 27_500, 648_830, "2025", ASSESSED, lambda has: has.journeys.took(61, LONG), NEED),
    Published("domestic abuse of a parent found", 162_890, None, "2025", FACTORS, lambda has: has.journeys.found("3B"), NEED),
    Published("neglect found", 90_370, None, "2025", FACTORS, lambda has: has.journeys.found("16A"), NEED),
    Published("section 47 enquiries", 230_590, None, "2025", SECTION_47, lambda has: len(has.journeys.enquiries), NEED),
    Published("children of section 47 enquiries", 195_250, None, "2025", SECTION_47, lambda has: has.journeys.feared_for(), NEED),
    Published("initial conferences", 72_100, None, "2025", SECTION_47, lambda has: len(has.journeys.conferences), NEED),
    Published("conferences within 15 working days", 6_240 + 52_430, 72_090, "2025", SECTION_47,
              lambda has: has.journeys.conferred_within(15), NEED),
    Published("protection plans started", 61_840, None, "2025", REPEATED, lambda has: len(has.journeys.started), NEED),
    Published("second or later plans", 24.5, 100, "2025", REPEATED, lambda has: has.journeys.second(), NEED),
    Published("protection plans ended", 62_300, None, "2025", PLANS, lambda has: len(has.journeys.ended), NEED),
    Published("ended within three months", 9_920, 62_300, "2025", ENDED, lambda has: has.journeys.lasted(0, 3), NEED),
    Published("ended after two years and more", 2_710, 62_300, "2025", ENDED, lambda has: has.journeys.lasted(24, LONG), NEED),
    Published("protection plans", 49_420, None, "2025", DURATION, lambda has: len(has.journeys.standing), NEED),
    Published("plans of three months or less", 15_580, None, "2025", DURATION, lambda has: has.journeys.lasting(0, 3), NEED),
    Published("plans of three to six months", 12_620, None, "2025", DURATION, lambda has: has.journeys.lasting(3, 6), NEED),
    Published("plans of six to twelve months", 13_000, None, "2025", DURATION, lambda has: has.journeys.lasting(6, 12), NEED),
    Published("plans of one to two years", 7_090, None, "2025", DURATION, lambda has: has.journeys.lasting(12, 24), NEED),
    Published("plans of two years and more", 1_130, None, "2025", DURATION, lambda has: has.journeys.lasting(24, LONG), NEED),
    Published("plans for neglect", 26_010, 51_510, "2020", CATEGORY, lambda has: has.journeys.of_category("NEG"), NEED_2020),
    Published("plans for emotional abuse", 18_380, 51_510, "2020", CATEGORY, lambda has: has.journeys.of_category("EMO"), NEED_2020),
    Published("plans for physical abuse", 3_820, 51_510, "2020", CATEGORY, lambda has: has.journeys.of_category("PHY"), NEED_2020),
    Published("plans for sexual abuse", 1_970, 51_510, "2020", CATEGORY, lambda has: has.journeys.of_category("SAB"), NEED_2020),
    Published("plans for several kinds of abuse", 1_330, 51_510, "2020", CATEGORY, lambda has: has.journeys.of_category("MUL"), NEED_2020),
)  # fmt: skip
