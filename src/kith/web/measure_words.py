"""Measures in the words of pages."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from kith.frontdoor.models import Decision
from kith.insight.caseload import STANDS, WORDS, Caseload, weights
from kith.insight.measure import Counted, Measure
from kith.lib.words import plural
from kith.web.jinja import long_date

HOURS = timedelta(days=2)  # shorter spans are told in hours
UNDECIDED = "Not decided"
OUTCOMES = (*Decision.Outcome.choices, ("", UNDECIDED))
Link = Callable[..., str]


def row(measure: Measure, found: Counted, link: Link) -> dict[str, Any]:
    """One measure for the page: its numbers, and where they lead."""
    whole = f"{found.whole:,}"
    return {
        "measure": measure, "counts": capital(measure.counts), "found": found, "whole": whole, "part": f"{found.part:,}" if measure.where else "",
        "share": f"{found.share:.1f}\N{NO-BREAK SPACE}%" if measure.where and found.share is not None else "",
        "middle": span(found.middle) if measure.middle and found.middle is not None else "",
        "rest": f"{found.whole - found.part:,}" if measure.rest else "",
        "href": {"part": link(show="part"), "rest": link(show="rest"), "whole": link()},
    }  # fmt: skip


def span(middle: timedelta) -> str:
    """ "5 hours" or "31 days"."""
    if middle < HOURS:
        return plural(round(middle.total_seconds() / 3600), "hour")
    return plural(round(middle / timedelta(days=1)), "day")


def flow(rows: list[dict], link: Link) -> dict[str, Any]:
    """Contacts by month and by what was decided: months down, newest first; each number leads to its children."""
    numbers: dict[date, Counter[str]] = defaultdict(Counter)
    for each in rows:
        numbers[each["month"]][each["outcome"]] += each["number"]
    decided = [(key, words) for key, words in OUTCOMES if any(found[key] for found in numbers.values())]
    months = [
        {
            "words": f"{month:%B %Y}", "all": f"{found.total():,}", "href": link(month=month.isoformat()),
            "cells": [
                {"number": found[key], "words": words, "href": link(month=month.isoformat(), outcome=key or "none")}
                for key, words in decided
            ],
        }
        for month, found in sorted(numbers.items(), reverse=True)
    ]  # fmt: skip
    totals = [
        {
            "number": sum(found[key] for found in numbers.values()),
            "words": words,
            "href": link(outcome=key or "none"),
        }
        for key, words in decided
    ]
    return {"months": months, "decided": [words for _, words in decided], "totals": totals}


def weighed(found: Caseload, link: Link) -> dict[str, Any]:
    """The caseload with its weight, by what stands."""
    weight = weights()
    return {
        "found": found, "each": f"{found.each:.1f}", "weight_each": f"{found.weight_each:.1f}", "weight": f"{found.weight:,.1f}",
        "rows": [
            {
                "words": words, "number": found.by[key], "weight": f"{weight[key]:g}",
                "weighs": f"{weight[key] * found.by[key]:,.1f}", "href": link(stands=key),
            }
            for key, words, _ in STANDS
        ],
    }  # fmt: skip


def of_what(measure: Measure, show: str, narrowed: dict[str, str]) -> str:
    """What a list is of, in words."""
    told = [narrowed_words(name, value) for name, value in narrowed.items()]
    if show == "rest":
        return capital(f"{measure.rest or 'the others'}, of {measure.of}")
    if show == "part":
        return capital(measure.counts)
    return capital("; ".join([measure.of or measure.counts, *told]))


def narrowing(name: str, value: str) -> date | str | None:
    """What a list is narrowed to; None where there is no such thing."""
    if name == "month":
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    plain = "" if value == "none" else value
    return plain if plain in dict(OUTCOMES) or plain in WORDS else None


def narrowed_words(name: str, value: str) -> str:
    """The same in words, of what there is."""
    found = narrowing(name, value)
    if isinstance(found, date):
        return f"{found:%B %Y}"
    return {**dict(OUTCOMES), **WORDS}.get(found or "", value).lower()


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def said(measure: Measure, row: dict[str, Any]) -> list[str]:
    """What makes a child counted, column by column: "Contact on 3 March 2026"."""
    found = [one(name, words, row.get(name)) for name, words in measure.shows]
    return [each for each in found if each]


def one(name: str, words: str, value: Any) -> str:
    if name == "contact" or (value is None and name not in ("met_on", "outcome")):
        return ""
    if name == "outcome":
        return dict(OUTCOMES).get(value or "", value)
    if name == "stands":
        return WORDS.get(value, "")
    if name == "times":
        return plural(value, "contact")
    return f"{words} {long_date(value)}" if value else f"{words}: not yet"


def seen_last(day: date | None) -> list[str]:
    return [f"Last seen {long_date(day)}" if day else "Not seen at a visit yet"]
