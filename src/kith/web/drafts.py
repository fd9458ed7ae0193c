"""Drafts: what a worker is writing, all in one place; and what the script of a form page asks."""

from collections.abc import Container

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.access.roles import Permission
from kith.casework.actions.drafts import KEPT_AFTER_DROPPING, Outcome, bring_back, require_writing, save_draft
from kith.casework.drafts import FORMS, Draft
from kith.people.models import Person
from kith.reach.doing import passes
from kith.reach.search import findable
from kith.reach.seeing import NotFound, get_child, get_person, is_a_child, visible_to
from kith.web.drafting import address_of, beside, number_of, page_at, saved_words, when, written
from kith.web.locking import key_of, whose
from kith.web.merged import after_merge
from kith.web.overtaken import STOOD
from kith.web.record import record_frame
from kith.web.request import Request

MOST = 50


# What the script asks


@require_POST
def save(request: Request, child: int | None = None) -> HttpResponse:
    """Keep what is written so far, and say so; 409 where somebody wrote there since, whose words are kept as well."""
    if request.POST.get("draft_whose", whose(request.user)) != whose(request.user):
        return HttpResponse("Somebody else is signed in here now.", "text/plain", status=401)
    page = page_at(request.POST.get("draft_page", ""))
    if page is None or page.child != child:
        raise NotFound("There is no such form, or you may not write here.")
    saved = save_draft(
        page=after_merge(page),
        written=written(request.POST),
        at=timezone.now(),
        by=request.worker,
        number=number_of(request),
    )
    if saved.draft is None:
        return JsonResponse({"outcome": saved.outcome})
    told = {"outcome": saved.outcome, "number": saved.draft.pk, "version": saved.draft.version}
    if saved.outcome is Outcome.OVERTAKEN:
        return JsonResponse(told | {"words": overtaken_words(saved.draft, request)}, status=409)
    return JsonResponse(told | {"words": saved_words(saved.draft), "beside": beside(page, request)})


def overtaken_words(draft: Draft, request: Request) -> str:
    mine = draft.saved_by_id == request.worker.pk
    who = (
        "You also wrote here in another window or on another device"
        if mine
        else f"{draft.saved_by} wrote here"
    )
    return f"{who}, {when(draft)}. Your words here are kept beside those."


def key(request: Request) -> HttpResponse:
    """What this browser may lock unsent words with, for whoever is signed in: never stored there beside the words.

    It is the same at the next sign-in of the same person and on no other's, so nobody else can open what they left.
    """
    return JsonResponse(
        {"key": key_of(request.user), "whose": whose(request.user), "csrf": get_token(request)}
    )


key.quiet = True  # type: ignore[attr-defined]


# What people see


def drafts(request: Request) -> HttpResponse:
    if request.method == "POST":
        return _bring_back(request)
    mine = Draft.objects.of(request.worker, request.as_of) if request.worker else Draft.objects.none()
    since = timezone.now() - KEPT_AFTER_DROPPING
    dropped = (
        mine.filter(dropped_at__gte=since, author=request.worker).exclude(values={}).order_by("-dropped_at")
    )
    context = {"title": "Drafts", "drafts": waiting(request), "dropped": lines(request, dropped[:MOST])}
    return render(request, "drafts/drafts.html", context)


def waiting(request: Request) -> list[dict]:
    """The worker's unfinished drafts, and a leaver's that have come to them; the latest first. For other pages too."""
    mine = (
        Draft.objects.unfinished().of(request.worker, request.as_of)
        if request.worker
        else Draft.objects.none()
    )
    return lines(request, mine.order_by("-saved_at", "-pk")[:MOST])


def lines(request: Request, found) -> list[dict]:
    """Drafts as they are listed. Whose record it is says its name only where the worker sees it without a reason."""
    rows = list(found.select_related("author"))
    children = visible_to(request.worker, Permission.CARD_SEE) if rows else None
    named = (
        {each.pk: each.name for each in children.filter(pk__in={row.child_id for row in rows}).with_names()}
        if children is not None
        else {}
    )
    if children is not None:
        others = findable(request.worker).filter(pk__in={row.child_id for row in rows} - named.keys())
        named |= {each.pk: each.name for each in others.filter(record_opened_on=None).with_names()}

    return [
        {
            "number": row.pk, "called": row.called, "child": named.get(row.child_id, elsewhere(row)),
            "saved": when(row),
            "by": row.author.name if row.author_id != request.worker.pk else "",
        } | _told(row, request, named)
        for row in rows
    ]  # fmt: skip


def _told(row: Draft, request: Request, named: Container[int | None]) -> dict:
    """Where it is written on and how it begins: of a leaver's, only where this worker sees whose record it is."""
    tells = row.author_id == request.worker.pk or row.child_id is None or row.child_id in named
    return {
        "tells": tells,
        "href": _where(row, request) if tells else "",
        "begins": begins(row) if tells else "",
    }


def elsewhere(draft: Draft) -> str:
    """Whose draft it is, where no name may be said."""
    if "contact" in draft.about or "whom" in draft.about:
        return "A contact"
    return "A child you do not work with now" if draft.child_id else "Not on the record yet"


def _where(draft: Draft, request: Request) -> str:
    """Where a draft is written on; a leaver's is read first."""
    if draft.form not in FORMS:
        return ""
    return address_of(draft) if draft.author_id == request.worker.pk else reverse("draft", args=[draft.pk])


def begins(draft: Draft) -> str:
    """The first words of the longest answer."""
    longest = max(
        (" ".join(each) for name, each in draft.values.items() if name != STOOD), key=len, default=""
    )
    return longest if len(longest) <= 120 else f"{longest[:120].rsplit(' ', 1)[0]} …"


def _bring_back(request: Request) -> HttpResponse:
    found = Draft.objects.filter(
        author=request.worker, pk=number_of(request) or 0, dropped_at__isnull=False, finished_at__isnull=True
    ).first()
    if found is None:
        raise NotFound("There is no such draft.")
    if bring_back(draft=found, by=request.worker):
        messages.success(request, "The draft is back")
        return redirect(address_of(found))
    messages.warning(request, "You have begun another draft of the same form. Finish that one first.")
    return redirect("drafts")


def draft(request: Request, draft: int) -> HttpResponse:
    """The words of a draft, to be read: a leaver's, for their manager."""
    found = (
        Draft.objects.unfinished()
        .of(request.worker, request.as_of)
        .filter(pk=draft)
        .select_related("author")
        .first()
    )
    if found is None:
        raise NotFound("There is no such draft, or it is not yours.")
    child = _read_in(request, found)
    told = {
        "title": f"Draft: {found.called.lower()}", "draft": found, "saved": when(found),
        "said": said(found),
        "href": address_of(found) if found.form in FORMS and _may_write(request, found) else "",
    }  # fmt: skip
    if child is None:
        return render(request, "drafts/apart.html", told)
    return render(request, "drafts/draft.html", record_frame(child, "", **told))


def said(draft: Draft) -> list[str]:
    """The words of a draft; of a form of short answers, all but bare numbers."""
    short = draft.form in FORMS and FORMS[draft.form].short
    texts = [text for name, each in draft.values.items() if name != STOOD for text in each]
    return [text for text in texts if len(text) > 20 or (short and text and not text.isdecimal())]


def _read_in(request: Request, draft: Draft) -> Person | None:
    """The child in whose record a draft is read; None where it belongs to no child's. Raises NotFound, ReasonNeeded."""
    if draft.child_id is None:
        return None
    if is_a_child(draft.child_id):
        return get_child(request.worker, draft.child_id, Permission.NARRATIVE_SEE)
    get_person(request.worker, draft.child_id)
    return None


def _may_write(request: Request, draft: Draft) -> bool:
    return passes(require_writing, request.worker, draft.page)


urls = [
    path("drafts/", drafts, name="drafts"),
    path("drafts/key/", key, name="drafts-key"),
    path("drafts/<int:draft>/", draft, name="draft"),
    path("drafts/new/", save, name="draft-save-new"),
    path("children/<int:child>/drafts/", save, name="draft-save"),
]
