"""The XML form of the return as tables of text."""

from collections import defaultdict

import polars as pl
from lxml import etree

from kith.statutory.returns.problems import Problem, warning
from kith.statutory.returns.sources import Source
from kith.statutory.returns.xml_files import RefusedXml, broken_at, elements, name_of
from kith.statutory.ssda903.specification import ALIASES, FLAG, HEADER, TABLES, Table

ROOT = "EXPSSDA903"
# Tables that have no element of their own: their values stand in the header, and any of these makes a row.
_IN_HEADER = {
    "UASC": ("UASC", "DUC"),
    "OC3": ("IN_TOUCH", "ACTIV", "ACCOM"),
    "AD1": ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
}
_CHILD = {"CHILD": 1, "Child": 1, "child": 1}

Row = dict[str, object]
Rows = dict[str, list[Row]]


def read_xml(source: Source) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """Each table found, as text with `row` (the line in the file). Nothing is raised for a bad file."""
    rows: Rows = defaultdict(list)
    unknown: dict[str, int] = {}
    problems = []
    try:
        for child in elements(source.data, "the SSDA903 return", ROOT, _CHILD):
            _read_child(child, rows, unknown)
    except etree.XMLSyntaxError as error:
        problems.append(broken_at(source.name, error))
    except RefusedXml as refused:
        return {}, [Problem(source.name, str(refused))]
    problems += [
        warning(
            source.name,
            f"{tag} is not an element of this return that we know; it was left out.",
            row=line,
            column=tag,
        )
        for tag, line in unknown.items()
    ]
    return {name: _frame(name, found) for name, found in rows.items()}, problems


def _read_child(child: etree._Element, rows: Rows, unknown: dict[str, int]) -> None:
    values: Row = {"row": child.sourceline}
    groups: list[etree._Element] = []
    _sort_out(child, values, groups)
    known = {"row": values["row"], "CHILD": values.get("CHILD"), "DOB": values.get("DOB")}
    _add(rows, HEADER, values)
    rows[HEADER.name][-1][FLAG] = values.get(FLAG)
    said = {name for name, value in values.items() if value and (name, value) != (FLAG, "0")}
    for table, names in _IN_HEADER.items():
        if not said.isdisjoint(names):
            _add(rows, TABLES[table], values)
    for group in groups:
        _read_group(group, known, rows, unknown)
    _note_unknown(values, child, unknown)


def _sort_out(parent: etree._Element, values: Row, groups: list[etree._Element]) -> None:
    """The values that stand in the child or its header, and the groups (an episode, a review) that stand beside them."""
    for element in parent.iterchildren(tag=etree.Element):
        name = _name(element)
        if name == "HEADER":
            _sort_out(element, values, groups)
        elif len(element):
            groups.append(element)
        else:
            values[name] = element.text


def _read_group(group: etree._Element, known: Row, rows: Rows, unknown: dict[str, int]) -> None:
    values = {_name(each): each.text for each in group.iterchildren(tag=etree.Element)}
    table = _table_of(group, values)
    if table is None:
        unknown.setdefault(_name(group), group.sourceline or 0)
        return
    for name in values.keys() - set(table.names):
        unknown.setdefault(name, group.sourceline or 0)
    _add(rows, table, known | values | {"row": group.sourceline})


def _table_of(group: etree._Element, values: dict[str, str | None]) -> Table | None:
    named = next((t for t in TABLES.values() if t.xml == _name(group)), None)
    if named:
        return named
    return next((t for t in TABLES.values() if {"CHILD", *values} >= set(t.known_by)), None)


def _add(rows: Rows, table: Table, values: Row) -> None:
    rows[table.name].append({name: values.get(name) for name in (*table.names, "row")})


_HEADER_NAMES = {
    "row",
    "UASC",
    *(name for table in (HEADER, *map(TABLES.get, _IN_HEADER)) if table for name in table.names),
}


def _note_unknown(values: Row, child: etree._Element, unknown: dict[str, int]) -> None:
    for name in values.keys() - _HEADER_NAMES:
        unknown.setdefault(name, child.sourceline or 0)


def _name(element: etree._Element) -> str:
    name = name_of(element).upper()
    return ALIASES.get(name, name)


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    flag = [FLAG] if name == HEADER.name else []
    schema = dict.fromkeys([*TABLES[name].names, *flag], pl.String) | {"row": pl.Int64}
    return pl.DataFrame(rows, schema=schema)
