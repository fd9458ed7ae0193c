"""The adoption record: the sealed record of a child's new identity, the adopters, and the link between the two."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.care.actions import sealing as act
from kith.care.actions import taking_over as taking
from kith.care.sealed import SealedRecord, is_planned, left_behind, sealed_record
from kith.people.models import Person
from kith.reach.actions.restrictions import possible_owners
from kith.reach.doing import NotPermitted, get_child_to, may, require
from kith.reach.seeing import NotFound
from kith.web.forms import sealing as forms
from kith.web.forms.restrictions import SureForm
from kith.web.jinja import long_date
from kith.web.person_words import line, reached
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.saving_apart import ask_apart

SEE = Permission.SEALED_SEE


def page(request: Request, child: int) -> HttpResponse:
    whose = _child(request, child)
    found = sealed_record(child, request.as_of)
    if found is not None:
        viewed(Event.CARD_VIEWED, child=(found.first if whose == found.sealed else found.sealed).pk)
    told = about(request, found, whose) if found else {"planned": is_planned(child)}
    frame = record_frame(whose, "adoption-record", title="Adoption record", found=found, **told)
    return render(request, "adoption/record.html", frame)


def about(request: Request, found: SealedRecord, whose: Person) -> dict:
    """How far the adoption has come, who adopts, and what this worker can do next."""
    where = reached([each.pk for each in found.adopters], request.as_of)
    return {
        "steps": steps(request, found, whose),
        "adopters": [_adopter(request, each, where[each.pk]) for each in found.adopters],
        "next": doing(request, found),
        "let_in": _list_of(request, found),
    }


def steps(request: Request, found: SealedRecord, whose: Person) -> list[dict]:
    placed = found.placement
    ended = f" to {long_date(placed.end_on)}" if placed and placed.end_on else ""
    return [
        _row("Record before the order", _link(request, found.first, whose)),
        _row("Sealed record", _link(request, found.sealed, whose), f"opened {long_date(found.opened_on)}"),
        _row("Placed with adopters", "", f"Since {long_date(placed.start_on)}{ended}" if placed else "Not yet"),
        _row("Adoption order", "", "Recorded" if found.ordered else "Not yet: the child stays in deadlines, counts and "
             "returns under the first name"),
        _row("First record sealed", "", long_date(found.first_sealed_on) if found.first_sealed_on else "Not yet"),
    ]  # fmt: skip


def _row(key: str, link: dict | str, words: str = "") -> dict:
    return {"key": key, "link": link, "words": words}


def _link(request: Request, person: Person, here: Person) -> dict:
    """A record's name, leading to it where this worker reaches it and is not there already."""
    leads = person != here and may(request.worker, SEE, person)
    href = reverse("adoption-record", args=[person.pk]) if leads else ""
    return {"text": person.name, "href": href}


def _adopter(request: Request, person: Person, where) -> dict:
    viewed(Event.PERSON_VIEWED, child=person.pk)
    return line(
        person, request.as_of, href=reverse("person", args=[person.pk]), address=where.address,
        telephone=where.telephones[0].number if where.telephones else "",
    )  # fmt: skip


def doing(request: Request, found: SealedRecord) -> list[dict]:
    """What can be done next, the likeliest first; only what would be allowed and makes sense now."""
    if not may(request.worker, SEE, found.sealed):
        return []
    owns, first = found.restriction.owner_id == request.worker.pk, may(request.worker, SEE, found.first)
    to_seal = found.ordered and not found.first_sealed_on
    wanted = [
        (to_seal and owns and first, "first-seal", "Seal the first record"),
        (
            found.adopters and first and not found.is_placed and not found.ordered,
            "adopters-place",
            "Place with adopters",
        ),
        (True, "adopter-new", "Add an adopter"),
    ]
    links = [
        {"text": words, "href": reverse(name, args=[found.sealed.pk])}
        for holds, name, words in wanted
        if holds
    ]
    return links if found.adopters else links[::-1]


def _list_of(request: Request, found: SealedRecord) -> dict:
    own = found.restriction.owner_id == request.worker.pk
    href = reverse("restriction-of", args=[found.restriction.pk]) if own else ""
    return {"owner": found.restriction.owner.name, "href": href}


# Forms


def open_(request: Request, child: int) -> HttpResponse:
    whose, back = _child(request, child), reverse("adoption-record", args=[child])
    others = possible_owners(SEE, request.as_of).exclude(pk=request.worker.pk)
    form = forms.OpenSealedForm(request.POST or None, as_of=request.as_of, workers=list(others))
    saved = save(
        request, form, lambda: act.open_sealed_record(child=whose, **form.cleaned_data, by=request.worker),
        said="The sealed record is open", to=lambda sealed: reverse("adoption-record", args=[sealed.pk]),
    )  # fmt: skip
    return saved or ask(
        request, whose, form, title="Open the sealed record", back=back, button="Open the sealed record",
        intro="The name the child will have after adoption. Nobody finds it but you and those you let in: not search, not "
        "the child’s social worker, not a manager. Birth date, sex and ethnicity are copied; numbers are not.",
    )  # fmt: skip


def adopter(request: Request, child: int) -> HttpResponse:
    sealed, back = _sealed(request, child), reverse("adoption-record", args=[child])
    form = forms.AdopterForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: act.add_adopter(sealed=sealed.sealed, adopter=act.Adopter(**form.cleaned_data), by=request.worker),
        said="The adopter is added", to=back,
    )  # fmt: skip
    return saved or ask(
        request, sealed.sealed, form, title="Add an adopter", back=back, button="Add the adopter",
        intro="Sealed like the child’s new identity, and seen by the same workers. For two adopters in one home, give the "
        "same address.",
    )  # fmt: skip


def place(request: Request, child: int) -> HttpResponse:
    found, back = _sealed(request, child), reverse("adoption-record", args=[child])
    form = forms.PlaceWithAdoptersForm(request.POST or None, as_of=request.as_of, adopters=found.adopters)
    saved = save(
        request, form,
        lambda: act.place_with_adopters(sealed=found.sealed, **form.cleaned_data, by=request.worker),
        said="The placement is recorded", to=back,
    )  # fmt: skip
    return saved or ask(
        request, found.sealed, form, title="Place with adopters", back=back, button="Save the placement",
        intro=f"It is recorded for {found.first.name}: everybody who works with them sees the day and the kind of placement. "
        "The home is said to be sealed.",
    )  # fmt: skip


def seal(request: Request, child: int) -> HttpResponse:
    found, back = _sealed(request, child), reverse("adoption-record", args=[child])
    form = SureForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: act.seal_first_record(sealed=found.sealed, by=request.worker),
        said="The first record is sealed", to=back,
    )  # fmt: skip
    return saved or ask(
        request, found.sealed, form, title="Seal the first record", back=back, button="Seal the first record",
        intro=f"From now on the record of {found.first.name}, and what was written about them together with brothers and sisters, "
        "is seen only by those whom the sealed record lets in. What is sealed stays sealed. Counts and returns stay as they are.",
    )  # fmt: skip


def take_over(request: Request, restriction: int) -> HttpResponse:
    require(request.worker, SEE)
    left = next((each for each in left_behind() if each.restriction == restriction), None)
    if left is None:
        raise NotFound("There is no such sealed record, or somebody keeps it again.")
    form, back = SureForm(request.POST or None, as_of=request.as_of), reverse("restrictions")
    saved = save(
        request, form, lambda: taking.take_over(left=left, by=request.worker),
        said="You keep the sealed record now", to=lambda sealed: reverse("adoption-record", args=[sealed.pk]),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, title="Take over a sealed adoption record", back=back, button="Take it over",
        intro=f"It was sealed on {long_date(left.start_on)} and kept by {left.owner.name}, who has left. You see whose it is "
        "once it is yours: take it over only if you are to work with this adoption. That you did is in the audit.",
    )  # fmt: skip


def _child(request: Request, child: int) -> Person:
    return get_child_to(SEE, request.worker, child, Permission.RECORD_SEE)


def _sealed(request: Request, child: int) -> SealedRecord:
    whose, found = _child(request, child), sealed_record(child, request.as_of)
    if found is None or found.sealed != whose:
        raise NotPermitted("This is not a sealed adoption record.")
    return found


urls = [
    path("children/<int:child>/adoption/", page, name="adoption-record"),
    path("children/<int:child>/adoption/open/", open_, name="sealed-new"),
    path("children/<int:child>/adoption/adopters/new/", adopter, name="adopter-new"),
    path("children/<int:child>/adoption/place/", place, name="adopters-place"),
    path("children/<int:child>/adoption/seal/", seal, name="first-seal"),
    path("restrictions/sealed/<int:restriction>/take-over/", take_over, name="sealed-take-over"),
]
