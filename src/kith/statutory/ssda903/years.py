"""Which collection year each file belongs to, worked out from the dates inside and proposed for a person to confirm.

A collection year runs from 1 April to 31 March and is written "2026-27". Episodes decide: a return holds the episodes
that were open at some time in its year, so the latest dates in it lie in that year. Reviews do not decide, nor do names
of files, which mean different things to different people; a shared name only says which files go together.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import polars as pl

from kith.lib.words import plural
from kith.statutory.ssda903.reading import Read

# A year with a smaller share of a file's dates than this is taken for a slip of the pen.
_SLIP = 0.01
# Names with a figure of their own, which says nothing about the year.
_NUMBERED = re.compile("903|oc2|oc3|ad1")
# Dated things of the year, for files that come without episodes.
_OWN_DATES = {
    "Missing": ["MIS_START", "MIS_END"],
    "SWEpisodes": ["SW_DECOM", "SW_DEC"],
    "DoLo": ["DOLO_START", "DOLO_END"],
    "Reviews": ["REVIEW"],
}


@dataclass(frozen=True)
class FileYear:
    """A proposal: the year of one file (null where nothing in it says), why, and whether the dates leave no doubt."""

    file: str
    year: str | None
    reason: str
    sure: bool


def collection_year(day: date) -> str:
    """The collection year a day lies in, such as "2026-27"."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def first_day(year: str) -> date:
    """The 1 April a collection year begins on."""
    return date(int(year[:4]), 4, 1)


def last_day(year: str) -> date:
    """The 31 March a collection year ends on."""
    return date(int(year[:4]) + 1, 3, 31)


def collection_years(read: Read) -> list[FileYear]:
    """A proposal for every file, in order of name."""
    decided = {file: _by_episodes(file, rows) for file, rows in _by_file(read["Episodes"]).items()}
    others = [_by_company(file, decided, read) for file in read.files if file not in decided]
    return sorted([*decided.values(), *others], key=lambda each: each.file)


def confirmed(proposals: list[FileYear], corrections: Mapping[str, str] | None = None) -> dict[str, str]:
    """The years by file once a person has looked: the proposals, with what the person put right."""
    years = {each.file: each.year for each in proposals if each.year}
    return years | dict(corrections or {})


def _by_file(table: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {str(key[0]): rows for key, rows in table.partition_by("file", as_dict=True).items()}


def _children(read: Read) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table in read.tables.values():
        for file, rows in _by_file(table).items():
            found.setdefault(file, set()).update(rows["CHILD"].drop_nulls())
    return found


def _by_episodes(file: str, rows: pl.DataFrame) -> FileYear:
    # The end day is out: an episode that ends on 1 April was last open on 31 March.
    ends = (pl.col("DEC") - pl.duration(days=1)).alias("DECOM")
    counts = _counts(pl.concat([rows.select("DECOM"), rows.select(ends)])["DECOM"])
    return _latest(file, counts, "episode that began or ended", "episodes that began or ended")


def _latest(file: str, counts: dict[str, int], one: str, many: str) -> FileYear:
    """The latest year with more than a slip's share of the dates."""
    if not counts:
        return FileYear(file, None, "No dates in it say which year it is.", sure=False)
    total = sum(counts.values())
    year = max(year for year, count in counts.items() if count >= total * _SLIP)
    later = sum(count for other, count in counts.items() if other > year)
    reason = f"{plural(counts[year], one, many)} in {year}, the latest year in the file"
    slip = f", not counting {plural(later, 'date')} after it, taken for a slip" if later else ""
    return FileYear(file, year, f"{reason}{slip}.", sure=not later)


def _counts(days: pl.Series) -> dict[str, int]:
    firsts = days.drop_nulls().dt.offset_by("-3mo").dt.year().value_counts()
    return {collection_year(date(year, 4, 1)): count for year, count in firsts.iter_rows()}


def _by_company(file: str, decided: dict[str, FileYear], read: Read) -> FileYear:
    """The year of a file without episodes: that of the episodes it goes with."""
    years = {each.year for each in decided.values() if each.year}
    if not years:
        return _by_own_dates(file, read)
    if len(years) == 1:
        return FileYear(file, years.pop(), "It came with episodes of that year and no other.", sure=True)
    named = {each.year for each in decided.values() if each.year and _family(each.file) == _family(file)}
    if len(named) == 1:
        return FileYear(file, named.pop(), "Its name goes with a file of episodes of that year.", sure=True)
    return _by_children(file, [each for each in decided.values() if each.year], _children(read))


def _family(file: str) -> tuple[str, ...]:
    """What the files of one year share in their names: the folder, and the figures."""
    path = PurePosixPath(file)
    return (str(path.parent), *re.findall(r"\d+", _NUMBERED.sub("", path.stem.lower())))


def _by_children(file: str, decided: list[FileYear], children: dict[str, set[str]]) -> FileYear:
    mine = children.get(file, set())
    shares = [
        (len(mine & children[each.file]) / len(mine | children[each.file] or {""}), each) for each in decided
    ]
    share, best = max(shares, key=lambda pair: pair[0])
    if not share:
        return FileYear(file, None, "It shares no children with any file of episodes.", sure=False)
    return FileYear(
        file,
        best.year,
        f"Its children are most like those of {best.file} ({share:.0%} in common).",
        sure=False,
    )


def _by_own_dates(file: str, read: Read) -> FileYear:
    days = [
        read[name].filter(pl.col("file") == file)[column]
        for name, columns in _OWN_DATES.items()
        for column in columns
    ]
    proposal = _latest(file, _counts(pl.concat([each.alias("day") for each in days])), "date", "dates")
    return FileYear(file, proposal.year, f"{proposal.reason} It came without episodes.", sure=False)
