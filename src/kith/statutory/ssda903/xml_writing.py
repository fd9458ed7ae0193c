"""Writing the return as XML, each child's rows together.

In XML a child has one header, which also holds what CSV keeps in UASC, OC3 and AD1, and dates of birth are said once. A
return in which the tables contradict each other in these cannot be written so without loss; a valid one can. The elements
of social workers and deprivation of liberty were not found in a source: they are named after their tables.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from kith.statutory.ssda903.specification import FLAG, HEADER, TABLES, Table
from kith.statutory.ssda903.writing import as_sent

ROOT = "EXPSSDA903"
# As the same columns are called in XML.
_CALLED = {"CHILD": "CHILDID", "PLACE": "PL"}
_IN_HEADER = ("UASC", "OC3", "AD1")
# What stands in the header, and what beside it.
_WITHIN = ("Reviews", "OC2", "PrevPerm", "PlacedAdoption", "Missing")
_BESIDE = ("Episodes", "SWEpisodes", "DoLo")


def write_xml(tables: Mapping[str, pl.DataFrame], file: Path) -> None:
    """Write the tables given as one XML file in UTF-8, with dates as dd/mm/yyyy."""
    text = {name: as_sent(TABLES[name], rows) for name, rows in tables.items()}
    header = _with_header_tables(text)
    within, beside = (_groups(text, names) for names in (_WITHIN, _BESIDE))
    each = header.join(within, on="CHILD", how="left", maintain_order="left")
    each = each.join(beside, on="CHILD", how="left", suffix=" beside", maintain_order="left")
    child = pl.format(
        "<CHILD>\n<HEADER>{}\n{}</HEADER>\n{}</CHILD>\n",
        _elements(header.columns),
        pl.col("xml").fill_null(""),
        pl.col("xml beside").fill_null(""),
    )
    children = each.select(child).to_series()
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{ROOT}>\n')
        out.writelines(children)
        out.write(f"</{ROOT}>\n")


def _with_header_tables(text: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The header of every child of any table, with what other tables keep of it."""
    children = pl.concat([rows.select("CHILD") for rows in text.values()]).unique(maintain_order=True)
    header = text.get(HEADER.name, pl.DataFrame(schema=dict.fromkeys(HEADER.names, pl.String)))
    others = children.join(header, on="CHILD", how="anti", maintain_order="left")
    found = pl.concat([header, others], how="diagonal")
    alone = text["UASC"]["CHILD"] if "UASC" in text else pl.Series([], dtype=pl.String)
    flag = pl.when(pl.col("CHILD").is_in(alone.implode())).then(pl.lit("1")).otherwise(pl.lit("0"))
    found = found.with_columns(flag.alias(FLAG))
    for name in _IN_HEADER:
        if name in text:
            own = [each for each in TABLES[name].names if each not in HEADER.names]
            found = found.join(
                text[name].select("CHILD", *own), on="CHILD", how="left", maintain_order="left"
            )
    return found


def _groups(text: Mapping[str, pl.DataFrame], names: Sequence[str]) -> pl.DataFrame:
    """CHILD and `xml`: all elements of these tables for each child, in order."""
    parts = [_group(TABLES[name], text[name]) for name in names if name in text]
    every = pl.concat([pl.DataFrame(schema={"CHILD": pl.String, "xml": pl.String}), *parts])
    return every.group_by("CHILD", maintain_order=True).agg(pl.col("xml").str.join(""))


def _group(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    said = [name for name in table.names if name not in ("CHILD", "DOB")]
    element = table.xml or table.name.upper()
    made = pl.concat_str(pl.lit(f"<{element}>"), _elements(said), pl.lit(f"</{element}>\n"))
    return rows.select("CHILD", made.alias("xml"))


def _elements(names: Sequence[str]) -> pl.Expr:
    """The columns as elements, one after another; a blank one is left out."""
    return pl.concat_str([_element(name) for name in names], ignore_nulls=True)


def _element(name: str) -> pl.Expr:
    tag = _CALLED.get(name, name)
    text = pl.col(name)
    for plain, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.str.replace_all(plain, safe, literal=True)
    return pl.format(f"<{tag}>{{}}</{tag}>", text)
