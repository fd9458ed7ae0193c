"""What else SSDA903 asks about care, in words: episodes, permanence, adoption, and the rarer things."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Model

from kith.care.models import SEALED, AdoptionPlan
from kith.childfile.homes import Homes
from kith.leavingcare.models import CareLeaverContact
from kith.reach.withheld import What
from kith.statutory import codes
from kith.web.jinja import long_date

WITHHELD = "Withheld"
TELLS_WHERE = ("HOME_POST", "PL_POST", "URN")
EPISODES = (
    ("DECOM", "From"), ("RNE", "Why it began"), ("LS", "Legal status"), ("CIN", "Main need"), ("PLACE", "Placement"),
    ("PLACE_PROVIDER", "Provider"), ("DEC", "To"), ("REC", "Why it ended"), ("REASON_PLACE_CHANGE", "Why home changed"),
    ("HOME_POST", "Home postcode"), ("PL_POST", "Placement postcode"), ("URN", "Ofsted number"),
)  # fmt: skip


Sources = Mapping[tuple[str, int], list[str]]


def from_rows(sources: Sources, *told: tuple[str, str, Model | None]) -> list[dict]:
    """Label, words and the row of the record they stand in: with where a load had that row from, said once."""
    shown = [each for each in told if each[1]]
    last = {row: place for place, (_, _, row) in enumerate(shown) if row is not None}
    return [
        {"label": label, "words": words, "sources": sources.get((row._meta.label, row.pk), []) if row and last[row] == place else []}
        for place, (label, words, row) in enumerate(shown)
    ]  # fmt: skip


def rows(*pairs: tuple[str, str]) -> list[dict]:
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs if value]


def episode(values: dict, hidden: frozenset) -> list[str]:
    """An episode's cells, as published: codes and dates."""
    return [cell(name, values[name], hidden) for name, _ in EPISODES]


def cell(name: str, value: object, hidden: frozenset) -> str:
    if value is None or value == "":
        return ""
    if name in TELLS_WHERE and What.ADDRESS in hidden:
        return WITHHELD
    return f"{value:%-d %b %Y}".replace(" ", "\u00a0") if isinstance(value, date) else str(value)


def codes_used(episodes: list[dict]) -> list[dict]:
    """What each code in these episodes means, column by column."""
    return [
        {"key": {"text": words}, "value": {"text": "; ".join(meanings)}}
        for name, words in EPISODES
        if (meanings := _meanings(name, episodes))
    ]


def _meanings(name: str, episodes: list[dict]) -> list[str]:
    known = codes.CODE_SETS.get(name.lower())
    used = sorted({str(each[name]) for each in episodes if each[name]}) if known else []
    return [f"{code}: {known.means(code)}" for code in used if known]


def permanence(found: Homes, sources: Sources) -> list[dict]:
    """Earlier permanence, plans for adoption, adoption; each with where a load had it from."""
    before, adopted = found.previous_permanence, found.adoption
    earlier = (
        ", ".join(part for part in (before.get_kind_display(), before.authority, before.date) if part)
        if before
        else ""
    )
    return from_rows(
        sources,
        ("Permanence before", earlier, before),
        *[("Plan for adoption", plan_words(each), each) for each in found.adoption_plans],
        ("Adoption in best interest", long_date(adopted.best_interest_on) if adopted else "", adopted),
        ("Matched with adopters", long_date(adopted.matched_on) if adopted else "", adopted),
        ("Adopters", adopters(found), adopted),
    )


def plan_words(plan: AdoptionPlan) -> str:
    ceased = (
        f". Given up {long_date(plan.ceased_on)}: {plan.get_cease_reason_display().lower()}"
        if plan.ceased_on
        else ""
    )
    return f"Decided {long_date(plan.decided_on)}{ceased}"


def adopters(found: Homes) -> str:
    adopted = found.adoption
    if adopted is None:
        return ""
    if not found.tells_adopters:
        return f"{SEALED}: the return has how many they are, their sex and how they live together"
    former = {True: "former foster carer", False: "not the former foster carer", None: ""}[
        adopted.by_foster_carer
    ]
    said = (
        adopted.get_adopters_display(),
        adopted.get_adopters_sex_display(),
        adopted.get_adopters_status_display(),
    )
    return "; ".join(part for part in (", ".join(each for each in said if each), former) if part)


def other(found: Homes, hidden: frozenset, sources: Sources) -> list[dict]:
    """Unaccompanied status, motherhood, contact as a care leaver."""
    alone, parent = found.unaccompanied, found.parenthood
    ended = f"until {long_date(alone.ended_on)}" if alone and alone.ended_on else "no end recorded"
    return from_rows(
        sources,
        ("Unaccompanied asylum-seeking child", f"Yes, {ended}" if alone else "", alone),
        ("Is a mother", mother(found) if parent else "", parent),
        *[(f"Care leaver, {each.collection_year}", contact(each, hidden), each) for each in found.contacts],
    )


def mother(found: Homes) -> str:
    parent = found.parenthood
    if parent is None or not parent.mother:
        return "No"
    born = long_date(parent.first_child_born_on)
    return f"Yes, first child born {born}" if born else "Yes"


def contact(row: CareLeaverContact, hidden: frozenset) -> str:
    lives = WITHHELD if What.ADDRESS in hidden and row.accommodation else row.get_accommodation_display()
    return ". ".join(part for part in (row.get_in_touch_display(), row.get_activity_display(), lives) if part)


def nothing(found: Homes) -> list[str]:
    """What is not recorded, named in one line rather than under empty headings."""
    said = {
        "court orders": found.orders,
        "short breaks": found.short_breaks,
        "deprivation of liberty": found.liberty,
        "adoption or earlier permanence": bool(
            found.adoption or found.adoption_plans or found.previous_permanence
        ),
        "unaccompanied status": found.unaccompanied,
        "motherhood": found.parenthood,
        "contact as a care leaver": found.contacts,
    }
    return [words for words, there in said.items() if not there]
