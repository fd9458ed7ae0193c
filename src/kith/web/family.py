"""A child's family page: relatives, who lives together, responsibility, families, professionals, alerts, what is
withheld."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.childfile.overview import tells_where
from kith.people.models import Alert, Person, Professional, Withholding
from kith.people.queries import GROUPS, Kin, families_of, lives_with, relationships_of, responsibility_for
from kith.reach.doing import may
from kith.reach.seeing import get_child
from kith.reach.withheld import What, readers
from kith.web.jinja import long_date
from kith.web.person_words import Reached, line, reached
from kith.web.record import record_frame
from kith.web.request import Request


@dataclass
class Around:
    """The people around the child, and what of them may be told."""

    child: Person
    as_of: date
    secret: bool  # where the child lives is withheld from the reader
    reached: dict[int, Reached]
    together: set[int]
    responsible: set[int]
    may_change: bool


def family(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.FAMILY_SEE)
    frame = record_frame(whose, "family", title="Family")
    change = may(request.worker, Permission.RELATIONSHIP_CHANGE, whose)
    secret = What.ADDRESS in frame["summary"].hidden
    kin = relationships_of(whose)
    responsibility = list(responsibility_for(whose))
    around = _around(whose, request.as_of, secret, kin, responsibility, change)
    return render(
        request,
        "family/family.html",
        frame | {
            "groups": groups([each for each in kin if each.relationship.holds_on(request.as_of)], around),
            "past": [as_line(each, around) for each in kin if each.relationship.end_on],
            "together": together(whose, kin, around), "address_withheld": secret,
            "responsibility": responsibility,
            "families": families_of(whose),
            "professionals": Professional.objects.filter(child=whose).order_by("end_on", "start_on", "pk"),
            "professionals_withheld": bool(frame["summary"].hidden & {What.ADDRESS, What.SCHOOL}),
            "alerts": Alert.objects.filter(child=whose).order_by("-start_on", "-pk"),
            "withheld": withheld(whose, request),
            "may_change": change,
            "may_alert": may(request.worker, Permission.ALERT_CHANGE, whose),
            "may_withhold": may(request.worker, Permission.WITHHOLD, whose),
        },
    )  # fmt: skip


def _around(
    child: Person, as_of: date, secret: bool, kin: list[Kin], responsibility: list, change: bool
) -> Around:
    together = set() if secret else set(lives_with(child, as_of).values_list("pk", flat=True))
    responsible = {each.holder_id for each in responsibility if each.holds_on(as_of)}
    numbers = {each.who.pk for each in kin} | together
    return Around(child, as_of, secret, reached(numbers, as_of), together, responsible, change)


def groups(kin: list[Kin], around: Around) -> list[dict]:
    """The relatives under the headings of the page, those with nobody under them left out."""
    made = [(heading, [as_line(each, around) for each in kin if each.group == heading]) for heading in GROUPS]
    return [{"heading": heading, "people": people} for heading, people in made if people]


def as_line(kin: Kin, around: Around) -> dict:
    """A relative as a line. A carer's name would tell where a child lives whose address is withheld."""
    if around.secret and tells_where(kin):
        return {"name": f"{kin.word.capitalize()} (name withheld)"}
    at = around.reached[kin.who.pk]
    telephone = "Telephone withheld" if at.telephone_withheld else ""
    return line(
        kin.who, around.as_of, role=kin.word, href=reverse("person", args=[kin.who.pk]),
        tag={"text": "Lives with", "colour": "blue"} if kin.who.pk in around.together else None,
        address=at.address, withheld="Address withheld" if at.address_withheld else "",
        telephone=at.telephones[0].number if at.telephones else "",
        note=". ".join(each for each in (_notes(kin, around), telephone) if each),
        end=_end(around, kin) if around.may_change and not kin.relationship.end_on else "",
    )  # fmt: skip


def _notes(kin: Kin, around: Around) -> str:
    """What else is to be known of them, beside what they are."""
    ended = kin.relationship.end_on
    responsible = kin.who.pk in around.responsible
    said = (
        "Has parental responsibility" if responsible else "",
        f"Until {long_date(ended)}" if ended else "",
    )
    return ". ".join(each for each in said if each)


def _end(around: Around, kin: Kin) -> str:
    return reverse("relationship-end", args=[around.child.pk, kin.relationship.pk])


def together(child: Person, kin: list[Kin], around: Around) -> list[dict]:
    """Who else lives where the child lives, and what they are to the child."""
    if around.secret:
        return []
    words = {each.who.pk: each.word for each in kin}
    found = lives_with(child, around.as_of)
    return [
        {"name": each.name, "href": reverse("person", args=[each.pk]), "role": words.get(each.pk, "")}
        for each in found
    ]


def withheld(child: Person, request: Request) -> list[dict]:
    """What is withheld from whom. The person themselves is not told why."""
    rows = (
        Withholding.objects.filter(child=child)
        .select_related("withheld_from")
        .order_by("end_on", "-start_on", "pk")
    )
    mine, change = readers(), may(request.worker, Permission.WITHHOLD, child)
    return [
        {
            "row": each, "reason": "" if each.withheld_from_id in mine else each.reason,
            "may_end": change and each.end_on is None and each.withheld_from_id not in mine,
        }
        for each in rows.prefetch_related("withheld_from__names")
    ]  # fmt: skip


urls = [path("children/<int:child>/family/", family, name="family")]
