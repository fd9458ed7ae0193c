"""Reconciliation as its page and its file say it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from django.urls import reverse

from kith.lib.words import plural
from kith.returns.models import BuiltReturn, SignedReturn
from kith.returns.reconciling import LastYear
from kith.statutory.return_counts import COUNTINGS
from kith.statutory.returns.collection import Collection
from kith.statutory.returns.reconciling import Counted, Line, Section
from kith.statutory.ssda903.reconciling_children import Arithmetic, Explained
from kith.statutory.ssda903.years import last_day
from kith.web.jinja import long_date, moment

MOST_NAMED = 100  # children of one reason; so many more mean that the two years are not of the same authority
NONE = "–"
HEAD = [
    "Part", "By", "Group", "This year", "Last year", "Change", "Share", "Share last year", "Share in England",
    "England, number", "England’s table", "Look at this", "Note",
]  # fmt: skip


def parts(called: Mapping[str, str], sections: list[Section]) -> list[dict]:
    """Each part with its breakdowns. The number of all stands in the heading."""
    found = []
    for part, some in groupby(sections, key=lambda each: each.part):
        whole, *others = some
        found.append(
            {
                "key": part,
                "title": called[part],
                "all": _line(whole.lines[0]),
                "sections": [_section(each) for each in others],
            }
        )
    return found


def _section(section: Section) -> dict:
    return {
        "key": anchor(section), "title": section.breakdown.title, "note": _note(section),
        "blank": section.blank, "rows": [_line(each) for each in section.lines],
    }  # fmt: skip


NO_ENGLAND = "England’s figures by this are not among those gathered, so nothing stands beside it."


def _note(section: Section) -> str:
    """What was not read for sure of a breakdown, and whether England's figures are missing."""
    missing = all(line.england is None for line in section.lines)
    return " ".join(filter(None, (section.breakdown.unsure, NO_ENGLAND if missing else "")))


def anchor(section: Section) -> str:
    return f"{section.part}-{section.breakdown.key}".replace("_", "-")


def _line(line: Line) -> dict:
    return {
        "words": line.words, "this": number(line.this), "last": number(line.last), "change": change(line.change),
        "share": share(line.share), "last_share": share(line.last_share), "england": share(line.england_share), "look": line.look,
    }  # fmt: skip


def number(count: int | None) -> str:
    return NONE if count is None else f"{count:,}"


def change(count: int | None) -> str:
    """With its sign; a true minus, which no screen reader takes for a dash."""
    if count is None:
        return NONE
    return f"{count:+,}".replace("-", "−") if count else "0"


def share(part: float | None) -> str:
    """Per cent, to one decimal where it is small."""
    if part is None:
        return NONE
    return f"{part:.1%}" if 0 < part < 0.1 else f"{part:.0%}"


def to_look_at(called: Mapping[str, str], sections: list[Section]) -> list[dict]:
    """The lines that differ much from last year."""
    return [
        {"href": f"#{anchor(each)}" if each.breakdown.key != "all" else f"#{each.part}", "part": called[each.part],
         "by": each.breakdown.title, "words": line.words, "change": change(line.change), "last": number(line.last),
         "this": number(line.this)}
        for each in sections for line in each.lines if line.look
    ]  # fmt: skip


def last_year(last: LastYear | None, year: str) -> dict:
    """What this year stands beside, in words."""
    before = Collection.of(year).before.year
    return {"year": before, "known": last is not None, "says": _source(last) if last else ""}


def _source(last: LastYear) -> str:
    if isinstance(last.source, SignedReturn):
        return f"as signed off on {long_date(last.source.at)} (version {last.source.version})"
    if isinstance(last.source, BuiltReturn):
        return f"as last built, {moment(last.source.ended_at)}"
    return "as returns loaded into Kith told it"


def blank(this: Counted) -> list[str]:
    """Why something could not be counted, each once."""
    return sorted(set(this.blank.values()))


def arithmetic(found: Arithmetic, year: str, records: dict[str, int] | None) -> dict:
    """The sum; and its explanations, with the children where `records` says whose record each number is."""
    return {
        "before": long_date(last_day(Collection.of(year).before.year)), "now": long_date(last_day(year)),
        "last": number(found.last), "started": number(found.started), "ceased": number(found.ceased),
        "expected": number(found.expected), "this": number(found.this), "off_by": found.off_by,
        "more": plural(abs(found.off_by), "child", "children"),
        "explained": [_explained(each, records) for each in found.explained], "named": records is not None,
    }  # fmt: skip


def _explained(each: Explained, records: dict[str, int] | None) -> dict:
    known = [number for number in each.children if records and number in records]
    named = known[:MOST_NAMED]
    return {
        "why": each.why, "count": plural(len(each.children), "child", "children"),
        "by": change(each.by * len(each.children)),
        "children": [{"number": number, "href": reverse("child", args=[(records or {})[number]])} for number in named],
        "more": len(known) - len(named), "not_found": len(each.children) - len(known),
    }  # fmt: skip


def lines(sections: list[Section], built: BuiltReturn, last: dict) -> Iterator[Sequence[object]]:
    """The rows of the file: what it is of, then one for each line."""
    beside = f"{last['year']} {last['says']}" if last["known"] else f"nothing known of {last['year']}"
    counting = COUNTINGS[built.collection]
    source = counting.england.source
    yield [f"{built.collection.upper()} {built.year}, built {moment(built.ended_at)}; beside {beside}"]
    yield [f"England: {source['Publication']}; {source['Years']}"]
    yield HEAD
    for each in sections:
        for line in each.lines:
            yield [
                counting.groups.parts[each.part],
                each.breakdown.title,
                line.words,
                *_cells(line),
                each.blank or _note(each),
            ]


def _cells(line: Line) -> list[object]:
    shares = [
        None if each is None else f"{each:.4f}" for each in (line.share, line.last_share, line.england_share)
    ]
    known = [line.england.number, line.england.published_as] if line.england else [None, None]
    told = [line.this, line.last, line.change, *shares, *known, "yes" if line.look else "no"]
    return ["" if each is None else each for each in told]
