"""Facts about persons."""

import polars as pl

from kith.people.models import Person
from kith.statutory.return_facts import table
from kith.store.facts import facts


def children(chosen: list[int] | None) -> pl.DataFrame:
    """Table `children`: everyone with a record of their own."""
    rows = Person.objects.children()
    return facts(
        "children", rows, chosen,
        child="pk", born_on="born_on", expected_on="expected_on", died_on="died_on", sex="sex",
        recorded_from="recorded_from", returned_until="returned_until", pregnancy_ended_on="pregnancy_ended_on",
    )  # fmt: skip


def persons(chosen: list[int] | None) -> pl.DataFrame:
    """Table `persons`: what only a return asks about the same."""
    rows = Person.objects.children()
    return facts(
        "persons", rows, chosen,
        child="pk", number="authority_id", ethnicity="ethnicity", upn="upn", upn_unknown="upn_unknown",
    )  # fmt: skip


# What only the census asks for


def former_upns(chosen: list[int] | None) -> pl.DataFrame:
    rows = Person.objects.children().exclude(former_upn="")
    return facts("former_upns", rows, chosen, child="pk", upn="former_upn")


def disabilities(chosen: list[int] | None) -> pl.DataFrame:
    """Table `disabilities`: a row for each of a child's, in the order in which they were recorded."""
    rows = Person.objects.children().exclude(disabilities=[])
    if chosen is not None:
        rows = rows.filter(pk__in=chosen)
    told = rows.values_list("pk", "disabilities")
    return table("disabilities", [(child, code) for child, codes in told for code in codes])
