"""Chronology entries from assessments, child in need plans and closing; nothing for a reader who does not see the family."""

from collections.abc import Iterator

from kith.assessment.models import AssessmentChild, Closure, NeedPlan, NeedPlanReview
from kith.assessment.seeing import unhidden
from kith.childfile.entries_of_frontdoor import from_whom
from kith.childfile.entry import About, Entry, Kind, joined
from kith.store.holding import tells


@tells(AssessmentChild)
def assessments(about: About) -> Iterator[Entry]:
    if not about.family:
        return
    rows = AssessmentChild.objects.filter(child=about.child, assessment__in=unhidden())
    for row in rows.select_related("assessment__lead", "assessment__authorised_by", "referral"):
        found = row.assessment
        answers = f"Of the referral from: {from_whom(row.referral)}" if row.referral else ""
        led_by = found.lead.name if found.lead else ""
        yield _entry(row, found.started_on, "Assessment started", answers, led_by)
        if found.authorised_on:
            by = found.authorised_by.name if found.authorised_by else ""
            title = f"Assessment authorised: {row.get_outcome_display().lower()}".removesuffix(": ")
            yield _entry(
                row,
                found.authorised_on,
                title,
                joined(row.analysis, row.outcome_reason),
                by,
                significant=True,
            )


def _entry(row: AssessmentChild, on, title: str, text: str, by: str, *, significant: bool = False) -> Entry:
    return Entry(
        on=on, kind=Kind.ASSESSMENT, title=title, text=text, by=by, source="assessment", number=row.pk,
        significant=significant,
    )  # fmt: skip


@tells(NeedPlan)
def plans(about: About) -> Iterator[Entry]:
    for row in NeedPlan.objects.filter(child=about.child) if about.family else ():
        started = row.purpose
        yield _of_plan(row, row.start_on, "Child in need plan started", started)
        if row.end_on:
            why = row.get_end_reason_display() if row.end_reason else ""
            yield _of_plan(row, row.end_on, "Child in need plan ended", joined(why, row.ended_because))


def _of_plan(row: NeedPlan, on, title: str, text: str) -> Entry:
    return Entry(
        on=on,
        kind=Kind.ASSESSMENT,
        title=title,
        text=text,
        source="need_plan",
        number=row.pk,
        significant=True,
    )


@tells(Closure)
def closures(about: About) -> Iterator[Entry]:
    rows = Closure.objects.filter(child=about.child).select_related("by") if about.family else ()
    for row in rows:
        yield Entry(
            on=row.closed_on, kind=Kind.ASSESSMENT, title=f"Closed: {row.get_reason_display().lower()}", text=row.text,
            by=row.by.name if row.by else "", source="closure", number=row.pk, significant=True,
        )  # fmt: skip


@tells(NeedPlanReview)
def reviews(about: About) -> Iterator[Entry]:
    rows = NeedPlanReview.objects.filter(child=about.child).select_related("by") if about.family else ()
    for row in rows:
        yield Entry(
            on=row.held_on, kind=Kind.ASSESSMENT, title="Child in need plan reviewed", text=row.text, by=row.by.name,
            source="need_plan_review", number=row.pk,
        )  # fmt: skip


SOURCES = (assessments, plans, closures)
QUIET = (reviews,)
