"""Everybody on the record as a table for linking; whom the worker or the job may not see is not read."""

import polars as pl
from django.db import connection

from kith.casework.linking import PEOPLE
from kith.casework.merges import Merge

PERSONS = """
SELECT id AS unique_id, born_on, CASE WHEN sex IN ('M', 'F') THEN sex END AS sex, nullif(nhs_number, '') AS nhs_number,
    nullif(upn, '') AS upn FROM people_person WHERE id <> ALL (%s) ORDER BY id
"""
NAMES = """
SELECT person_id AS unique_id, nullif((kith_words(given))[1], '') AS given, nullif((kith_words(family))[1], '') AS family,
    end_on IS NULL AND kind <> 'also_known_as' AS now FROM people_personname ORDER BY person_id, start_on, id
"""
HOMES = """
SELECT lived.person_id AS unique_id, lived.address_id AS address, nullif(address.postcode, '') AS postcode
FROM people_residence lived JOIN people_address address ON address.id = lived.address_id ORDER BY 1, lived.start_on, lived.id
"""
KIN = """
SELECT person_id AS unique_id, other_id AS relative FROM people_relationship WHERE kind <> ALL (%(carers)s)
UNION SELECT other_id, person_id FROM people_relationship WHERE kind <> ALL (%(carers)s) ORDER BY 1, 2
"""
CARERS = [
    "foster_carer",
    "kinship_carer",
    "guardian",
    "friend",
]  # of many, or of whoever is there for a while


def linkable_people() -> pl.DataFrame:
    """A row for each person, with the columns of PEOPLE; whose record was merged into another's is left out."""
    merged = list(Merge.objects.standing().values_list("merged", flat=True))
    people = _read(PERSONS, [merged]).join(_names(), on="unique_id", how="left")
    people = people.join(_homes(), on="unique_id", how="left").join(_kin(), on="unique_id", how="left")
    lists = [name for name, kind in PEOPLE.items() if isinstance(kind, pl.List)]
    return people.with_columns(pl.col(lists).fill_null([])).select(
        pl.col(name).cast(kind) for name, kind in PEOPLE.items()
    )


def _names() -> pl.DataFrame:
    names = _read(NAMES, [])
    heard = _sounds({*names["given"].drop_nulls(), *names["family"].drop_nulls()})
    for column in ("given", "family"):
        names = names.join(
            heard.rename({"word": column, "sounds": f"{column}_sounds"}), on=column, how="left"
        )
    now = pl.col.now
    return names.group_by("unique_id", maintain_order=True).agg(
        given=pl.col.given.filter(now).last(),
        family=pl.col.family.filter(now).last(),
        givens=_all("given"),
        families=_all("family"),
        given_sounds=_all_of("given_sounds"),
        family_sounds=_all_of("family_sounds"),
    )


def _all(column: str) -> pl.Expr:
    """The last, which holds now, first."""
    return pl.col(column).reverse().drop_nulls().unique(maintain_order=True)


def _all_of(column: str) -> pl.Expr:
    return pl.col(column).reverse().list.explode().drop_nulls().unique(maintain_order=True)


def _sounds(words: set[str]) -> pl.DataFrame:
    """How words sound, as the database hears them for searching."""
    return _read(
        "SELECT word, kith_sounds(word) AS sounds FROM unnest(%s::text[]) word", [sorted(words)],
        {"word": pl.String, "sounds": pl.List(pl.String)},
    )  # fmt: skip


def _homes() -> pl.DataFrame:
    homes = _read(HOMES, []).group_by("unique_id", maintain_order=True)
    return homes.agg(
        addresses=pl.col.address.unique(maintain_order=True), postcodes=pl.col.postcode.drop_nulls().unique()
    )


def _kin() -> pl.DataFrame:
    kin = _read(KIN, {"carers": CARERS})
    return kin.group_by("unique_id", maintain_order=True).agg(relatives=pl.col.relative)


TYPES = {
    "unique_id": pl.Int64, "born_on": pl.Date, "sex": pl.String, "nhs_number": pl.String, "upn": pl.String,
    "given": pl.String, "family": pl.String, "now": pl.Boolean, "address": pl.Int64, "postcode": pl.String,
    "relative": pl.Int64,
}  # fmt: skip


def _read(query: str, values: list | dict, types: dict | None = None) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        columns = [column.name for column in cursor.description]
        return pl.DataFrame(
            cursor.fetchall(), schema={name: (types or TYPES)[name] for name in columns}, orient="row"
        )
