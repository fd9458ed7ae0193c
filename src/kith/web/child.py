"""A child's overview: who, where, what is due, the people around; and the same for the file or for a named person."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.audit import current
from kith.access.roles import Permission
from kith.childfile.chronology import significant
from kith.childfile.entry import about
from kith.childfile.overview import Overview, around, overview, tells_where
from kith.childfile.summary import Summary
from kith.deadlines.models import DeadlineRow
from kith.deadlines.queries import open_deadlines
from kith.people.models import Alert, Person
from kith.people.queries import Kin
from kith.reach.seeing import NotFound, get_child, sees
from kith.reach.withheld import What
from kith.returns.asking import open_and_sent
from kith.statutory.clocks import BY_KEY
from kith.web.jinja import days_late
from kith.web.merged_words import said_on_record
from kith.web.overview_words import facts, lately
from kith.web.record import record_frame
from kith.web.record_actions import actions
from kith.web.request import Request
from kith.web.sources import source_link
from kith.web.withheld_words import PRINTED, warnings

NEXT, RECENT, SHORT = 3, 5, 160


def child(request: Request, child: int) -> HttpResponse:
    person = get_child(request.worker, child, Permission.RECORD_SEE)
    frame = record_frame(person, "child", asked=open_and_sent().filter(child=person).count())
    return render(request, "child/overview.html", frame | gathered(request, person, frame["summary"]))


def child_print(request: Request, child: int) -> HttpResponse:
    """The overview on paper: for the file, or prepared for a person around the child, to whom what is withheld
    from them is never told, nor what workers wrote."""
    person = get_child(request.worker, child, Permission.RECORD_SEE)
    addressee = prepare_for(request, person)
    frame = record_frame(
        person,
        "child-print",
        addressee=addressee,
        printed_at=timezone.now(),
        withheld_warnings=warnings([person], PRINTED),
    )
    found = gathered(request, person, frame["summary"])
    if addressee:
        # What workers wrote, and risks to them, are for the file alone.
        found |= {
            "alerts": [each for each in found["alerts"] if each.kind != Alert.Kind.RISK],
            "events": None,
        }
    return render(
        request,
        "child/print.html",
        frame | found | {"may_read": [] if addressee else may_read(request, person)},
    )


def prepare_for(request: Request, person: Person) -> Person | None:
    """Take note of whom this is made for, before anything of the child is gathered."""
    wanted = request.GET.get("for", "")
    if not wanted:
        return None
    found = next((each for each in may_read(request, person) if str(each.pk) == wanted), None)
    if found is None:
        raise NotFound("There is nobody around this child for whom that could be printed.")
    current().prepared_for = found.pk
    return found


def may_read(request: Request, person: Person) -> list[Person]:
    """The people for whom a sheet may be prepared; nobody where the family may not be seen."""
    if not sees(request.worker, person.pk, Permission.FAMILY_SEE):
        return []
    return list(around(person, about(person.pk).hidden))


def gathered(request: Request, person: Person, summary: Summary) -> dict:
    """What the overview shows, on screen and on paper."""
    narrative = sees(request.worker, person.pk, Permission.NARRATIVE_SEE)
    found = overview(person, summary, request.as_of)
    return {
        "facts": facts(person, summary, found),
        "merged": said_on_record(person, request.worker),
        "lately": lately(summary, found, narrative),
        "due": soonest(person.pk, request.as_of),
        "people": people(found, summary) if sees(request.worker, person.pk, Permission.FAMILY_SEE) else None,
        "events": recent(person.pk, request.as_of) if narrative else None,
        "alerts": summary.alerts,
        "actions": actions(request.worker, person, summary),
    }


def soonest(child: int, as_of: date) -> list[dict]:
    """The soonest open deadlines, the late ones first."""
    return [due_item(row, as_of) for row in open_deadlines([child])[:NEXT]]


def due_of_topic(child: int, topic: str, as_of: date) -> list[dict]:
    """The open deadlines of one topic: of health, say."""
    return [due_item(row, as_of) for row in open_deadlines([child]).filter(timescale__startswith=f"{topic}.")]


def due_item(row: DeadlineRow, as_of: date) -> dict:
    """A deadline as the due-item component shows it."""
    timescale, late = BY_KEY[row.timescale], (as_of - row.due_on).days
    return {
        "title": timescale.title,
        "href": f"{reverse('deadlines', args=[row.child_id])}#{row.timescale}-{row.started_on.isoformat()}",
        "due_on": row.due_on,
        "days": late,
        "local": timescale.local,
        "unverified": timescale.verified == "no",
        "partly": timescale.verified == "partly",
        "words": days_late(late),
    }


def people(found: Overview, summary: Summary) -> list[dict]:
    """The people around the child. A carer's name would tell where the child lives."""
    return [person_line(kin, What.ADDRESS in summary.hidden) for kin in found.people]


def person_line(kin: Kin, address_withheld: bool) -> dict:
    if address_withheld and tells_where(kin):
        return {"name": f"{kin.word.capitalize()} (name withheld)"}
    return {"name": kin.who.name, "href": reverse("person", args=[kin.who.pk]), "role": kin.word}


def recent(child: int, as_of: date) -> list[dict]:
    """The last significant things that happened."""
    found = significant(child, as_of)[:RECENT]
    return [
        {
            "title": each.title,
            "on": each.on,
            "byline": each.by,
            "text": shortened(each.text),
            "href": source_link(child, each.source, each.number),
        }
        for each in found
    ]


def shortened(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]} …"


urls = [
    path("children/<int:child>/", child, name="child"),
    path("children/<int:child>/print/", child_print, name="child-print"),
]
