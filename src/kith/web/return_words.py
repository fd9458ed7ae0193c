"""A return in words: what a rule says, which row it is about, and where it is put right."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from kith.returns.models import BuiltReturn, ReturnIssue
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns.checking_built import NO_NUMBER, NO_NUMBER_SAYS
from kith.web.jinja import long_date, moment

# The tables as somebody says them who never saw a return.
CALLED = {"ssda903": {
    "Header": "The child", "Episodes": "Episode of care", "Reviews": "Review", "UASC": "Coming alone to seek asylum",
    "OC2": "Health in the year", "OC3": "Care leaver in the year", "AD1": "Adoption", "PlacedAdoption": "Plan for adoption",
    "PrevPerm": "Earlier permanent arrangement", "Missing": "Missing", "SWEpisodes": "Social worker",
    "DoLo": "Deprivation of liberty",
}, "cin": {
    "Header": "The census", "ChildIdentifiers": "The child", "ChildCharacteristics": "About the child",
    "Disabilities": "Disability", "CINdetails": "Referral", "Assessments": "Assessment",
    "AssessmentFactorsList": "What an assessment found", "CINplanDates": "Child in need plan",
    "Section47": "Section 47 enquiry", "ChildProtectionPlans": "Protection plan",
    "Reviews": "Review of a protection plan", "PreProceedings": "Pre-proceedings",
}}  # fmt: skip
AS_A_WHOLE = "The return as a whole"


@cache
def _messages(collection: str, year: str) -> dict[str, str]:
    told = {rule.code: rule.message.replace("\n", " ") for rule in KINDS[collection].rules_of(year)}
    return told | {NO_NUMBER: NO_NUMBER_SAYS}


def message(collection: str, rule: str, year: str) -> str:
    """What a person reads of a rule in a year."""
    return _messages(collection, year).get(rule, "This rule is no longer in force.")


def title(built: BuiltReturn) -> str:
    """ "Children in need census 2026-27"."""
    return f"{KINDS[built.collection].name} {built.year}"


def row_in_words(collection: str, table: str, key: str) -> str:
    """ "Episode of care, 5 January 2026": the table, and the cells that tell its row from the child's others."""
    cells = [_cell(each) for each in key.split()] if key else []
    return ", ".join([CALLED[collection].get(table, AS_A_WHOLE), *(each for each in cells if each)])


def _cell(text: str) -> str:
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return "" if text == "-" else text


def columns_in_words(collection: str, issue_table: str, fields: str) -> str:
    """The columns a rule speaks of, as published, each with what it holds where its name does not say."""
    table = KINDS[collection].of.tables.get(issue_table)
    named = {column.name: column.means for column in table.columns} if table else {}
    return "; ".join(
        f"{name} ({named[name][:1].lower()}{named[name][1:]})" if name in named else name
        for name in fields.split()
    )


def when_sent(issue: ReturnIssue, gone: Iterable[int] = ()) -> str:
    """ "Sent to Wyn Worker on 3 March 2026", and what has come of it."""
    if issue.closed_at:
        return f"Put right, closed on {long_date(issue.closed_at)}"
    if issue.sent_at is None:
        return "Not sent"
    lost = ". They no longer hold the child: send it again" if issue.pk in gone else ""
    return f"Sent to {issue.sent_to} on {long_date(issue.sent_at)}{lost}"


def built_when(built: BuiltReturn) -> str:
    """ "Built on 3 March 2026 at 2:30pm by Dana Data"."""
    by = f" by {built.by}" if built.by else ""
    return f"Built on {moment(built.ended_at or built.asked_at)}{by}"
