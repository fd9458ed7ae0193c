"""Facts about persons."""

import polars as pl

from kith.people.models import Person
from kith.store.facts import facts


def children(chosen: list[int] | None) -> pl.DataFrame:
    """Table `children`: everyone with a record of their own."""
    rows = Person.objects.children()
    return facts(
        "children", rows, chosen,
        child="pk", born_on="born_on", expected_on="expected_on", died_on="died_on", sex="sex",
        recorded_from="recorded_from", returned_until="returned_until",
    )  # fmt: skip


def persons(chosen: list[int] | None) -> pl.DataFrame:
    """Table `persons`: what only a return asks about the same."""
    rows = Person.objects.children()
    return facts(
        "persons", rows, chosen,
        child="pk", number="authority_id", ethnicity="ethnicity", upn="upn", upn_unknown="upn_unknown",
    )  # fmt: skip
