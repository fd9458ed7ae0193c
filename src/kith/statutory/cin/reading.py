"""Reading the children in need census: XML, a folder or a zip of it, in one pass."""

from collections.abc import Mapping

import polars as pl
from lxml import etree

from kith.statutory.cin.cells import convert
from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.structure import CHILD, CHILDREN, HEADER, ROOT, year_of
from kith.statutory.cin.structure_problems import Fault, Faults
from kith.statutory.cin.walking import Walk
from kith.statutory.returns import reading as returned
from kith.statutory.returns.problems import Problem, warning
from kith.statutory.returns.reading import joined
from kith.statutory.returns.sources import Intake, Limits, Paths, Source
from kith.statutory.returns.xml_files import RefusedXml, broken_at, elements, name_of

_WITHIN = {ROOT: (HEADER.name, CHILDREN), CHILDREN: (CHILD.name,)}
_DEPTHS = {HEADER.name: 1, CHILD.name: 2}


class Read(returned.Read):
    """What was read of the census."""

    declared = TABLES


def read(paths: Paths, limits: Limits | None = None, *, year: str | None = None) -> Read:
    """Read a folder, a file, a zip, several of these, or bytes by name. `year` is the collection year whose structure is
    expected; without it that of the file's header. A bad file is a problem, never an exception."""
    intake = Intake(limits or Limits())
    parts: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
    bad: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
    problems: list[Problem] = []
    children = 0
    for source in intake.sources(paths):
        walk, said = _walked(source, year, children)
        if walk is not None:
            children = walk.children
            said += _converted(walk, source.name, parts, bad)
        problems += sorted(said, key=lambda each: each.row or 0)
    return Read(_tied(joined(parts)), (*intake.problems, *problems), joined(bad))


def _walked(source: Source, year: str | None, children: int) -> tuple[Walk | None, list[Problem]]:
    """The walk through one file, or null where it was refused, and what was wrong with its structure."""
    if not _is_xml(source):
        return None, [warning(source.name, "This is not XML, as the census is, so it was left aside.")]
    faults = Faults(source.name)
    found: list[Problem] = []
    walk: Walk | None = None
    element: etree._Element | None = None
    try:
        for element in elements(source.data, "the children in need census", ROOT, _DEPTHS):
            walk = walk or Walk(year or _year(element), _prefix(element), faults, children)
            _one(walk, element, faults)
        if walk is not None and element is not None:
            _beside(walk, element.getroottree().getroot(), ROOT)
    except etree.XMLSyntaxError as error:
        found.append(broken_at(source.name, error))
    except RefusedXml as refused:
        return None, [Problem(source.name, str(refused))]
    return walk, [*found, *faults.problems(), *_absent(walk, source.name, children)]


def _is_xml(source: Source) -> bool:
    named = source.name.lower().endswith(".xml")
    return named or source.data[:100].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0")[:1] == b"<"


def _one(walk: Walk, element: etree._Element, faults: Faults) -> None:
    parent = element.getparent()
    name = name_of(element)
    around = ROOT if name == HEADER.name else CHILDREN
    if parent is None or name_of(parent) != around:
        faults.note(
            Fault.UNKNOWN, name, "" if parent is None else name_of(parent), element.sourceline, found=name
        )
        return
    # What stands before it is let go with it; what stands after the last one is left.
    for before in reversed(list(element.itersiblings(preceding=True))):
        _strange(walk, before, around, _WITHIN[around])
    if name == CHILD.name:
        walk.child(element)
    elif walk.rows["Header"].waiting:
        faults.note(Fault.REPEATED, name, around, element.sourceline)
    else:
        walk.header(element)
        if walk.started:
            found, wanted = f"after {CHILDREN}", f"before {CHILDREN}"
            faults.note(Fault.ORDER, name, around, element.sourceline, found=found, wanted=wanted)


def _beside(walk: Walk, group: etree._Element, name: str) -> None:
    """Elements and words left over in what should hold only children, or only them and the header."""
    if (text := group.text) and not text.isspace():
        walk.stray(name, text, group, None)  # its first elements are gone by now
    for each in group:
        _strange(walk, each, name, _WITHIN[name])
    for nth, each in enumerate(group.iterchildren(f"{walk.prefix}{CHILDREN}")):
        if nth:
            walk.faults.note(
                Fault.TWICE, CHILDREN, name, each.sourceline, found=CHILDREN, wanted="one Children"
            )
        _beside(walk, each, CHILDREN)


def _strange(walk: Walk, element: etree._Element, around: str, wanted: tuple[str, ...]) -> None:
    if isinstance(element.tag, str) and name_of(element) not in wanted:
        walk.unknown(around, element, ", ".join(wanted))
    if (text := element.tail) and not text.isspace():
        walk.stray(around, text, element, element.getnext())


def _year(first: etree._Element) -> str:
    """The year of a file, as its header says it."""
    return year_of(first.findtext("{*}CollectionDetails/{*}Year"))


def _prefix(element: etree._Element) -> str:
    namespace = etree.QName(element).namespace
    return f"{{{namespace}}}" if namespace else ""


def _absent(walk: Walk | None, file: str, children: int) -> list[Problem]:
    """What a census cannot do without."""
    found = []
    if walk is None or not walk.rows["Header"].waiting:
        says = "This file has no header before its children, so its year and authority are not known."
        found.append(warning(file, says, row=1, column=HEADER.name, wanted=HEADER.name))
    if walk is None or walk.children == children:
        found.append(Problem(file, "There is no child in this file.", 1, CHILD.name, None, CHILD.name))
    return found


def _converted(
    walk: Walk, file: str, parts: Mapping[str, list[pl.DataFrame]], bad: Mapping[str, list[pl.DataFrame]]
) -> list[Problem]:
    problems: list[Problem] = []
    for name, rows in walk.rows.items():
        table, said, unreadable = convert(rows.frame(), TABLES[name], file, walk.year)
        parts[name].append(table)
        bad[name].append(unreadable)
        problems += said
    return problems


def _tied(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Every row with its child's own number. Where that stands on two children, the episodes of the second are counted on
    from those of the first, so that no two are called the same."""
    if "ChildIdentifiers" not in tables:
        return tables
    children = tables["ChildIdentifiers"].unique("Child", keep="first").select("Child", "LAchildID")
    counted = children.join(tables["CINdetails"].group_by("Child").len(), on="Child", how="left").sort(
        "Child"
    )
    before = pl.col("len").fill_null(0).cum_sum().over("LAchildID") - pl.col("len").fill_null(0)
    more = pl.when(pl.col("LAchildID").is_not_null()).then(before).otherwise(0).cast(pl.Int64)
    known = counted.select("Child", "LAchildID", more.alias("before"))
    return {name: _named(name, table, known) for name, table in tables.items()}


def _named(name: str, table: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    if "Child" not in table.columns:
        return table
    made = table.drop("LAchildID").join(known, on="Child", how="left", maintain_order="left")
    if "CINdetailsID" in table.columns:
        number = pl.col("CINdetailsID").cast(pl.Int64) + pl.col("before").fill_null(0)
        made = made.with_columns(number.cast(pl.String).alias("CINdetailsID"))
    return made.select(*TABLES[name].schema)
