"""Contacts as their pages show them: the line in the queue, and everything on the contact's own page."""

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse

from kith.access.roles import Permission, Reach
from kith.childfile.summary import Summary, summaries
from kith.frontdoor.family import Around
from kith.frontdoor.models import Contact, Decision, PartnerCheck
from kith.frontdoor.queries import Earlier
from kith.lib.days import day_of
from kith.lib.words import plural
from kith.people.models import Person
from kith.reach.seeing import terms_with, visible_to
from kith.statutory.clocks.front_door import DECISION
from kith.web.jinja import days_late, long_date, moment
from kith.web.open_work import under_way
from kith.web.person_words import line
from kith.web.request import Request

COLOURS = {Contact.Priority.URGENT: "red", Contact.Priority.HIGH: "orange"}


def queue_line(contact: Contact, as_of: date, repeat: int) -> dict:
    """One contact in the queue."""
    return {
        "names": names(each.child for each in contact.about.all()),
        "href": reverse("contact", args=[contact.pk]),
        "tags": tags(contact, repeat),
        "detail": f"{flags(contact, repeat)}From: {lower(contact.get_source_display())}. Received {moment(contact.received_at)}.",
        "left": time_left(contact, as_of),
        "by": f"Taken by {contact.taken_by.name}",
    }


def names(children: Iterable[Person]) -> str:
    *first, last = [each.name for each in children] or ["Nobody"]
    return f"{', '.join(first)} and {last}" if first else last


def lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def tags(contact: Contact, repeat: int) -> list[dict]:
    """What must be seen first, each in words."""
    unborn = any(each.child.is_unborn for each in contact.about.all())
    found = [
        ("Danger now", "red", contact.in_danger),
        (
            contact.get_priority_display(),
            COLOURS.get(Contact.Priority(contact.priority), ""),
            contact.priority in COLOURS,
        ),
        ("Outside the home", "purple", contact.outside_home),
        ("Not yet born", "turquoise", unborn),
        (f"{ordinal(repeat + 1)} in 12 months", "yellow", bool(repeat)),
    ]
    return [{"text": words, "colour": colour} for words, colour, holds in found if holds]


def ordinal(number: int) -> str:
    """ "2nd", "3rd", "11th"."""
    ends = {1: "st", 2: "nd", 3: "rd"} if number % 100 not in (11, 12, 13) else {}
    return f"{number}{ends.get(number % 10, 'th')}"


def flags(contact: Contact, repeat: int) -> str:
    """The short words of the tags in full."""
    outside = "Risk outside the home. " if contact.outside_home else ""
    return f"{outside}{plural(repeat, 'earlier contact')} in 12 months. " if repeat else outside


def time_left(contact: Contact, as_of: date) -> dict:
    """How long there is to decide, or how late it is; once decided, when."""
    waiting = [each for each in contact.about.all() if each.decided_at is None]
    if not waiting:
        last = max(each.decided_at for each in contact.about.all() if each.decided_at)
        return {"text": f"Decided {moment(last)}", "late": False}
    limit = DECISION.find_limit(day_of(contact.received_at))
    if limit is None:
        return {"text": "Not decided", "late": False}
    due = day_of(limit.due.after(day_of(contact.received_at)))
    late = limit.due.overrun(due, as_of) if as_of > due else ""
    said = f"{late} late" if late else days_late((as_of - due).days)
    return {"text": f"Decision {said}, {long_date(due)}", "late": bool(late)}


def details(contact: Contact) -> list[dict]:
    """Who told us, how and when."""
    who = ", ".join(each for each in (contact.source_name, contact.source_organisation) if each)
    rows = [
        ("Received", f"{moment(contact.received_at)}, by {lower(contact.get_means_display())}"),
        ("From", contact.get_source_display()), ("Who", who), ("How to reach them", contact.source_reached),
        ("Taken by", f"{contact.taken_by.name}{f', {contact.team}' if contact.team else ''}"),
    ]  # fmt: skip
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in rows if value]


def child_line(child: Person, decision: Decision | None, as_of: date, href: str) -> dict:
    told = (
        f"{decision.get_outcome_display()}, decided {moment(decision.decided_at)} by {decision.by.name}"
        if decision
        else ""
    )
    return line(child, as_of, href=href) | {
        "decided": told,
        "reason": decision.reason if decision else "",
        "offered": decision.offered if decision else "",
        # what was decided can be given to the family, by whoever has the record open
        "give": (child.pk, decision.pk) if decision and href == reverse("child", args=[child.pk]) else None,
    }


def check_line(check: PartnerCheck, *, screens: bool, answer: str) -> dict:
    """What a partner was asked and said; intelligence only to those who screen and decide contacts."""
    hidden = check.intelligence and not screens
    return {
        "agency": check.get_agency_display(), "who": check.who, "asked": check.asked,
        "when": f"Asked {moment(check.asked_at)} by {check.asked_by.name}",
        "intelligence": check.intelligence,
        "answered": f"Answered {moment(check.answered_at)}" if check.answered_at else "No answer yet",
        "answer": "Only those who screen and decide contacts can read what was said." if hidden else check.answer,
        "href": answer if not check.answered_at else "",
    }  # fmt: skip


def earlier_line(each: Earlier, seen: set[int]) -> dict:
    """An earlier contact in a few words: its own words are on its page, for whoever may open it."""
    contact = each.contact
    return {
        "title": f"{long_date(contact.received_at)}: {lower(contact.get_source_display())}",
        "href": reverse("contact", args=[contact.pk]) if contact.pk in seen else "",
        "about": f"About {', '.join(each.children)}",
        "decisions": [
            {
                "text": f"{row.child.name}: {lower(row.get_outcome_display())}, {long_date(row.decided_at)}",
                "offered": row.offered,
            }
            for row in each.decisions
        ],
    }


def homes_of(request: Request, children: Collection[int]) -> dict[int, str]:
    """Where a name leads: to the record where it is open at once, else to the short card where this worker has one."""
    records = _reached(request, Permission.RECORD_SEE, children)
    cards = set(children) if _cards_of_everyone() else _reached(request, Permission.CARD_SEE, children)
    return {
        each: reverse("child" if each in records else "card", args=[each]) if each in records | cards else ""
        for each in children
    }


def _reached(request: Request, see: Permission, children: Collection[int]) -> set[int]:
    return set(visible_to(request.worker, see).filter(pk__in=children).values_list("pk", flat=True))


def _cards_of_everyone() -> bool:
    return any(Reach.SERVICE in (each.reach, each.with_reason) for each in terms_with(Permission.CARD_SEE))


def around_lines(people: list[Around], request: Request) -> list[dict]:
    """The family as short cards: who they are to the children, who holds them, whether they are looked after."""
    records = [each.person.pk for each in people if each.person.record_opened_on]
    glance, homes = summaries(records, request.as_of), homes_of(request, records)
    work = under_way(records, request.as_of)
    return [
        line(
            each.person, request.as_of, role=each.words, href=homes.get(each.person.pk, ""),
            note=open_work(glance.get(each.person.pk), work.get(each.person.pk, [])),
        )
        for each in people
    ]  # fmt: skip


def open_work(glance: Summary | None, work: list[str]) -> str:
    """Who holds a child now, what is under way, and since when they are looked after; nothing of where."""
    if glance is None:
        return ""
    held = [
        ", ".join(str(part) for part in (row.worker or "Nobody allocated yet", row.team, row.get_part_display().lower()) if part)
        for row in glance.allocations
    ]  # fmt: skip
    care = glance.period_of_care
    looked_after = (
        f"Looked after since {long_date(care.start_on)}" if care and care.kind == "looked_after" else ""
    )
    said = [*held, *([looked_after] if looked_after else []), *work]
    return ". ".join(said) or "Nobody works with them now"


def children_now(children: list[Person], as_of: date) -> list[dict]:
    """The children themselves, with who works with them now."""
    numbers = [each.pk for each in children]
    glance, work = summaries(numbers, as_of), under_way(numbers, as_of)
    return [line(each, as_of, note=open_work(glance[each.pk], work.get(each.pk, []))) for each in children]
