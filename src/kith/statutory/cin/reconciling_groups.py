"""What is counted of a census, and by which groups: those of the Department for Education's publication "Children in need".

What a group holds was not read for everything: `unsure` says where, and the page says it too.
"""

import polars as pl

from kith.statutory.cin.codes import ABUSE, PRIMARY_NEED
from kith.statutory.codes import CodeSet
from kith.statutory.returns.reconciling import ALL, UNKNOWN, Breakdown, Groups, by_code

REFERRALS, ASSESSMENTS, ENQUIRIES, CONFERENCES = "referrals", "assessments", "enquiries", "conferences"
STARTED, ENDED, PLANS, IN_NEED = "plans_started", "plans_ended", "plans", "in_need"
_YES_NO = {"yes": "Yes", "no": "No"}
_NOT_KNOWN = {UNKNOWN: "Not known"}


def _everything(words: str) -> Breakdown:
    return Breakdown(ALL, "All", pl.lit(ALL), {ALL: words})


def _if(condition: pl.Expr, yes: str = "yes", no: str = "no") -> pl.Expr:
    return pl.when(condition.fill_null(False)).then(pl.lit(yes)).otherwise(pl.lit(no))


def _bands(column: str, *bands: tuple[str, int], otherwise: str) -> pl.Expr:
    """The first band whose limit the number does not pass; `otherwise` beyond them all."""
    found: pl.Expr = pl.lit(otherwise)
    for band, most in reversed(bands):
        found = pl.when(pl.col(column) <= most).then(pl.lit(band)).otherwise(found)
    return pl.when(pl.col(column).is_null()).then(pl.lit(UNKNOWN)).otherwise(found)


def _codes(key: str, title: str, column: str, codes: CodeSet) -> Breakdown:
    words = {code.code: code.means for code in codes.codes}
    return Breakdown(key, title, by_code(column, {each: each for each in words}, UNKNOWN), words | _NOT_KNOWN)


AGAIN = Breakdown(
    "again", "Within 12 months of the child’s referral before", _if(pl.col("again")), _YES_NO,
    unsure="Earlier referrals are those that this census and last year’s tell.", needs_last=True,
)  # fmt: skip
ACTION = Breakdown(
    "action", "What came of it", _if(pl.col("ReferralNFA") == "1", "none", "more"),
    {"none": "No further action", "more": "It went forward"},
)  # fmt: skip
DURATION = Breakdown(
    "duration", "Working days from its start to its authorisation",
    _bands("days", ("within 45", 45), ("46 to 60", 60), otherwise="over 60"),
    {"within 45": "45 or fewer", "46 to 60": "46 to 60", "over 60": "61 or more"} | _NOT_KNOWN,
    unsure="The day of its start is that of the census; the statutory 45 working days run from the referral.",
)  # fmt: skip
LED = Breakdown(
    "led", "Initial conference", _if(pl.col("DateOfInitialCPC").is_not_null(), "held", "none"),
    {"held": "Led to one", "none": "None is told"},
)  # fmt: skip
UNTIL_HELD = Breakdown(
    "duration", "Working days from the start of the section 47 enquiry",
    _bands("days", ("within 15", 15), ("16 to 20", 20), otherwise="over 20"),
    {"within 15": "15 or fewer", "16 to 20": "16 to 20", "over 20": "21 or more", UNKNOWN: "Without an enquiry"},
    unsure="The statutory 15 working days run from the strategy discussion, which the census does not tell.",
)  # fmt: skip
FIRST_ABUSE = _codes("category", "Category of abuse when it began", "InitialCategoryOfAbuse", ABUSE)
LATEST_ABUSE = _codes("category", "Latest category of abuse", "LatestCategoryOfAbuse", ABUSE)
BEFORE = Breakdown(
    "before", "An earlier protection plan", _if(pl.col("NumberOfPreviousCPP") > 0),
    {"yes": "Second or later plan", "no": "First plan, or none before is told"},
)  # fmt: skip
LASTED = Breakdown(
    "lasted", "How long it had lasted",
    _bands("months", ("up to 3 months", 3), ("3 to 6 months", 6), ("6 months to a year", 12), ("1 to 2 years", 24),
           otherwise="2 years or more"),
    {"up to 3 months": "3 months or less", "3 to 6 months": "More than 3 to 6 months",
     "6 months to a year": "More than 6 months to a year", "1 to 2 years": "1 to 2 years",
     "2 years or more": "2 years or more"} | _NOT_KNOWN,
    unsure="A plan that had lasted a year or two years to the day may be counted in the group beside it by the publication.",
)  # fmt: skip
NEED = _codes("need", "Main need", "PrimaryNeedCode", PRIMARY_NEED)

PARTS = {
    REFERRALS: "Referrals in the year",
    ASSESSMENTS: "Assessments completed in the year",
    ENQUIRIES: "Section 47 enquiries started in the year",
    CONFERENCES: "Initial conferences in the year",
    STARTED: "Protection plans started in the year",
    ENDED: "Protection plans ended in the year",
    PLANS: "Protection plans at 31 March",
    IN_NEED: "Children in need at 31 March",
}
GROUPS = Groups(
    PARTS,
    {
        REFERRALS: (_everything("All referrals"), AGAIN, ACTION),
        ASSESSMENTS: (_everything("All assessments"), DURATION),
        ENQUIRIES: (_everything("All enquiries"), LED),
        CONFERENCES: (_everything("All conferences"), UNTIL_HELD),
        STARTED: (_everything("All plans"), FIRST_ABUSE, BEFORE),
        ENDED: (_everything("All plans"), LATEST_ABUSE, LASTED),
        PLANS: (_everything("All plans"), LATEST_ABUSE, LASTED),
        IN_NEED: (_everything("All children"), NEED),
    },
)
