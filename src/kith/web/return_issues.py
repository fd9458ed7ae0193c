"""What is to be put right in a return, for the data team: by rule, by child, one by one; and asking a child's worker."""

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.lib.words import plural
from kith.people.models import Person
from kith.reach.doing import require
from kith.reach.seeing import NotFound, is_a_child, must_hold
from kith.returns.actions.sending import send_issues
from kith.returns.asking import no_longer_held, who_may_be_asked
from kith.returns.builds import latest
from kith.returns.issues import by_child, by_rule, hidden_count, issues, tables_with
from kith.returns.models import BuiltReturn, ReturnIssue
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns.checking_built import NO_NUMBER
from kith.web import return_rules
from kith.web.forms.returns import FindForm, IssueFilter, SendForm
from kith.web.mending import links, places
from kith.web.request import Request
from kith.web.return_words import built_when, message, row_in_words, title, when_sent
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

BUILD = Permission.RETURN_BUILD
PER_PAGE = 25
VIEWS = (("rules", "By rule"), ("children", "By child"), ("issues", "One by one"))


def all_issues(request: Request, collection: str, year: str) -> HttpResponse:
    """What is to be put right in a return of a year."""
    must_hold(BUILD)
    return _page(request, _built(collection, year), FindForm())


def _page(request: Request, built: BuiltReturn, find: FindForm) -> HttpResponse:
    show, of = request.GET.get("show", "rules"), (built.collection, built.year)
    asked = {"rules": _rules, "children": _children}.get(show, _one_by_one)(request, *of)
    hidden, here = hidden_count(built), reverse("return-issues", args=of)
    frame = {
        "title": f"What is to be put right: {title(built)}", "of": of, "built": built, "when": built_when(built), "find": find,
        "views": [
            {"text": words, "href": f"{here}?show={name}", "active": name == show} for name, words in VIEWS
        ],
        "show": show if show in ("rules", "children") else "issues", "clear": f"{here}?show=issues",
        "hidden": plural(hidden, "issue") if hidden else "",
    }  # fmt: skip
    return render(request, "returns/issues.html", frame | asked)


def _built(collection: str, year: str) -> BuiltReturn:
    found = latest(collection, year)
    if found is None:
        raise NotFound("The return of this year has not been built.")
    return found


def _rules(request: Request, collection: str, year: str) -> dict:
    rows = [
        each
        | {"message": message(collection, each["rule"], year), "about": rule_page(collection, each["rule"])}
        for each in by_rule(collection, year)
    ]
    return {"rules": rows}


def _children(request: Request, collection: str, year: str) -> dict:
    page = Paginator(by_child(collection, year), PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "link": "?show=children&page="}


def _one_by_one(request: Request, collection: str, year: str) -> dict:
    form = IssueFilter(
        request.GET, rules=sorted(each["rule"] for each in by_rule(collection, year)),
        tables=tables_with(collection, year),
    )  # fmt: skip
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(issues(collection, year, **asked), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return {"form": form, "page": page, "rows": rows(page, request), "link": f"?{query.urlencode()}&page="}


def rows(page: Page | list[ReturnIssue], request: Request) -> list[dict]:
    """Each issue in words, with where it can be put right."""
    found = list(page)
    gone = no_longer_held([each for each in found if not each.closed_at], request.as_of)
    return [_row(each, gone) for each in found]


def _row(issue: ReturnIssue, gone: set[int]) -> dict:
    of, where = issue.collection, places(issue.collection, issue.table, issue.fields.split())
    return {
        "issue": issue,
        "number": number_of(issue.child) if issue.child else "",
        "of": "" if issue.child else nobody(of, issue.table),
        "message": message(of, issue.rule, issue.year),
        "about": rule_page(of, issue.rule),
        "row": row_in_words(of, issue.table, issue.key),
        "places": links(issue.child_id, where, frozenset()) if issue.child_id else [],
        "whys": [each.why for each in where if each.why],
        "sent": when_sent(issue, gone),
    }


def nobody(collection: str, table: str) -> str:
    """Why an issue is of no one child."""
    if table in KINDS[collection].of.tables:
        return "Not known: two children share a number"
    return "The return as a whole"


def number_of(child: Person) -> str:
    """The child without a name: the data team sees numbers."""
    return child.authority_id or f"No number (record {child.pk})"


def rule_page(collection: str, rule: str) -> str:
    """Where the rule is explained with its examples."""
    return "" if rule == NO_NUMBER else return_rules.address(collection, rule)


@require_POST
def find(request: Request, collection: str, year: str) -> HttpResponse:
    """The issues of a child whose number was typed."""
    must_hold(BUILD)
    built = _built(collection, year)
    form = FindForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"]
        named = issues(collection, year).filter(child__authority_id__iexact=number)
        child = named.values_list("child", flat=True).first()
        if child:
            return redirect("return-issues-child", collection, year, child)
        form.add_error(
            "number", "Nothing is to be put right for a child of this number whose record you may see"
        )
    return _page(request, built, form)


def of_child(request: Request, collection: str, year: str, child: int) -> HttpResponse:
    """One child's issues, by number and not by name, and the form that asks a worker to put them right."""
    must_hold(BUILD)
    built, of = _built(collection, year), (collection, year)
    if not is_a_child(child):
        raise NotFound("There is no such record, or you may not see it.")
    viewed(Event.CARD_VIEWED, child=child)
    whose, here = Person.objects.get(pk=child), reverse("return-issues-child", args=[*of, child])
    still = list(issues(*of, child=child))
    form = SendForm(
        request.POST or None, issues=[(str(each.pk), _choice(each)) for each in still],
        unsent=[str(each.pk) for each in still if not each.sent_at],
        asked=who_may_be_asked(child, request.as_of),
    )  # fmt: skip
    saved = save(request, form, lambda: _send(form, still, request), said=_said(form), to=here)
    return saved or ask_apart(
        request, form, template="returns/child.html", title=f"Child {number_of(whose)}", of=of, of_title=title(built), child=child,
        number=number_of(whose), rows=rows(still, request), closed=rows(list(issues(*of, child=child, state="closed")), request),
        back=f"{reverse('return-issues', args=of)}?show=children", button="Send",
    )  # fmt: skip


def _said(form: SendForm) -> str:
    return f"Sent to {form.cleaned_data['to']}" if form.is_bound and form.is_valid() else ""


def _send(form: SendForm, still: list[ReturnIssue], request: Request) -> None:
    require(request.worker, BUILD)
    chosen = [each for each in still if each.pk in form.chosen()]
    send_issues(
        issues=chosen, to=form.cleaned_data["to"], words=form.cleaned_data["words"], at=timezone.now(), by=request.worker
    )  # fmt: skip


def _choice(issue: ReturnIssue) -> str:
    return f"{issue.rule}: {row_in_words(issue.collection, issue.table, issue.key)}"


urls = [
    path("returns/issues/<slug:collection>/<str:year>/", all_issues, name="return-issues"),
    path("returns/issues/<slug:collection>/<str:year>/find/", find, name="return-issues-find"),
    path(
        "returns/issues/<slug:collection>/<str:year>/children/<int:child>/",
        of_child,
        name="return-issues-child",
    ),
]
