"""Case notes: the list, one note, writing, changing, finalising and adding."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.access.roles import Permission
from kith.casework.actions.notes import add_to_note, change_note, finalise_note, write_note
from kith.casework.actions.oversight import may_oversee
from kith.casework.models import Note
from kith.casework.queries import notes_of, oversight_of, siblings_within
from kith.childfile.corrections import corrections
from kith.people.models import Person
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child, terms_with
from kith.web.forms.notes import AdditionForm, NoteForm, from_note
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save
from kith.web.withheld_words import warnings

WRITE = Permission.NOTE_WRITE
OVERSIGHT = 5  # the latest of a manager's entries, above the notes; the chronology has them all


def notes(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.NARRATIVE_SEE)
    page = Paginator(notes_of(whose, request.worker), 20).get_page(request.GET.get("page"))
    frame = record_frame(
        whose, "notes", title="Notes", page=page, may_write=may(request.worker, WRITE, whose),
        oversight=list(oversight_of(whose)[:OVERSIGHT]) if page.number == 1 else [],
        may_oversee=may_oversee(request.worker, whose),
    )  # fmt: skip
    return render(request, "casework/notes.html", frame)


def note(request: Request, child: int, note: int) -> HttpResponse:
    whose, found = _find(request, child, note)
    children = [each.child_id for each in found.about.all()]
    mine = found.author_id == request.worker.pk
    write = all(may(request.worker, WRITE, each) for each in children)
    frame = record_frame(
        whose, "notes", title=found.get_kind_display(), note=found, about=about(whose, [each.child for each in found.about.all()]),
        corrections=corrections([found]).get(found.pk, []),
        may_change=write and mine and not found.finalised_at, may_add=write and bool(found.finalised_at),
    )  # fmt: skip
    return render(request, "casework/note.html", frame)


def about(whose: Person, children: Iterable[Person]) -> list[str]:
    """The names of the children something is about; a brother's only to those who may see the family."""
    family = bool(terms_with(Permission.FAMILY_SEE))
    return [each.name if family or each.pk == whose.pk else "another child" for each in children]


def new(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(WRITE, request.worker, child, Permission.NARRATIVE_SEE)
    siblings = siblings_within(request.worker, WRITE, whose)
    form = NoteForm(request.POST or None, as_of=request.as_of, siblings=siblings)
    saved = save(
        request, form,
        lambda: write_note(children=form.about(whose), **form.details, at=timezone.now(), by=request.worker),
        said="The note is saved", to=lambda made: _address(whose, made),
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title="Write a note",
        withheld_warnings=warnings([whose, *siblings]),
        back=reverse("notes", args=[child]),
        button="Save the note",
    )


def change(request: Request, child: int, note: int) -> HttpResponse:
    whose, found = _find_to_write(request, child, note)
    if found.author_id != request.worker.pk or found.finalised_at:
        raise NotFound("Only its author may change a note, and only until it is finalised.")
    form = NoteForm(request.POST or None, as_of=request.as_of, initial=from_note(found))
    saved = save(
        request, form, lambda: change_note(note=found, **form.details, at=timezone.now(), by=request.worker),
        said="The note is changed", to=_address(whose, found), row=found,
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title="Change the note",
        withheld_warnings=warnings(each.child for each in found.about.all()),
        back=_address(whose, found),
        button="Save the note",
        row=found,
    )


@require_POST
def finalise(request: Request, child: int, note: int) -> HttpResponse:
    whose, found = _find_to_write(request, child, note)
    finalise_note(note=found, at=timezone.now(), by=request.worker)
    messages.success(request, "The note is finalised")
    return redirect(_address(whose, found))


def add(request: Request, child: int, note: int) -> HttpResponse:
    whose, found = _find_to_write(request, child, note)
    form = AdditionForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: add_to_note(note=found, text=form.cleaned_data["text"], at=timezone.now(), by=request.worker),
        said="Your words are added to the note", to=_address(whose, found),
    )  # fmt: skip
    return saved or ask(
        request,
        whose,
        form,
        title="Add to the note",
        withheld_warnings=warnings(each.child for each in found.about.all()),
        back=_address(whose, found),
        button="Add to the note",
    )


def _find(request: Request, child: int, note: int) -> tuple[Person, Note]:
    whose = get_child(request.worker, child, Permission.NARRATIVE_SEE)
    return whose, _of(request, whose, note)


def _find_to_write(request: Request, child: int, note: int) -> tuple[Person, Note]:
    whose = get_child_to(WRITE, request.worker, child, Permission.NARRATIVE_SEE)
    return whose, _of(request, whose, note)


def _of(request: Request, child: Person, note: int) -> Note:
    found = notes_of(child, request.worker).filter(pk=note).first()
    if found is None:
        raise NotFound("There is no such note on this record.")
    return found


def _address(child: Person, note: Note) -> str:
    return reverse("note", args=[child.pk, note.pk])


urls = [
    path("children/<int:child>/notes/", notes, name="notes"),
    path("children/<int:child>/notes/new/", new, name="note-new"),
    path("children/<int:child>/notes/<int:note>/", note, name="note"),
    path("children/<int:child>/notes/<int:note>/change/", change, name="note-change"),
    path("children/<int:child>/notes/<int:note>/finalise/", finalise, name="note-finalise"),
    path("children/<int:child>/notes/<int:note>/add/", add, name="note-add"),
]
