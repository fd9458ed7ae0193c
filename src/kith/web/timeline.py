"""A child's timeline: homes, schools, workers and legal status over one axis, as a picture and as a table."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from kith.access.roles import Permission
from kith.childfile.timeline import Lane, Stretch, between, stretches
from kith.people.models import Person
from kith.reach.seeing import get_child
from kith.web.jinja import long_date, short_date
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.sources import source_link
from kith.web.timeline_picture import draw, warm

BROAD, NARROW = 740, 200  # the width of the lanes, beside their names, in pixels
CARE, LIFE = "care", "life"


@dataclass(frozen=True)
class Span:
    """The days shown: `end` is the first day that is out."""

    chosen: str
    start: date
    end: date


def timeline(request: Request, child: int) -> HttpResponse:
    person = get_child(request.worker, child, Permission.RECORD_SEE)
    warm()
    found = stretches(child, request.as_of)
    span = span_of(request, person, found)
    shown = between(found, span.start, span.end)
    query = f"?show={span.chosen}"
    context = {
        "lanes": lanes(shown, found, child),
        "options": options(found, span, request.as_of),
        "span": span,
        "last": span.end - timedelta(days=1),
        "described": described(shown, span),
        "picture": reverse("timeline-picture", args=[child]) + query,
        "narrow": f"{reverse('timeline-picture', args=[child])}{query}&narrow=1",
    }
    return render(request, "timeline/timeline.html", record_frame(person, "timeline", **context))


@never_cache
def picture(request: Request, child: int) -> HttpResponse:
    """The picture by itself: the same stretches, under the same rules of seeing and withholding."""
    person = get_child(request.worker, child, Permission.RECORD_SEE)
    found = stretches(child, request.as_of)
    span = span_of(request, person, found)
    shown = between(found, span.start, span.end)
    width = NARROW if request.GET.get("narrow") else BROAD
    svg = draw(shown, span.start, span.end, described=described(shown, span), width=width)
    return HttpResponse(
        svg, content_type="image/svg+xml", headers={"Content-Disposition": 'inline; filename="timeline.svg"'}
    )


def span_of(request: Request, person: Person, found: list[Stretch]) -> Span:
    """The days asked for: a year, the present or latest period of care, or the whole life; the second unless said."""
    tomorrow = request.as_of + timedelta(days=1)
    wanted, care = request.GET.get("show", ""), [each for each in found if each.lane is Lane.CARE]
    if wanted.isdecimal() and len(wanted) == 4 and int(wanted) in years(found, request.as_of):
        return Span(wanted, date(int(wanted), 1, 1), min(date(int(wanted) + 1, 1, 1), tomorrow))
    if care and wanted != LIFE:
        return Span(CARE, care[-1].start_on, min(care[-1].end_on or tomorrow, tomorrow))
    days = [each.start_on for each in found]
    if person.born_on and person.born_on < tomorrow:
        days.append(person.born_on)
    return Span(LIFE, min(days, default=request.as_of), tomorrow)


def years(found: list[Stretch], as_of: date) -> range:
    first = min((each.start_on.year for each in found), default=as_of.year)
    return range(first, as_of.year + 1)


def options(found: list[Stretch], span: Span, as_of: date) -> list[dict]:
    """The choices of what to show."""
    named = [(LIFE, "Whole life")]
    if any(each.lane is Lane.CARE for each in found):
        named.insert(0, (CARE, "Latest period of care"))
    named += [(str(year), str(year)) for year in reversed(years(found, as_of))]
    return [{"value": value, "text": words, "selected": value == span.chosen} for value, words in named]


def lanes(shown: list[Stretch], found: list[Stretch], child: int) -> list[dict]:
    """The table: the same stretches, each with its own true dates."""
    whole = {(each.source, each.number): each for each in found}
    return [
        {
            "title": lane.value,
            "rows": [row(whole[each.source, each.number], child) for each in shown if each.lane is lane],
        }
        for lane in Lane
    ]


def row(each: Stretch, child: int) -> dict:
    return {
        "words": f"Temporary stay: {each.label}"
        if each.inside and not each.label.startswith("Temporar")
        else each.label,
        "detail": each.detail,
        "href": source_link(child, each.source, each.number),
        # Dates do not break across lines, however small the screen.
        "start": short_date(each.start_on).replace(" ", "\u00a0"),
        "end": (short_date(each.end_on) or "now").replace(" ", "\u00a0"),
    }


def described(shown: list[Stretch], span: Span) -> str:
    """What the picture shows, in words, for those who do not see it."""
    counts = [
        f"{len(some)} in {lane.value.lower()}"
        for lane in Lane
        if (some := [each for each in shown if each.lane is lane])
    ]
    days = f"{long_date(span.start)} to {long_date(span.end - timedelta(days=1))}"
    return f"Timeline from {days}: {', '.join(counts) or 'nothing recorded'}. The table below says the same."


urls = [
    path("children/<int:child>/timeline/", timeline, name="timeline"),
    path("children/<int:child>/timeline/picture.svg", picture, name="timeline-picture"),
]
