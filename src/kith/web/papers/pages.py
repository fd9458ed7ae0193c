"""What a family is given on paper: the list, the choice of for whom, what is left out for them, and the paper."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.people.models import Person
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child
from kith.sharing.actions.papers import mark_passages
from kith.web.forms.papers import PartsForm
from kith.web.papers.contents import Contents
from kith.web.papers.kinds import KINDS, contents_of, papers_of
from kith.web.papers.paper import Paper, Stands, paper_for
from kith.web.papers.readers import Reader, prepare_for, readers_of
from kith.web.papers.who import Working, add_who, who_works
from kith.web.papers.words import ASK, LEFT_OUT, SOMEBODY, TO_READ, Register, title
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save

SEE = Permission.FAMILY_SEE
LARGE = "large"


def papers(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, SEE)
    page = Paginator(papers_of(whose, request.worker), 20).get_page(request.GET.get("page"))
    frame = record_frame(whose, "papers", title="Papers for the family", page=page)
    return render(request, "papers/list.html", frame)


def paper(request: Request, child: int, paper: str, paper_row: int) -> HttpResponse:
    """For whom; or, once that is chosen, what they are given."""
    whose = get_child(request.worker, child, SEE)
    reader = _reader(request, whose)
    if reader is None:
        return _choose(request, whose, paper, paper_row)
    made, working = _made(request, whose, reader, paper, paper_row)
    register = reader.register
    who = working[0].reached if working else SOMEBODY
    return render(
        request, "papers/told.html" if register is Register.TOLD else "papers/paper.html",
        {
            "person": whose, "paper": made, "made_at": timezone.now(), "large": request.GET.get("size") == LARGE,
            "back": reverse("paper", args=[child, paper, paper_row]), "may_mark": may(request.worker, SEE, whose),
            "parts": reverse("paper-parts", args=[child, paper, paper_row]), "title": title(paper, register, made.contents.first),
            "unseen": made.count(Stands.NEW), "changed": made.count(Stands.CHANGED), "withheld": made.count(Stands.WITHHELD),
            "left_out": LEFT_OUT[register] if made.left_out else "", "ask": ASK[register].format(who=who),
            "to_read": TO_READ.format(first=made.contents.first), "working": working,
        },
    )  # fmt: skip


def parts(request: Request, child: int, paper: str, paper_row: int) -> HttpResponse:
    """What is left out for a reader."""
    whose = get_child_to(SEE, request.worker, child, SEE)
    back = reverse("paper", args=[child, paper, paper_row])
    reader = _reader(request, whose)
    if reader is None:
        contents_of(paper, paper_row, whose, request.worker, request.as_of)
        return redirect(back)
    made, _ = _made(request, whose, reader, paper, paper_row)
    form = PartsForm(request.POST or None, paper=made)
    saved = save(
        request, form,
        lambda: mark_passages(
            child=whose, reader=reader.person, said=form.said, at=timezone.now(), by=request.worker
        ),
        said=f"What is left out for {reader.person.name} is kept, and holds when this is printed again",
        to=f"{back}?{request.GET.urlencode()}",
    )  # fmt: skip
    return saved or ask(
        request, whose, form, template="papers/parts.html", title=f"What {reader.person.name} is given", back=back, called=title(paper, reader.register, made.contents.first),
        button="Save and see the paper", paper=made, sections_of_form=form.sections, withheld=made.count(Stands.WITHHELD),
    )  # fmt: skip


def _reader(request: Request, whose: Person) -> Reader | None:
    """Whom the address names; nobody where it names none. Raises NotFound for somebody who is given nothing of this child."""
    wanted = request.GET.get("for", "")
    if not wanted:
        return None
    found = next((each for each in readers_of(request, whose) if str(each.person.pk) == wanted), None)
    if found is None:
        raise NotFound("There is nobody around this child for whom that could be made.")
    return found


def _made(request: Request, whose: Person, reader: Reader, kind: str, number: int) -> tuple[Paper, list[Working]]:  # fmt: skip
    """The paper; from here on nothing is told that is withheld from its reader."""
    around = [each.person for each in readers_of(request, whose)]
    prepare_for(request, reader, whose)
    contents = contents_of(kind, number, whose, request.worker, request.as_of)
    working = who_works(whose, request.as_of)
    if KINDS[kind].tells_who:
        add_who(contents, working)
    return paper_for(contents, reader, around), working


def _choose(request: Request, whose: Person, kind: str, number: int) -> HttpResponse:
    contents: Contents = contents_of(kind, number, whose, request.worker, request.as_of)
    marks = may(request.worker, SEE, whose)
    frame = record_frame(
        whose, "papers", title=KINDS[kind].name, contents=contents, readers=readers_of(request, whose), may_mark=marks,
        to=reverse("paper-parts" if marks else "paper", args=[whose.pk, kind, number]),
    )  # fmt: skip
    return render(request, "papers/choose.html", frame)


urls = [
    path("children/<int:child>/papers/", papers, name="papers"),
    path("children/<int:child>/papers/<slug:paper>/<int:paper_row>/", paper, name="paper"),
    path("children/<int:child>/papers/<slug:paper>/<int:paper_row>/parts/", parts, name="paper-parts"),
]
