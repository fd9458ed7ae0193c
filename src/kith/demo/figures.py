"""The published figures that shape the borough, each with its year and source; and what had to be assumed.

Children looked after, 2025: Department for Education, "Children looked after in England including adoptions", as
gathered in the department's public dashboard repository, Open Government Licence v3.0.
"""

from dataclasses import dataclass

DFE = "https://github.com/dfe-analytical-services/CSC_outcomes_and_enablers (commit 2f5d11a)"
LOOKED_AFTER = "DfE, Children looked after in England including adoptions, 2025 release"


@dataclass(frozen=True)
class Figure:
    """One published figure for England."""

    value: float
    year: str
    source: str = LOOKED_AFTER
    address: str = DFE


LOOKED_AFTER_STOCK = Figure(81_770, "31 March 2025")
STARTED = Figure(32_270, "2024-25")
CEASED = Figure(34_450, "2024-25")
# Who came into care and who left it, the last year first: 2024-25 back to 2020-21.
STARTED_BY_YEAR = (32_270, 33_130, 33_090, 31_100, 28_470)
CEASED_BY_YEAR = (34_450, 33_780, 31_850, 30_230, 28_120)
IN_NEED = Figure(402_400, "31 March 2025", "DfE, Children in need 2025 release")
ENDED_NEED = Figure(334_060, "2024-25", "DfE, Children in need 2025 release")
NOT_IN_NEED = Figure(194_620, "2024-25", "DfE, Children in need 2025 release")
REFERRED_AGAIN = Figure(0.226, "2024-25", "DfE, Children in need 2025 release")
REFERRED = Figure(632_830, "2024-25", "DfE, Children in need 2025 release")
CHILDREN_REFERRED = Figure(557_810, "2024-25", "DfE, Children in need 2025 release")
NOTHING_DONE = Figure(41_340, "2024-25", "DfE, Children in need 2025 release")
CASES_PER_WORKER = Figure(15.2, "30 September 2025", "DfE, Children's social work workforce 2025")
MISSING_INCIDENTS = Figure(86_900, "2024-25")
INCIDENTS_PER_MISSING_CHILD = Figure(6.8, "2024-25")
LOOKED_AFTER_AT_ANY_TIME = Figure(115_410, "2024-25")
THREE_OR_MORE_PLACEMENTS = Figure(8_500, "2024-25")
PLACED_FAR = Figure(18_120, "31 March 2025")
PLACED_NEAR = Figure(56_670, "31 March 2025")
PLACED_OUTSIDE = Figure(36_350, "31 March 2025")  # the authority, near or far
OUTSIDE_UNKNOWN = Figure(
    3_530, "31 March 2025"
)  # of them, those for whom the distance from home is not known
SETTLED = Figure(19_680, "31 March 2025")  # with one carer for two years, of:
LONG_IN_CARE = Figure(28_710, "31 March 2025")  # under 16, looked after for two and a half years
SDQ_RECEIVED = Figure(33_790, "31 March 2025")
SDQ_EXPECTED = Figure(43_220, "31 March 2025")

# Looked after on 31 March 2025, England, children. Ages as (from, below).
STOCK_AGE = {(0, 1): 3_630, (1, 5): 10_030, (5, 10): 15_110, (10, 16): 30_930, (16, 18): 22_060}
STOCK_UNACCOMPANIED = 6_540
STOCK_LEGAL = {"C2": 48_090, "C1": 13_180, "E1": 4_740, "V2": 15_540, "J1": 200, "L2": 30}
STOCK_PLACE = {
    "foster": 54_820, "home": 9_480, "supported": 7_520, "parents": 4_970, "adoption": 1_660,
    "other": 2_050, "residential": 1_170, "school": 100,
}  # fmt: skip
STOCK_NEED = {
    "N1": 55_020, "N2": 1_890, "N3": 1_940, "N4": 5_910, "N5": 9_630, "N6": 810, "N7": 70, "N8": 6_510,
}  # fmt: skip
STOCK_SEX = {"M": 46_040, "F": 35_740}
# Those who came alone left out: nearly all of them (assumed 96 of a hundred) are boys.
SEX_WITH_FAMILY = {"M": 46_040 - 0.96 * STOCK_UNACCOMPANIED, "F": 35_740 - 0.04 * STOCK_UNACCOMPANIED}
STOCK_ETHNICITY = {
    "white": 58_220,
    "mixed": 8_730,
    "asian": 4_300,
    "black": 6_430,
    "other": 3_420,
    "refused": 670,
}
STOCK_PROVIDER = {"PR1": 35_050, "PR2": 780, "PR3": 230, "PR4": 32_980, "PR5": 5_710}
# With a relative or friend, of all children looked after on 31 March 2024 (83,530).
KINSHIP_SHARE = 13_670 / 83_530

# Ceased to be looked after in 2024-25, England, children.
LEAVER_AGE = {
    (0, 1): 1_770,
    (1, 5): 6_250,
    (5, 10): 3_710,
    (10, 16): 4_860,
    (16, 18): 4_130,
    (18, 19): 13_740,
}
LEAVERS_UNACCOMPANIED = 7_850
STARTER_AGE = {(0, 1): 5_140, (1, 5): 4_430, (5, 10): 4_920, (10, 16): 8_660, (16, 18): 9_110}
STARTERS_UNACCOMPANIED = 6_950
STARTER_NEED = {
    "N1": 18_310, "N2": 580, "N3": 610, "N4": 2_370, "N5": 3_050, "N6": 580, "N7": 30, "N8": 6_740,
}  # fmt: skip
LEAVER_SEX = {"M": 21_330, "F": 13_120}
STARTER_LEGAL = {"V2": 18_240, "C1": 10_030, "L1": 2_920, "J1": 490, "L2": 370, "C2": 190}
LEAVER_REASON = {
    "adopted": 3_040, "guardianship": 4_110, "E41": 1_080, "E4A": 5_540, "E4B": 1_070, "E13": 1_800, "E3": 2_640,
    "E5": 4_220, "E6": 1_130, "E17": 6_000, "E7": 480, "E9": 210, "E14": 140, "E15": 340, "E16": 80, "E2": 60,
    "E8": 2_520,
}  # fmt: skip
# Health of those looked after for a year, sums of the authorities published: up to date, of how many.
HEALTH = {
    "young": (5_481, 6_357),
    "immunised": (49_153, 58_531),
    "teeth": (47_313, 58_531),
    "assessed": (52_580, 58_531),
}
# Why placements changed in 2024-25, England.
PLACE_CHANGE = {
    "CARPL": 20_170, "PLACE": 10_500, "OTHER": 14_570, "CREQB": 5_010, "CREQO": 4_230, "CHILD": 1_870,
    "LAREQ": 1_000, "STAND": 600, "CLOSE": 400, "ALLEG": 390, "APPRR": 250, "CUSTOD": 150,
}  # fmt: skip
# Care leavers of 19 to 21, 2025, per cent: what they do, and whether their home is suitable.
LEAVER_ACTIVITY = {"F1": 6, "F2": 21, "F4": 2, "F5": 25, "G4": 9, "G5": 27, "G6": 4, "0": 6}

YOUNGER_LEAVER_ACTIVITY = {
    "F1": 3,
    "F2": 48,
    "F4": 2,
    "F5": 11,
    "G4": 3,
    "G5": 25,
    "G6": 2,
    "0": 6,
}  # of 17 and 18

# Assessments finished in 2024-25 by working days; the last band is open.
ASSESSMENT_DAYS = {
    (0, 0): 11_680, (1, 10): 75_590, (11, 20): 112_180, (21, 30): 102_260, (31, 40): 131_380, (41, 45): 122_730,
    (46, 50): 37_640, (51, 60): 27_860, (61, 999): 27_500,
}  # fmt: skip
# More were finished than referrals were assessed: of children with whom the work went on.
ASSESSED_AGAIN = sum(ASSESSMENT_DAYS.values()) - (REFERRED.value - NOTHING_DONE.value)
# What they found, 2024-25: times (DfE, Children in need 2025 release, factors at the end of assessment).
FACTORS = {
    "3B": 162_890, "3A": 57_930, "3C": 25_560, "17A": 97_700, "16A": 90_370, "18C": 61_410, "18B": 15_270, "19C": 18_900,
    "19B": 12_590, "10A": 16_940, "24A": 16_250, "11A": 12_400, "13A": 8_860, "12A": 2_250, "23A": 2_240,
}  # fmt: skip
# Assumed, for want of a figure at hand: of a hundred assessments, those that found it too.
OTHER_FACTORS = {"4B": 30, "4A": 18, "2B": 14, "1B": 13, "15A": 7, "6A": 6, "20": 12}
# Section 47 enquiries and conferences, 2024-25, and the working days from the one to the other.
ENQUIRIES, CHILDREN_FEARED_FOR, CONFERENCES = 230_590, 195_250, 72_100
CONFERENCE_DAYS = {(4, 10): 6_240, (11, 15): 52_430, (16, 20): 6_430, (21, 26): 6_990}
# Protection plans that stood on 31 March 2025, and those that ended in the year, by months: the last band is open.
PLANS_STARTED = 61_840
PLANS_STANDING = {(0, 3): 15_580, (3, 6): 12_620, (6, 12): 13_000, (12, 24): 7_090, (24, 36): 1_130}
PLANS_ENDED = {(0, 3): 9_920, (3, 6): 6_880, (6, 12): 27_110, (12, 24): 15_680, (24, 36): 2_710}
SECOND_PLAN = {
    0: 75.5,
    1: 20.0,
    2: 4.5,
}  # per cent: 24.5 are a second or later one; how many later ones is assumed
# The category when a plan began, of those that stood on 31 March 2020.
PLAN_CATEGORY = {"NEG": 26_010, "EMO": 18_380, "PHY": 3_820, "SAB": 1_970, "MUL": 1_330}
# Assumed: from whom referrals come, what the main need is, and what enquiries find that lead to no conference.
SOURCE = {
    "6": 29,
    "2A": 19,
    "3B": 5,
    "3C": 2,
    "3A": 2,
    "3E": 4,
    "3F": 4,
    "1A": 7,
    "1B": 3,
    "5B": 9,
    "5C": 4,
    "4": 2,
    "7": 3,
    "8": 4,
    "9": 3,
}
PRIMARY_NEED = {"N1": 57, "N2": 9, "N3": 3, "N4": 9, "N5": 14, "N6": 3, "N7": 1, "N8": 3}
FOUND = {"not_found": 55, "no_risk_now": 45}

# Assumed, because the reasons for leaving are published by age and by reason but not by both: thousands in each band,
# near enough to both sets of totals.
REASON_BY_AGE = {
    (0, 1): {"adopted": 150, "guardianship": 380, "E41": 120, "E13": 80, "E4A": 700, "E4B": 60, "E3": 150, "E2": 20, "E8": 110},
    (1, 5): {"adopted": 2_450, "guardianship": 1_950, "E41": 430, "E13": 200, "E4A": 850, "E4B": 60, "E3": 150, "E2": 10, "E8": 150},
    (5, 10): {"adopted": 430, "guardianship": 1_130, "E41": 320, "E13": 240, "E4A": 1_150, "E4B": 100, "E3": 170, "E2": 10, "E8": 160},
    (10, 16): {"adopted": 20, "guardianship": 620, "E41": 200, "E13": 600, "E4A": 1_850, "E4B": 500, "E3": 700, "E2": 10, "E9": 60, "E14": 60, "E16": 30, "E8": 210},
    (16, 18): {"guardianship": 30, "E41": 10, "E13": 640, "E4A": 950, "E4B": 350, "E3": 1_300, "E5": 120, "E2": 10, "E9": 150, "E14": 80, "E15": 340, "E16": 50, "E8": 200},
    (18, 19): {"E17": 6_000, "E5": 4_100, "E6": 1_130, "E7": 480, "E4A": 200, "E3": 0, "E8": 1_830},
}  # fmt: skip
# Assumed: of those who came alone, how old they were on starting.
ALONE_STARTER_AGE = {(10, 16): 1_650, (16, 18): 5_300}
# Assumed: ages of children in need who are not looked after; the unborn stand first.
IN_NEED_AGE = {(-1, 0): 2, (0, 1): 5, (1, 5): 21, (5, 10): 28, (10, 16): 34, (16, 18): 10}
