"""Duties without a time limit and hard stops: declared so that the list is whole; they make no deadline."""

from kith.lib.timescale import NO_LIMIT, Kind, Limit, Timescale
from kith.statutory.clocks.sources import read


def _duty(
    key: str,
    reference: str,
    title: str,
    starts: str,
    stops: str,
    who: str,
    basis: str,
    limits: tuple[Limit, ...],
    notes: tuple[str, ...],
    kind: Kind = Kind.DUTY,
) -> Timescale:
    return Timescale(
        key=key,
        reference=reference,
        title=title,
        starts=starts,
        stops=stops,
        who=who,
        kind=kind,
        basis=basis,
        limits=limits,
        notes=notes,
    )


_NOT_COMMENCED = "Enacted 29 April 2026; starts on a day set by regulations, and none were found."

INDEPENDENT_VISITOR = _duty(
    "voice.independent_visitor", "LA28", "Independent visitor", "child would benefit from one",
    "independent visitor appointed, or the child objects", "Social worker", "statute",
    read(NO_LIMIT, "Children Act 1989 s23ZB; Walsall's procedures"),
    ("Record the offer, the child's answer and the day; offer again.",),
)  # fmt: skip
ADVOCATE = _duty(
    "voice.advocate", "LA29", "Advocate", "child makes or may make a representation, or wants support in a meeting",
    "advocate offered", "Social worker and reviewing officer", "statute and guidance",
    read(NO_LIMIT, "Children Act 1989 s26A; IRO Handbook chapter 3, through a provider's manual"),
    ("At each review. Offered, accepted, declined or not appropriate.",),
)  # fmt: skip
UNDER_16_UNREGULATED = _duty(
    "placement.under_16", "LA31", "No unregulated accommodation under 16", "child under 16 to be placed",
    "another placement found", "Placements team", "regulation",
    read(NO_LIMIT, "Care Planning (Amendment) Regulations 2021"),
    ("Age on the day of placement. In force from September 2021; the day was not sourced.",), Kind.RULE,
)  # fmt: skip
SUPPORTED_REGISTERED = _duty(
    "placement.supported_registered", "LA32", "Supported accommodation must be registered",
    "young person of 16 or 17 to be placed in supported accommodation", "registration checked on the day",
    "Placements team", "regulation",
    read(NO_LIMIT, "Supported Accommodation (England) Regulations 2023; guidance on gov.uk"),
    ("Or a complete application accepted by 28 October 2023.", "Keep number and status on the day."), Kind.RULE,
)  # fmt: skip
UNREGISTERED_HOME = _duty(
    "placement.unregistered_home", "LA33", "Unregistered children's home: evidence of the search",
    "unregistered children's home used", "evidence of the search kept", "Director of children's services", "statute",
    read(NO_LIMIT, "Children's Wellbeing and Schools Act 2026 (section not verified)"),
    ("The provider risks a civil penalty.", _NOT_COMMENCED),
)  # fmt: skip
REGIONAL_SEARCH = _duty(
    "placement.regional_search", "LA34", "Search across the region", "placement sought", "search recorded",
    "Placements team and regional co-operative", "statute",
    read(NO_LIMIT, "Children's Wellbeing and Schools Act 2026, regional co-operation (section not verified)"),
    (_NOT_COMMENCED,),
)  # fmt: skip
TIMESCALES = (
    INDEPENDENT_VISITOR, ADVOCATE, UNDER_16_UNREGULATED, SUPPORTED_REGISTERED, UNREGISTERED_HOME, REGIONAL_SEARCH,
)  # fmt: skip
