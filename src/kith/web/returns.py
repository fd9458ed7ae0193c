"""Returns built from the record: asking for one, waiting for it, what came of it, and its files."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.lib.words import plural
from kith.reach.seeing import NotFound, must_hold
from kith.returns import built_files
from kith.returns.actions.building import ask_for_build
from kith.returns.builds import broken_off, builds, latest
from kith.returns.issues import hidden_count
from kith.returns.live import kinds, years
from kith.returns.models import BuiltReturn
from kith.statutory.return_kinds import KINDS
from kith.web.forms.returns import BuildForm
from kith.web.request import Request
from kith.web.return_words import built_when, message, title
from kith.web.tasks import run_build

BUILD = Permission.RETURN_BUILD
State = BuiltReturn.State
PER_PAGE, REFRESH_SECONDS = 25, 2
UNDER_WAY = (State.WAITING, State.BUILDING)
# What others make of a built return: address name and words.
NEXT = (("reconciliation", "Reconciliation"), ("sign-off", "Sign-off"))


def all_builds(request: Request) -> HttpResponse:
    """Every build so far, and the form that asks for one."""
    must_hold(BUILD)
    form = BuildForm(request.POST or None, kinds=kinds(), years=years(request.as_of))
    if request.method == "POST" and form.is_valid():
        built = ask_for_build(**form.cleaned_data, at=timezone.now(), by=request.worker)
        run_build.defer(built=built.pk, worker=request.worker.pk)
        return redirect("built-return", built.pk)
    page = Paginator(builds(), PER_PAGE).get_page(request.GET.get("page"))
    lines = [{"built": each, "title": title(each), "children": _children(each)} for each in page]
    context = {"title": "Build a return", "form": form, "page": page, "lines": lines}
    return render(request, "returns/builds.html", context)


def _children(built: BuiltReturn) -> int | None:
    """How many children there are in a build."""
    return built.counts["tables"].get(KINDS[built.collection].of.children, 0) if built.counts else None


def one(request: Request, built: int) -> HttpResponse:
    """One build: under way, what came of it, or why nothing did."""
    found = find(built)
    broken = broken_off(found)
    if found.state in UNDER_WAY and not broken:
        context = {"built": found, "called": title(found), "refresh_seconds": REFRESH_SECONDS}
        return render(request, "returns/under_way.html", context)
    if found.state != State.DONE:
        context = {"built": found, "called": title(found), "broken": broken}
        return render(request, "returns/not_built.html", context)
    return render(request, "returns/built.html", _result(found))


def _result(found: BuiltReturn) -> dict:
    newest = latest(found.collection, found.year)
    return {
        "built": found, "called": title(found), "of": KINDS[found.collection].of, "when": built_when(found), "rows": _summary(found), "kept": built_files.are_kept(found),
        "tables": [{"name": name, "rows": rows} for name, rows in found.counts["tables"].items()],
        "hidden": _hidden(found), "not_run": _not_run(found), "newer": newest if newest != found else None,
        "next": [{"text": words, "href": href} for page, words in NEXT if (href := _address(page, found))],
    }  # fmt: skip


def _summary(found: BuiltReturn) -> list[dict]:
    counts = found.counts
    lines = [
        ("To be put right", plural(counts["issues"], "issue")),
        ("Of", plural(counts["children"], "child", "children")),
        ("New since the last build", f"{counts['new']:,}"), ("Put right since", f"{counts['closed']:,}"),
        ("There again", f"{counts['again']:,}"), ("Rules run", f"{counts['rules_run']:,}"),
        ("Children without a number", f"{counts['without_number']:,}"),
    ]  # fmt: skip
    return [{"key": {"text": words}, "value": {"text": said}} for words, said in lines]


def _hidden(found: BuiltReturn) -> str:
    """How many issues are of children whose record is restricted or sealed: their number, and not who."""
    count = hidden_count(found)
    if not count:
        return ""
    return f"{plural(count, 'issue is', 'issues are')} of children whose records are restricted: their own workers see them."


def _not_run(found: BuiltReturn) -> list[dict]:
    """The rules that were not run, together with others of the same reason."""
    reasons: dict[str, list[dict]] = {}
    for each in found.not_run:
        reasons.setdefault(each["says"], []).append(
            {"code": each["code"], "message": message(found.collection, each["code"], found.year)}
        )
    return [{"says": says, "rules": rules} for says, rules in reasons.items()]


def _address(page: str, found: BuiltReturn) -> str:
    try:
        return reverse(page, args=[found.pk])
    except NoReverseMatch:
        return ""


def files(request: Request, built: int) -> HttpResponse:
    """The files as they are sent, CSV or XML in a zip. They name children, so the audit keeps who took them."""
    found = find(built)
    xml = request.GET.get("form") == "xml"
    if found.state != State.DONE or not built_files.are_kept(found):
        raise NotFound("The files of this build are no longer kept. Build the return again.")
    viewed(Event.RETURN_TAKEN, row=found, reason=f"{KINDS[found.collection].of.name} {found.year}")
    response = HttpResponse(built_files.as_zip(found, xml=xml), content_type="application/zip")
    name = f"{found.collection}-{found.year}-build-{found.pk}{'-xml' if xml else ''}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def find(number: int) -> BuiltReturn:
    """A build, for whoever may build."""
    must_hold(BUILD)
    found = builds().filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such build, or you may not see it.")
    return found


urls = [
    path("returns/", all_builds, name="returns"),
    path("returns/<int:built>/", one, name="built-return"),
    path("returns/<int:built>/files/", files, name="built-return-files"),
]
