"""Who a child is, from several years of the census."""

from datetime import date
from typing import Any

from kith.people.models import Person
from kith.returns.census_merging import EARLIEST, LATEST, ChildTold, day
from kith.returns.told import Told
from kith.returns.wanted import Fit, check_upn
from kith.statutory.cin.codes import SEX
from kith.statutory.ssda903.history import Sources

EXPECTED = "ExpectedPersonBirthDate"
MODERN = {code.code: code.became for code in SEX if code.became}


def person(child: ChildTold, fit: Fit, sources: Sources) -> dict[str, Any]:
    """The columns of the child's own row; the latest year says."""
    said = _last(child, "ChildIdentifiers")
    upn = said.get("UPN") or ""
    if upn:
        check_upn(upn, sources, fit.notify)
    return {
        "authority_id": said.get("LAchildID") or child.number,
        "born_on": _day_of(said, "PersonBirthDate"),
        "expected_on": _expected(child, fit),
        "died_on": _day_of(said, "PersonDeathDate"),
        "sex": fit.text(Person, "sex", sex(said), sources) or "U",
        "ethnicity": fit.text(
            Person, "ethnicity", _last(child, "ChildCharacteristics").get("Ethnicity"), sources
        ),
        "upn": fit.text(Person, "upn", upn, sources),
        "upn_unknown": fit.text(Person, "upn_unknown", said.get("UPNunknown"), sources),
        "former_upn": fit.text(Person, "former_upn", said.get("FormerUPN"), sources),
        "disabilities": _disabilities(child),
    }


def _last(child: ChildTold, table: str) -> dict[str, Any]:
    rows = child.rows(table)
    return dict(rows[-1].values) if rows else {}


def _day_of(said: dict[str, Any], name: str) -> date | None:
    value = said.get(name)
    return date.fromisoformat(value) if value else None


def sex(said: dict[str, Any]) -> str | None:
    """M, F or U, whatever the code of the year."""
    told = said.get("Sex")
    return MODERN.get(told, told) if told else None


def _expected(child: ChildTold, fit: Fit) -> date | None:
    """The day last told: a year in which the child is born no longer tells it."""
    rows = [row for rows in child.years.values() for row in rows if row.values.get(EXPECTED)]
    for row in rows:
        if day(row, EXPECTED) is None:
            cannot_be(row, EXPECTED, fit)
    return next((each for row in reversed(rows) if (each := day(row, EXPECTED))), None)


def cannot_be(row: Told, name: str, fit: Fit) -> None:
    """Say that a day in which nothing can have been was left out."""
    says = f"{name} {row.values[name]} is not a day from {EARLIEST[:4]} to {LATEST[:4]}, so it was left out."
    fit.notify("day that cannot be", says, (row.source,))


def _disabilities(child: ChildTold) -> list[str]:
    told = [row.values.get("Disability") for row in child.rows("Disabilities")]
    most = Person._meta.get_field("disabilities").base_field.max_length
    return list(dict.fromkeys(each[:most] for each in told if each))
