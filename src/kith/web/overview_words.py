"""The words of a child's overview: who and where, and the last of each thing recorded."""

from datetime import date

from kith.access.audit import current
from kith.childfile.entries_of_casework import how_seen
from kith.childfile.last_return import unended
from kith.childfile.overview import Overview
from kith.childfile.summary import Summary
from kith.lib.words import plural
from kith.people.models import Person
from kith.reach.withheld import What
from kith.store.dated import Dated
from kith.web.jinja import long_date
from kith.web.latest import NONE, last_of_health_and_school
from kith.web.record import in_last_return

WITHHELD = "Withheld"


def facts(person: Person, summary: Summary, found: Overview) -> list[dict]:
    """Who and where: the rows of the first list."""
    lead, last = summary.lead, unended(person, summary.period_of_care, current().as_of)
    then = "In the last return: " if last else ""
    status = summary.legal_status
    return rows(
        ("Where", f"{then}{where(summary, found)}"),
        ("In care", in_care(summary, found, last)),
        ("Legal status", f"{then}{since(status.get_code_display(), status)}" if status else "None"),
        ("Main need", found.need.get_code_display() if found.need else ""),
        ("Worker", worker_words(summary) if lead else "Nobody allocated"),
        ("Also working with them", ", ".join(others(summary))),
        ("Other names", ", ".join(each.whole for each in person.other_names)),
        ("Communication", ". ".join(communication(person))),
    )


def in_care(summary: Summary, found: Overview, last: date | None) -> str:
    """Since when; plainly, where a return tells of neither the start nor the end."""
    period = summary.period_of_care
    if period is None:
        return "Not looked after"
    before = "before " if period.began_earlier else ""
    started = f"since {before}{long_date(period.start_on)}. {moved(found.moves)}."
    return f"{in_last_return(last)}. In care {started}" if last else started[0].upper() + started[1:]


def rows(*pairs: tuple[str, str]) -> list[dict]:
    """Rows of a summary list, for what says something."""
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs if value]


def where(summary: Summary, found: Overview) -> str:
    stay = summary.temporary_stay or summary.placement
    if stay is None or summary.elsewhere:
        return summary.where
    if What.ADDRESS in summary.hidden:
        return f"{stay.get_place_display()}. Address: {WITHHELD.lower()}. Since {long_date(stay.start_on)}."
    postcode = stay.home.postcode.replace(" ", "\u00a0") if stay.home else ""
    miles = f"{found.miles:.1f} miles from home" if found.miles is not None else ""
    told = [
        since(summary.where, stay),
        postcode,
        miles,
        usually(summary),
    ]
    return ". ".join(part for part in told if part) + "."


def moved(moves: int) -> str:
    return plural(moves, "move") if moves else "No moves"


def usually(summary: Summary) -> str:
    """Where a child lives who is away for a time."""
    away = summary.temporary_stay and summary.placement
    return f"usually: {summary.placement.get_place_display()}" if away and summary.placement else ""


def since(words: str, row: Dated) -> str:
    return f"{words}, since {long_date(row.start_on)}"


def worker_words(summary: Summary) -> str:
    lead = summary.lead
    return (
        since(", ".join(str(part) for part in (lead.who, lead.team if lead.worker else None) if part), lead)
        if lead
        else ""
    )


def others(summary: Summary) -> list[str]:
    return [
        f"{each.who} ({each.get_part_display().lower()})"
        for each in summary.allocations
        if each != summary.lead
    ]


def communication(person: Person) -> list[str]:
    spoken = f"Speaks {', '.join(person.languages)}" if person.languages else ""
    needed = f"Interpreter needed: {person.interpreter}" if person.interpreter else ""
    return [part for part in (spoken, needed, person.communication_needs) if part]


def lately(summary: Summary, found: Overview, narrative: bool) -> list[dict]:
    """The last of each thing: visit, review, missing, health, school. One line each, with its day."""
    review = found.review
    held = f"{long_date(review.held_on)}: {review.get_participation_display().lower()}" if review else NONE
    return rows(
        ("Last visit", visit_words(found) if narrative else ""),
        ("Last review", held),
        *last_of_health_and_school(summary, found),
    )


def visit_words(found: Overview) -> str:
    if found.visit is None:
        return "None recorded"
    visit = found.visit.visit
    seen = how_seen(found.visit).rstrip(".")  # what the worker wrote may be a whole sentence
    return f"{long_date(visit.visited_on)}, by {visit.worker}: {seen}"
