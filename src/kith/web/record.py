"""The frame of every page of one child's record: the banner above, the record's sections beside."""

from datetime import date

from django.urls import reverse

from kith.access.audit import current
from kith.access.roles import Permission
from kith.childfile.last_return import unended
from kith.childfile.summary import Summary, summaries
from kith.deadlines.queries import next_due
from kith.people.models import Person
from kith.reach.doing import at_once
from kith.reach.seeing import terms_with
from kith.statutory.clocks import BY_KEY
from kith.web.jinja import age_in_words, days_late, long_date
from kith.web.restriction_words import in_banner
from kith.workforce.models import Worker

# Page, words, and what must be seen for it.
SECTIONS = (
    ("child", "Overview", Permission.RECORD_SEE),
    ("chronology", "Chronology", Permission.NARRATIVE_SEE),
    ("timeline", "Timeline", Permission.RECORD_SEE),
    ("deadlines", "Deadlines", Permission.RECORD_SEE),
    ("details", "Details", Permission.RECORD_SEE),
    ("family", "Family", Permission.FAMILY_SEE),
    ("family-help", "Family help", Permission.FAMILY_SEE),
    ("assessments", "Assessments and plans", Permission.FAMILY_SEE),
    ("protection", "Protection", Permission.FAMILY_SEE),
    ("court", "Before court and in court", Permission.FAMILY_SEE),
    ("contributions", "Contributions", Permission.FAMILY_SEE),
    ("homes", "Homes and needs", Permission.HOMES_SEE),
    ("reviews", "Reviews", Permission.RECORD_SEE),
    ("notes", "Notes", Permission.NARRATIVE_SEE),
    ("visits", "Visits", Permission.NARRATIVE_SEE),
    ("documents", "Documents", Permission.NARRATIVE_SEE),
    ("health", "Health", Permission.RECORD_SEE),
    ("education", "Education", Permission.RECORD_SEE),
    ("missing", "Missing", Permission.RECORD_SEE),
    ("workers", "Workers", Permission.RECORD_SEE),
    ("child-return-issues", "Returns", Permission.RECORD_SEE),
    ("seen-by", "Who has seen this", Permission.VIEWS_SEE),
    ("restriction", "Restriction", Permission.RESTRICT),
    ("adoption-record", "Adoption record", Permission.SEALED_SEE),
    ("papers", "Papers for the family", Permission.FAMILY_SEE),
    ("child-print", "Print", Permission.RECORD_SEE),
)
# What no reason opens is shown only to those to whom the record is open at once.
AT_ONCE = (Permission.VIEWS_SEE, Permission.RESTRICT, Permission.SEALED_SEE)


def record_frame(child: Person, section: str, **context: object) -> dict:
    """The context of a page of `child`'s record; `section` is the address name of the section it belongs to."""
    as_of = current().as_of
    summary = summaries([child.pk], as_of)[child.pk]
    context.setdefault("title", child.name)
    return context | {
        "child": banner(child, summary),
        "person": child,
        "summary": summary,
        "as_of": as_of,
        "sections": sections(child, section),
    }


def sections(child: Person, section: str) -> list[dict]:
    held = at_once(Worker(pk=current().worker), child.pk, AT_ONCE)
    return [
        {"text": words, "href": reverse(page, args=[child.pk]), "active": page == section}
        for page, words, permission in SECTIONS
        if (permission in held if permission in AT_ONCE else terms_with(permission))
    ]


def banner(child: Person, summary: Summary) -> dict:
    """The child banner's parameters."""
    as_of = current().as_of
    last = unended(child, summary.period_of_care, as_of)
    status = summary.legal_status.get_code_display() if summary.legal_status else ""
    return {
        "name": child.name,
        "href": reverse("child", args=[child.pk]) if terms_with(Permission.RECORD_SEE) else "",
        "born": child.born_on,
        "born_note": born_note(child),
        "age": age_in_words(child.born_on, child.died_on or as_of),
        "where": in_last_return(last) if last else summary.where,
        "legal_status": f"{status}, in the last return" if status and last else status,
        "worker": summary.lead.who if summary.lead else "",
        "next_due": _next_due(child),
        "restricted": in_banner(child.pk),
        "alerts": [
            *protected(summary),
            *({"text": f"{each.get_kind_display()}: {each.text}"} for each in summary.alerts),
        ],
    }


def protected(summary: Summary) -> list[dict]:
    """That the child has a protection plan: worked out, so that it ends when the plan does."""
    plan = summary.protection_plan
    if plan is None:
        return []
    category = plan.get_latest_category_display().lower()
    return [{"text": f"Child protection plan: {category}, since {long_date(plan.start_on)}"}]


def in_last_return(day: date) -> str:
    """Said of a young person instead of simply "in care"."""
    return f"In care in the last return, to {long_date(day)}: no end was reported"


def born_note(person: Person) -> str:
    """What to say beside a date of birth that is not simply known; or in its place before birth."""
    if person.pregnancy_ended_on:
        return f"The pregnancy ended {long_date(person.pregnancy_ended_on)}"
    if person.is_unborn:
        return f"Expected {long_date(person.expected_on)}"
    known = person.birth_date_is == Person.BirthDate.KNOWN or not person.born_on
    doubt = "" if known else person.get_birth_date_is_display().lower()
    died = f"died {long_date(person.died_on)}" if person.died_on else ""
    return ", ".join(each for each in (doubt, died) if each)


def _next_due(child: Person) -> dict | None:
    row = next_due([child.pk]).get(child.pk)
    if row is None:
        return None
    late = (current().as_of - row.due_on).days
    title = BY_KEY[row.timescale].title
    href = reverse("deadlines", args=[child.pk]) if terms_with(Permission.RECORD_SEE) else ""
    return {"text": f"{title}, {days_late(late)}", "href": href, "late": late > 0}
