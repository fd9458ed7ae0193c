"""A check of files in words: what it is called, what came of it, what has changed since the one before."""

from typing import Any

from django.urls import reverse

from kith.filechecks.kept import kept_until
from kith.filechecks.models import FileCheck
from kith.lib.checking import Why
from kith.lib.words import plural
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns import since
from kith.web.jinja import long_date, moment

State = FileCheck.State
MENDED = "mended"
SINCE: dict[str, dict[str, str]] = {
    since.NEW: {"text": "New", "colour": "red"},
    since.STILL: {"text": "Still there", "colour": "yellow"},
    since.NOT_ASKED: {"text": "Not looked for before", "colour": "grey"},
    MENDED: {"text": "Mended", "colour": "green"},
}
VIEWS = (
    ("file-check", "Summary"),
    ("file-check-rules", "By rule"),
    ("file-check-children", "By child"),
    ("file-check-issues", "Issues"),
    ("file-check-not-run", "Not run"),
    ("file-check-not-read", "Not read"),
)
# Why rules were not run, in the counts that stay: how it is told, and in which colour.
NOT_RUN = {
    Why.BROKEN: "could not be checked, which is a fault of Kith",
    Why.NEEDS: "need what was not given",
    Why.NOT_YET: "wait for the end of the year",
    Why.YEAR: "whose condition in this year is not known to us",
}


def frame(check: FileCheck, here: str = "") -> dict[str, Any]:
    """What every page of a check shows of it."""
    views = [
        {"text": words, "href": reverse(page, args=[check.pk]), "active": page == here}
        for page, words in VIEWS
    ]
    until = kept_until(check)
    return {
        "check": check,
        "called": {"name": f"{check}, asked by {check.by} {moment(check.asked_at)}", "title": title(check)},
        "views": views,
        "kept_until": long_date(until) if until else "",
        "of": KINDS[check.collection].of,
    }


def title(check: FileCheck) -> str:
    return f"{KINDS[check.collection].name} {check.year}, {check.authority}"


def headline(counts: dict) -> str:
    """How many issues there are; or that there are none."""
    ran = plural(counts["ran"], "rule")
    if not counts["issues"]:
        return f"No issues: {ran} found nothing"
    children = plural(counts["children"], "child", "children")
    return f"{plural(counts['issues'], 'issue')} of {children}, by {counts['rules']:,} of {ran}"


def line(check: FileCheck) -> dict[str, Any]:
    """A check as the list shows it."""
    counts = check.counts
    return {
        "check": check,
        "title": title(check),
        "issues": f"{counts['issues']:,}" if "issues" in counts else "",
        "children": f"{counts['children']:,}" if "children" in counts else "",
        "changed": changed(check),
    }


def changed(check: FileCheck) -> str:
    """ "12 new, 30 mended, 1,200 still there"; nothing where no check was before it."""
    counts = check.counts
    if "new" not in counts:
        return ""
    return f"{counts['new']:,} new, {counts['mended']:,} mended, {counts['still']:,} still there"


def changes(check: FileCheck) -> list[dict[str, str]]:
    """The same as links into the list."""
    counts, issues = check.counts, reverse("file-check-issues", args=[check.pk])
    kinds = [("new", since.NEW), ("mended", MENDED), ("still", since.STILL), ("not_asked", since.NOT_ASKED)]
    return [
        {
            "text": f"{counts[name]:,} {SINCE[kind]['text'].lower()}",
            "href": f"{issues}?since={kind.replace(' ', '+')}",
        }
        for name, kind in kinds
        if counts.get(name)
    ]


def not_asked_again(check: FileCheck) -> str:
    """What nobody can say of issues that were found before."""
    count = check.counts.get("not_asked_again", 0)
    if not count:
        return ""
    found = plural(count, "issue that was", "issues that were")
    return f"{found} found before {'was' if count == 1 else 'were'} not looked for this time, as the rule was not run or the table is not among the files: nobody can say whether {'it is' if count == 1 else 'they are'} mended."


def summary(check: FileCheck) -> list[dict]:
    """What was read, run and not run, as a summary list."""
    counts = check.counts
    not_run = [
        f"{counts[why.name.lower()]:,} {words}"
        for why, words in NOT_RUN.items()
        if counts.get(why.name.lower())
    ]
    read = [plural(counts["errors"], "problem")] + (
        [plural(counts["warnings"], "warning")] if counts["warnings"] else []
    )
    beside = [
        ("Last year’s files", ", ".join(check.last_files) or "Not given"),
        ("Lists of providers", ", ".join(check.provider_files) or "Not given"),
    ]
    rows = [
        ("Files", ", ".join(check.files)),
        *(beside if KINDS[check.collection].beside else ()),
        ("Data drawn on", long_date(check.as_of)),
        ("Rows read", f"{counts['rows']:,}"),
        ("Rules run", f"{counts['ran']:,}"),
        ("Rules not run", "; ".join(not_run) or "None"),
        (
            "Could not be read",
            ", ".join(read) if counts["errors"] or counts["warnings"] else "Nothing: everything was read",
        ),
    ]
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in rows]
