"""Loading a return by page: upload, confirm the years, wait, look at what came of it, undo."""

import csv
from io import StringIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.access.audit import Event, viewed
from kith.access.models import Installation
from kith.access.roles import Permission
from kith.people.models import Person
from kith.reach.doing import require
from kith.reach.seeing import NotFound, must_hold, terms_with
from kith.returns import uploads
from kith.returns.actions.loading import confirm_load, drop_load, propose_load
from kith.returns.actions.undoing import NotLoaded, ask_to_undo
from kith.returns.kinds import KINDS, kind_of
from kith.returns.likely import Likely, likely
from kith.returns.models import Load, LoadIssue
from kith.returns.proposal import propose
from kith.returns.queries import issue_lines, issues, kinds_of, loads
from kith.returns.running import UNDER_WAY, broken_off
from kith.statutory.return_kinds import DEFAULT, shown_by
from kith.web.forms.loads import ConfirmForm, IssueFilter, UploadForm
from kith.web.request import Request
from kith.web.sent import LIMITS, contents
from kith.web.tasks import run_load, run_undo

LOAD = Permission.RETURN_LOAD
State = Load.State
PER_PAGE, REFRESH_SECONDS = 25, 3


def all_loads(request: Request) -> HttpResponse:
    """Every load so far, and the form to send files."""
    must_hold(LOAD)
    form = (
        UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    )
    if request.method == "POST" and form.is_valid():
        found = _read(request, form)
        if found:
            return redirect("load", found.pk)
    page = Paginator(loads(), PER_PAGE).get_page(request.GET.get("page"))
    frame = {"form": form, "page": page, "returns": {key: kind.title for key, kind in KINDS.items()}}
    return render(request, "loads/loads.html", frame)


def _read(request: Request, form: UploadForm) -> Load | None:
    """Read what was sent and note it as a load to be confirmed; the form says so where nothing could be read."""
    sent = contents(form.cleaned_data["sent"])
    shown = shown_by(sent)
    if len(shown) > 1:
        form.add_error("sent", "These are the files of two returns. Load the files of one return at a time")
        return None
    kind = KINDS[shown[0].key if shown else DEFAULT.key]
    what = kind.read(sent, LIMITS)
    if not what.files:
        says = what.problems[0].says if what.problems else "The files are empty."
        form.add_error("sent", f"Nothing of {kind.called} could be read. {says}")
        return None
    here = Installation.objects.first()
    if why := kind.refusal(what, here.authority_code if here else ""):
        form.add_error("sent", why)
        return None
    proposal = propose(what, collection=kind.collection)
    load = propose_load(
        files=proposal.files, counts=proposal.counts | {"problems_read": len(proposal.problems)},
        authority=here.authority_code if here else "", team=None, at=timezone.now(), by=request.worker,
        collection=kind.collection,
    )  # fmt: skip
    uploads.keep(load, sent)
    return load


def load(request: Request, load: int) -> HttpResponse:
    """One load: to be confirmed, under way, or what came of it."""
    found = _find(load)
    broken = broken_off(found)
    if found.state == State.READ and uploads.are_kept(found):
        each = "each" in request.GET
        return _ask(request, found, ConfirmForm(found, as_of=request.as_of, each=each), each)
    if found.state in (State.WAITING, *UNDER_WAY) and not broken:
        frame = {"load": found, "refresh_seconds": REFRESH_SECONDS}
        return render(request, "loads/under_way.html", frame)
    if found.state in (State.DONE, State.UNDONE, State.UNDOING):
        return _result(request, found, broken)
    frame = {"load": found, "broken": broken, "may_run_again": uploads.are_kept(found)}
    return render(request, "loads/not_loaded.html", frame)


def _ask(request: Request, found: Load, form: ConfirmForm, each: bool = False) -> HttpResponse:
    lists = [
        {"field": form[f"year_{place}"], "files": [file | {"said": _tables(file)} for file in group]}
        for place, group in enumerate(form.groups)
    ]
    frame = {
        "load": found,
        "form": form,
        "groups": lists,
        "each": each,
        "grouped": len(lists) < len(found.files),
        "called": kind_of(found).called,
    }
    return render(request, "loads/confirm.html", frame)


def _tables(file: dict) -> str:
    return ", ".join(f"{name} ({count:,})" for name, count in file["tables"].items())


def _result(request: Request, found: Load, broken: bool = False) -> HttpResponse:
    form = IssueFilter(found, request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(issues(found, **asked), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    frame = {
        "load": found, "form": form, "page": page, "query": query.urlencode(), "rows": _rows(page),
        "link": f"?{query.urlencode()}&page=" if query else "?page=", "summary": _summary(found),
        "undone": found.state == State.UNDONE, "broken": broken,
    }  # fmt: skip
    return render(request, "loads/result.html", frame)


def _summary(found: Load) -> list[dict]:
    counts, kinds = found.counts, kinds_of(found)
    lines = [
        ("Children new to the record", counts.get("new", 0)), ("Children changed", counts.get("changed", 0)),
        ("Children as they were", counts.get("unchanged", 0)), ("Children left out", counts.get("left_out", 0)),
        ("Rows not taken", kinds[LoadIssue.Kind.NOT_TAKEN]),
        ("Differences between years", kinds[LoadIssue.Kind.DISAGREEMENT]),
        ("Rows read", counts.get("rows", 0)),
    ]  # fmt: skip
    told = [{"key": {"text": words}, "value": {"text": f"{count:,}"}} for words, count in lines]
    told.insert(0, {"key": {"text": "Return"}, "value": {"text": kind_of(found).title}})
    held = [{"key": {"text": "Held by"}, "value": {"text": str(found.team or "No team")}}]
    return told + held + [{"key": {"text": "Loaded by"}, "value": {"text": str(found.by or "")}}]


def _rows(page) -> list[dict]:
    """Each issue with the child's record, where the child is in it."""
    numbers = {each.child_identifier for each in page if each.child_identifier}
    people = dict(
        Person.objects.children().filter(authority_id__in=numbers).values_list("authority_id", "pk")
    )
    found, may_merge = likely(page), terms_with(Permission.PERSON_MERGE)
    return [
        _row(each, people.get(each.child_identifier), found.get(each.pk, []), bool(may_merge))
        for each in page
    ]


def _row(issue: LoadIssue, child: int | None, found: list[Likely], may_merge: bool) -> dict:
    """An issue with the records that it may be about; whoever may merge compares two of them side by side."""
    others = [
        {"pk": pk, "text": called, "merge": reverse("merge", args=[child, pk]) if child and may_merge else ""}
        for pk, called in found
        if pk != child
    ]
    return {"issue": issue, "child": child, "likely": others}


@require_POST
def confirm(request: Request, load: int) -> HttpResponse:
    """Begin the load with the years as confirmed; or leave it."""
    found = _find(load)
    require(request.worker, LOAD)
    if "drop" in request.POST:
        drop_load(load=found, at=timezone.now(), by=request.worker)
        uploads.forget(found)
        messages.success(request, "The files were not loaded and are no longer kept")
        return redirect("loads")
    if not uploads.are_kept(found) or not (found.state in (State.READ, State.FAILED) or broken_off(found)):
        messages.error(request, "This load cannot be started again: send the files once more")
        return redirect("load", found.pk)
    return _begin(request, found)


def _begin(request: Request, found: Load) -> HttpResponse:
    again = found.state != State.READ
    each = "each" in request.POST
    form = ConfirmForm(found, request.POST, as_of=request.as_of, each=each)
    if not again and not form.is_valid():
        return _ask(request, found, form, each)
    years = {each["name"]: each["year"] for each in found.files if each["year"]} if again else form.years()
    team = found.team if again else form.cleaned_data["team"]
    confirm_load(load=found, years=years, team=team, by=request.worker)
    run_load.defer(load=found.pk, worker=request.worker.pk)
    return redirect("load", found.pk)


@require_POST
def undo(request: Request, load: int) -> HttpResponse:
    """Ask that the load be undone; a job does it, and its page says how far it is."""
    found = _find(load)
    try:
        ask_to_undo(load=found, by=request.worker)
    except NotLoaded as refused:
        messages.error(request, str(refused))
        return redirect("load", found.pk)
    run_undo.defer(load=found.pk, worker=request.worker.pk)
    return redirect("load", found.pk)


def issues_file(request: Request, load: int) -> HttpResponse:
    """What a person should look at, for a spreadsheet. It names children, so the audit keeps who took it."""
    found = _find(load)
    form = IssueFilter(found, request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    viewed(Event.DOCUMENT_OPENED, row=found)
    written = StringIO()
    csv.writer(written).writerows(issue_lines(issues(found, **asked)))
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="load-{found.pk}-to-look-at.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _find(number: int) -> Load:
    must_hold(LOAD)
    found = loads().filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such load, or you may not see it.")
    return found


urls = [
    path("loads/", all_loads, name="loads"),
    path("loads/<int:load>/", load, name="load"),
    path("loads/<int:load>/confirm/", confirm, name="load-confirm"),
    path("loads/<int:load>/undo/", undo, name="load-undo"),
    path("loads/<int:load>/to-look-at.csv", issues_file, name="load-issues-file"),
]
