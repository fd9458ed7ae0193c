"""Drafts in forms: one way for every form in which something is written at length, or much is said of a person.

A form page keeps what is sent to it and not yet saved, shows it again, and offers what two versions leave to decide.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from kith.casework.actions import drafts as act
from kith.casework.actions.drafts import Outcome
from kith.casework.drafts import FORMS, Draft, DraftCopy, Page, Values, Written, written_beside
from kith.reach.models import Restriction
from kith.web.draft_boxes import left_over, under_numbers_of_now
from kith.web.jinja import as_day, clock, long_date
from kith.web.overtaken import STOOD
from kith.web.request import Request

TOKEN = "form_token"  # noqa: S105 - a number for this copy of the form, no secret
ASKED = "draft"  # the button pressed: save, prefer, drop, both-12, forget-12
OURS = ("draft_page", "draft_number", "draft_version", "draft_turn", "draft_seconds", "draft_whose")
NOT_WORDS = {"csrfmiddlewaretoken", TOKEN, ASKED, "looked_at", "use", *OURS}
WHOSE = ("child", "person")  # how an address names whom a form is about
LATELY = timedelta(hours=8)
MOST = 1_000_000  # characters of one draft
IN_BETWEEN = (
    "{who} wrote in this draft {when}, since you opened this page. Nothing is lost: both versions are below."
)


# What a request says


def page_here(request: HttpRequest) -> Page | None:
    """The form this page is, if it is one that keeps drafts."""
    return _page(request.resolver_match, request.GET) if request.resolver_match else None


def page_at(address: str) -> Page | None:
    """The form at an address, if it is one that keeps drafts."""
    path, _, query = address.partition("?")
    try:
        return _page(resolve(path), QueryDict(query))
    except Resolver404:
        return None


def _page(match: ResolverMatch, query: QueryDict) -> Page | None:
    name = match.url_name or ""
    form = FORMS.get(name)
    if form is None or any(query.get(name) != value for name, value in QueryDict(form.query).items()):
        return None
    about = {name: _plain(value) for name, value in match.kwargs.items() if name not in WHOSE}
    return Page(form=name, child=_whose(match.kwargs), about=about)


def _whose(named: dict) -> int | None:
    """Whom a form is about, from its address: a person, or a restriction's; None for somebody not on the record yet."""
    if "restriction" in named:
        return Restriction.objects.filter(pk=named["restriction"]).values_list("person", flat=True).first()
    return next((named[name] for name in WHOSE if name in named), None)


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)


def address_of(draft: Draft) -> str:
    """Where a draft is written on."""
    form, named = FORMS[draft.form], draft.about
    if draft.child_id and "restriction" not in named:
        named = {"person" if form.around else "child": draft.child_id} | named
    return f"{reverse(draft.form, kwargs=named)}?{form.query}{'&' if form.query else ''}{urlencode({'draft': draft.pk})}"


def written(data: QueryDict) -> Written:
    """What was sent, as a draft keeps it."""
    return Written(
        values=_values(data), token=token_of(data), version=_number(data, "draft_version") or 0,
        turn=_number(data, "draft_turn"), seconds=_number(data, "draft_seconds") or 0,
    )  # fmt: skip


def _values(data: QueryDict) -> Values:
    """Every box but ours, as it was sent; the database takes no zero characters."""
    found = {
        name.replace("\0", ""): [str(each).replace("\0", "") for each in data.getlist(name)]
        for name in data
        if name not in NOT_WORDS
    }
    return found if sum(len(each) for value in found.values() for each in value) <= MOST else {}


def token_of(data: QueryDict) -> UUID:
    try:
        return UUID(data.get(TOKEN, ""))
    except ValueError:
        return uuid4()


def number_of(request: HttpRequest) -> int | None:
    """Which draft: as the form says, else as the address does."""
    return _number(request.POST, "draft_number") or _number(request.GET, "draft")


def _number(data: QueryDict, name: str) -> int | None:
    given = data.get(name) or ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


def asks(request: HttpRequest) -> bool:
    """Whether one of the draft's own buttons was pressed: then nothing is saved on the record."""
    return request.method == "POST" and bool(request.POST.get(ASKED)) and page_here(request) is not None


# What a form page does about its draft


def attend(request: Request, forms_: Sequence[forms.BaseForm]) -> HttpResponse | dict:
    """Do what the draft's buttons ask, and answer; else the context that shows the draft."""
    page = page_here(request)
    if page is None or not (FORMS[page.form].short or prose_in(forms_)):
        return {}
    if request.method != "POST":
        return _opened(request, page, forms_)
    if asks(request):
        return _asked(request, page, forms_)
    return _not_saved_yet(request, page, forms_)


def prose_in(forms_: Sequence[forms.BaseForm]) -> set[str]:
    """The names of the boxes in which something is written at length."""
    return {
        form.add_prefix(name)
        for form in forms_
        for name, field in form.fields.items()
        if isinstance(field.widget, forms.Textarea)
    }


def _opened(request: Request, page: Page, forms_: Sequence[forms.BaseForm]) -> dict:
    """The page is opened: what was written before stands in its boxes again."""
    draft = find(request, page)
    if draft:
        draft.values = under_numbers_of_now(draft.values)
        for form in forms_:
            fill(form, draft.values)
    return _shown(request, page, draft, forms_, again=draft is not None)


def find(request: Request, page: Page) -> Draft | None:
    mine = Draft.objects.unfinished().of(request.worker, request.as_of).on(page)
    found = mine.select_related("saved_by", "author")
    asked = number_of(request)
    return (found.filter(pk=asked).first() if asked else None) or found.filter(author=request.worker).first()


def fill(form: Any, values: Values) -> None:
    """Let a form show what was written, without complaining of what is not finished."""
    form.data, form.is_bound = MultiValueDict(values), True
    form._errors = ErrorDict()


def _not_saved_yet(request: Request, page: Page, forms_: Sequence[forms.BaseForm]) -> HttpResponse | dict:
    """The form was sent and could not be saved: its words are kept all the same."""
    told = _told(request, page)
    if not any(form.has_changed() for form in forms_):
        return _shown(request, page, find(request, page), forms_)
    saved = act.save_draft(**told)
    if saved.outcome is Outcome.OVERTAKEN:
        return _prefer(request, page, told)
    return _shown(request, page, saved.draft, forms_)


def _asked(request: Request, page: Page, forms_: Sequence[forms.BaseForm]) -> HttpResponse:
    """One of the draft's buttons was pressed."""
    told = _told(request, page)
    asked, _, other = request.POST[ASKED].partition("-")
    which = int(other) if other.isascii() and other.isdecimal() and len(other) < 19 else 0
    if asked == "drop":
        return _drop(request, told)
    if asked == "both":
        draft = act.keep_both(**told, other=which, prose=prose_in(forms_))
        messages.success(request, "Both versions are in the draft. The other one’s words stand below yours.")
        return _back(request, draft)
    if asked == "forget":
        act.save_draft(**told)
        act.forget_copy(page=page, other=which, by=request.worker, number=told["number"])
        return _back(request, None)
    return _save(request, page, told)


def _save(request: Request, page: Page, told: dict) -> HttpResponse:
    """The Save draft button: enough on its own, where there is no script."""
    if not any(value for values in told["written"].values.values() for value in values):
        messages.warning(request, "There is nothing to keep yet.")
        return _back(request, None)
    saved = act.save_draft(**told)
    if saved.outcome is Outcome.OVERTAKEN:
        return _prefer(request, page, told)
    messages.success(request, saved_words(saved.draft) if saved.draft else "This form is saved already")
    return _back(request, saved.draft)


def _prefer(request: Request, page: Page, told: dict) -> HttpResponse:
    before = find(request, page)
    draft = act.prefer(**told)
    if before:
        messages.warning(request, IN_BETWEEN.format(who=_who(before, request), when=when(before)))
    return _back(request, draft)


def _drop(request: Request, told: dict) -> HttpResponse:
    _throw_away(told)
    messages.success(request, "The draft is thrown away. For a fortnight you can bring it back from Drafts.")
    query = FORMS[told["page"].form].query
    return redirect(f"{request.path}?{query}" if query else request.path)


def _throw_away(told: dict) -> None:
    act.drop_draft(
        token=told["written"].token, **{name: told[name] for name in ("page", "at", "by", "number")}
    )


def set_down(request: Request) -> None:
    """Somebody known is meant after all: what was typed of somebody new is not wanted."""
    page = page_here(request)
    if page:
        _throw_away(_told(request, page))


def _told(request: Request, page: Page) -> dict[str, Any]:
    """What every action on a draft is told."""
    return {
        "page": page, "written": written(request.POST), "at": timezone.now(), "by": request.worker,
        "number": number_of(request),
    }  # fmt: skip


def _back(request: Request, draft: Draft | None) -> HttpResponse:
    """To the same page, opened afresh; somebody else's draft is named in its address."""
    named = draft and draft.author_id != request.worker.pk
    return redirect(address_of(draft) if draft and named else request.get_full_path())


# What is shown


def _shown(
    request: Request, page: Page, draft: Draft | None, forms_: Sequence[forms.BaseForm], *, again: bool = False
) -> dict:  # fmt: skip
    """What the form page shows of the draft."""
    copies = list(draft.copies.select_related("saved_by").order_by("saved_at", "pk")) if draft else []
    return {"draft": {
        "page": request.get_full_path(),
        "number": draft.pk if draft else "",
        "version": draft.version if draft else 0,
        "turn": draft.turn if draft else 0,
        "seconds": draft.seconds if draft else 0,
        "upon": (draft.values.get(STOOD) or [""])[0] if draft else "",
        "saved": saved_words(draft) if draft else "",
        "again": again,
        "theirs": draft.author.name if draft and draft.author_id != request.worker.pk else "",
        "left_over": left_over(draft.values, forms_) if draft else [],
        "copies": [_other(each, forms_, request) for each in copies],
        "beside": beside(page, request),
        "save": reverse("draft-save", args=[page.child]) if page.child else reverse("draft-save-new"),
    }}  # fmt: skip


def _other(copy: DraftCopy, forms_: Sequence[forms.BaseForm], request: Request) -> dict:
    """Another version: who wrote it, when, and what it says."""
    prose = prose_in(forms_)
    labels = {form.add_prefix(name): field.label for form in forms_ for name, field in form.fields.items()}
    said = [
        (labels.get(name) or "", "\n".join(copy.values.get(name, []))) for name in labels if name in prose
    ]
    return {
        "number": copy.pk, "who": _who(copy, request), "when": when(copy),
        "said": [(label, words) for label, words in said if words],
    }  # fmt: skip


def beside(page: Page, request: Request) -> str:
    """Who else is writing in the same form of the same record, in a sentence; empty where nobody is."""
    others = written_beside(page, request.worker, timezone.now() - LATELY)
    each = [f"{other.saved_by.name}, last saved {when(other)}" for other in others[:5]]
    return f"Somebody else is writing here too: {'; '.join(each)}." if each else ""


def saved_words(draft: Draft) -> str:
    return f"Draft saved {when(draft)}"


def when(saved: Draft | DraftCopy) -> str:
    """ "at 2:02pm", with the day where it was not today."""
    day = as_day(saved.saved_at)
    on = "" if day == timezone.localdate() else f" on {long_date(day)}"
    return f"at {clock(saved.saved_at)}{on}"


def _who(saved: Draft | DraftCopy, request: Request) -> str:
    """Who wrote; of oneself, that it was elsewhere."""
    mine = saved.saved_by_id == request.worker.pk
    return "You, in another window or on another device," if mine else saved.saved_by.name
