"""The two returns side by side: how each is called, and how its files are recognised, read and checked. Whoever serves both
asks here, so that neither is done in a way of its own."""

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from kith.lib.rule import Rule
from kith.statutory.cin import asking as cin_asking
from kith.statutory.cin import reading as cin_reading
from kith.statutory.cin import structure
from kith.statutory.cin import writing as cin_writing
from kith.statutory.cin.rules import RULES as CIN_RULES
from kith.statutory.cin.specification import CIN
from kith.statutory.returns.asking import Say
from kith.statutory.returns.declaring import Specification
from kith.statutory.returns.report import Report
from kith.statutory.returns.sources import Limits, beginnings
from kith.statutory.ssda903 import asking as ssda903_asking
from kith.statutory.ssda903 import reading as ssda903_reading
from kith.statutory.ssda903 import xml_files
from kith.statutory.ssda903.rules import RULES as SSDA903_RULES
from kith.statutory.ssda903.specification import SSDA903
from kith.statutory.ssda903.writing import as_sent
from kith.statutory.ssda903.xml_writing import write_xml

Files = Mapping[str, bytes]
Tables = Mapping[str, pl.DataFrame]
_SPREADSHEET = re.compile(rb"[^\n]*\bCHILD\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """What is asked of a check: which year of which authority, drawn on which day; and beside it last year's files as they
    were read and lists of providers (columns of PROVIDER_LIST). `say` is told how far it is."""

    year: str
    authority: str
    as_of: date
    last: Any = None
    providers: pl.DataFrame | None = None
    say: Say = lambda said: None


@dataclass(frozen=True)
class ReturnKind:
    """One of the returns. `name`: as headings say it; `called`: within a sentence; `root`: the first element of its XML;
    `beside`: whether its rules compare with last year's files and lists of providers. `read` takes files, limits and the
    collection year, and `report` what was read; `sent` makes the files that are sent, by name, of a year's tables: as XML
    or, where the return may be sent so, as CSV."""

    key: str
    name: str
    called: str
    of: Specification
    rules: tuple[Rule, ...]
    root: str
    beside: bool
    read: Callable[[Files, Limits, str], Any]
    report: Callable[[Any, Asked], Report]
    sent: Callable[[Tables, str, bool], Files]

    def rules_of(self, year: str) -> list[Rule]:
        return [rule for rule in self.rules if rule.stands_in(year)]


def _read_ssda903(files: Files, limits: Limits, year: str) -> ssda903_reading.Read:
    return ssda903_reading.read(files, limits)


def _report_ssda903(read: ssda903_reading.Read, asked: Asked) -> Report:
    return ssda903_asking.report_on(
        ssda903_asking.sort_out(read, asked.year, asked.last), year=asked.year, authority=asked.authority,
        as_of=asked.as_of, providers=asked.providers, say=asked.say,
    )  # fmt: skip


def _read_cin(files: Files, limits: Limits, year: str) -> cin_reading.Read:
    return cin_reading.read(files, limits, year=year)


def _report_cin(read: cin_reading.Read, asked: Asked) -> Report:
    return cin_asking.report_on(
        read, year=asked.year, authority=asked.authority, as_of=asked.as_of, say=asked.say
    )


def _sent_ssda903(tables: Tables, year: str, xml: bool) -> Files:
    if xml:
        return {"ssda903.xml": _written(lambda file: write_xml(tables, file))}
    return {
        f"{name}.csv": as_sent(table, tables[name]).write_csv().encode()
        for name, table in SSDA903.tables.items()
        if name in tables
    }


def _sent_cin(tables: Tables, year: str, xml: bool) -> Files:
    return {"cin.xml": _written(lambda file: cin_writing.write(tables, file, year=year))}


def _written(write: Callable[[Path], object]) -> bytes:
    """What is written to a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "return.xml"
        write(file)
        return file.read_bytes()


KINDS: dict[str, ReturnKind] = {
    each.key: each
    for each in (
        ReturnKind(
            "ssda903", "SSDA903", "SSDA903 return", SSDA903, SSDA903_RULES, xml_files.ROOT, True,
            _read_ssda903, _report_ssda903, _sent_ssda903,
        ),
        ReturnKind(
            "cin", "Children in need census", "children in need census", CIN, CIN_RULES, structure.ROOT, False,
            _read_cin, _report_cin, _sent_cin,
        ),
    )
}  # fmt: skip
DEFAULT = KINDS["ssda903"]


def shown_by(files: Files) -> list[ReturnKind]:
    """The returns that these files are of: XML shows it by its first element, and what has a column CHILD is SSDA903."""
    found = {_shown(data) for _, data in beginnings(files)}
    return [each for key, each in KINDS.items() if key in found]


def _shown(data: bytes) -> str | None:
    text = data.replace(b"\0", b"")  # of two-byte letters, every other one
    for each in KINDS.values():
        if re.search(rb"<(?:\w+:)?%b[\s>/]" % each.root.encode(), text):
            return each.key
    is_sheet = b"<" not in text[:10] and _SPREADSHEET.match(text)
    return DEFAULT.key if is_sheet else None
