"""The rules that a return is checked by: what each looks for, in words, with an example that passes and one that fails.

For anyone signed in: whoever records what a return is made of may read what is asked of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.lib.rule import Example, Rule
from kith.lib.tables import TextTable, text_tables
from kith.reach.seeing import NotFound
from kith.statutory.across import rules as across_rules
from kith.statutory.across.specification import ACROSS
from kith.statutory.cin.rules import TOPICS as CIN_TOPICS
from kith.statutory.cin.specification import CIN
from kith.statutory.returns.collection import YEARS
from kith.statutory.returns.declaring import Column, Kind, Table
from kith.statutory.ssda903.rules import TOPICS
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.tables import AUTHORITY, LAST_YEAR, POSTCODES, PROVIDERS, XML
from kith.web.forms.return_rules import RuleFilter
from kith.web.request import Request

PER_PAGE = 50
LAST = "_last"
NEEDS = {
    LAST_YEAR: "Last year’s files",
    PROVIDERS: "Ofsted’s list of providers",
    POSTCODES: "The list of postcodes",
    AUTHORITY: "Your own authority’s code",
    XML: "The XML form of the return",
}
# Columns of no file, which rules speak of.
WORKED_OUT = {
    "PL_LA": "The authority in which the placement lies, by its postcode",
    "PL_LOCATION": "Whether the placement lies inside or outside your own authority",
    "PL_DISTANCE": "Miles from home to the placement, by the two postcodes",
    "UASC": "Whether the child came alone to seek asylum: 1 where they have a row in UASC",
}
GIVEN = {"year": "Collection year", "authority": "Authority", "file_format": "Form of the files"}


@dataclass(frozen=True)
class Rulebook:
    """The rules of one return, by topic, and the tables they speak of. `whose`: who made them."""

    name: str
    title: str
    topics: Mapping[str, ModuleType]
    tables: Mapping[str, Table]
    years: tuple[str, ...]
    whose: str = "published rules that it is checked by, in our own words"

    def rules(self) -> list[tuple[str, Rule]]:
        """Every rule with its topic, in order."""
        return [(name, rule) for name, topic in self.topics.items() for rule in topic.rule]


BOOKS = {
    "ssda903": Rulebook("SSDA903", "the SSDA903 return", TOPICS, TABLES, YEARS),
    "cin": Rulebook("CIN", "the children in need census", CIN_TOPICS, CIN.tables, YEARS),
    "across": Rulebook(
        "SSDA903 and census", "one child in two returns", {"two_returns": across_rules}, ACROSS.tables, YEARS,
        "rules by which SSDA903 and the census of a year are held beside each other: they are ours, and nobody publishes them",
    ),
}  # fmt: skip


def return_rules(request: Request, collection: str) -> HttpResponse:
    """Every rule of a return, by topic; narrowed by words, topic and year."""
    book = _book(collection)
    form = RuleFilter(book.topics, book.years, request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = list(_found(book, asked))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    frame = {
        "book": book, "collection": collection, "form": form, "page": page, "topics": _by_topic(collection, book, page),
        "link": f"?{query.urlencode()}&page=" if query else "?page=", "count": len(book.rules()),
    }  # fmt: skip
    return render(request, "filechecks/rules.html", frame)


def return_rule(request: Request, collection: str, code: str) -> HttpResponse:
    """One rule: its message, its columns, its years, what it needs, and its examples."""
    book = _book(collection)
    found = [(topic, rule) for topic, rule in book.rules() if rule.code == code]
    if not found:
        raise NotFound("There is no rule of that code.")
    found.sort(key=lambda each: each[1].since, reverse=True)
    versions = [_version(book, collection, topic, rule, several=len(found) > 1) for topic, rule in found]
    frame = {"book": book, "collection": collection, "code": code, "versions": versions}
    return render(request, "filechecks/rule.html", frame | {"message": plain(found[0][1])})


def _book(collection: str) -> Rulebook:
    if collection not in BOOKS:
        raise NotFound("There are no rules of such a return.")
    return BOOKS[collection]


def _found(book: Rulebook, asked: dict) -> Iterable[tuple[str, Rule]]:
    words = asked.get("words", "").casefold().split()
    for topic, rule in book.rules():
        told = f"{rule.code} {rule.message} {' '.join(rule.fields)}".casefold()
        in_year = not asked.get("year") or rule.stands_in(asked["year"])
        if in_year and asked.get("topic") in (None, "", topic) and all(word in told for word in words):
            yield topic, rule


def _by_topic(collection: str, book: Rulebook, page: Iterable[tuple[str, Rule]]) -> list[dict]:
    topics: dict[str, list[dict]] = {}
    for topic, rule in page:
        topics.setdefault(topic, []).append(_line(collection, rule))
    return [
        {"title": topic_title(name), "about": about(book.topics[name]), "rules": rules}
        for name, rules in topics.items()
    ]


def _line(collection: str, rule: Rule) -> dict:
    return {
        "code": rule.code,
        "href": address(collection, rule.code),
        "message": plain(rule),
        "fields": ", ".join(rule.fields),
        "tags": list(_tags(rule)),
        "years": years_of(rule),
    }


def _tags(rule: Rule) -> Iterator[str]:
    """What marks a rule off from others, in a word or two."""
    yield from (NEEDS[each] for each in rule.needs)
    if rule.year_end:
        yield "End of the year"
    if rule.severity:
        yield rule.severity.capitalize()
    if rule.draft:
        yield "Draft"


def address(collection: str, code: str) -> str:
    return reverse("return-rule", args=[collection, code])


def plain(rule: Rule) -> str:
    return rule.message.replace("\n", " ")


def topic_title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def about(topic: ModuleType) -> str:
    return " ".join((topic.__doc__ or "").split())


def years_of(rule: Rule) -> str:
    return f"{rule.since} to {rule.until}" if rule.until else f"Since {rule.since}"


def _version(book: Rulebook, collection: str, topic: str, rule: Rule, *, several: bool) -> dict:
    list_of = f"{reverse('return-rules', args=[collection])}?topic={topic}"
    return {
        "title": years_of(rule) if several else "",
        "message": plain(rule) if several else "",
        "topic": {"href": list_of, "text": topic_title(topic)},
        "facts": [{"key": {"text": key}, "value": {"text": text}} for key, text in _facts(rule) if text],
        "columns": [_column(book, name) for name in rule.fields],
        "examples": [_example(each) for each in rule.examples],
    }


def _facts(rule: Rule) -> list[tuple[str, str]]:
    before = f"In force since {rule.began}; what it asked before {rule.since} is not known to us, so it is not run for those years."
    return [
        ("Years", years_of(rule)),
        ("Before that", before if rule.began < rule.since else ""),
        ("Needs", ", ".join(NEEDS[each] for each in rule.needs)),
        ("When", "Only once the year has ended" if rule.year_end else ""),
        ("Severity", (rule.severity or "").capitalize()),
        ("Draft", "Seen before it was published: it may change, or not come" if rule.draft else ""),
    ]


def _column(book: Rulebook, name: str) -> dict:
    """What a column holds, as the first table that has it says; and which tables have it."""
    having = [table for table in book.tables.values() if name in table.names]
    if not having:
        told = {"means": WORKED_OUT.get(name, ""), "holds": "", "tables": "Worked out from the files"}
        return {"name": name} | told
    column = having[0][name]
    return {
        "name": name,
        "means": column.means,
        "holds": _holds(column),
        "tables": ", ".join(table.name for table in having)
        if len(having) < len(book.tables)
        else "All tables",
    }


def _holds(column: Column) -> str:
    return (
        f"{column.codes.title}: a code"
        if column.kind is Kind.CODE and column.codes
        else column.kind.value.capitalize()
    )


def _example(example: Example) -> dict:
    given = ", ".join(f"{GIVEN.get(key, key)} {value}" for key, value in example.given.items())
    return {"given": given, "ok": _tables(example.ok), "fails": _tables(example.fails)}


def _tables(text: str) -> list[dict]:
    return [_table(name, table) for name, table in text_tables(text).items()]


def _table(name: str, table: TextTable) -> dict:
    of_last = name.endswith(LAST)
    rows = [
        {"cells": [row[column] or "" for column in table.columns], "marked": at in table.marked}
        for at, row in enumerate(table.rows)
    ]
    return {
        "caption": f"{name.removesuffix(LAST)}, last year" if of_last else name,
        "columns": table.columns,
        "rows": rows,
        "marks": bool(table.marked),
    }


urls = [
    path("rules-of-returns/<str:collection>/", return_rules, name="return-rules"),
    path("rules-of-returns/<str:collection>/<str:code>/", return_rule, name="return-rule"),
]
