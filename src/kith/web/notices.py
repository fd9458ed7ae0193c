"""What a worker must be told soon: a count on every page, a list, and read when they say so."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.casework.merges import merged_into
from kith.people.models import Person
from kith.reach.actions.emergency import read_notice
from kith.reach.models import Notice
from kith.reach.overseeing import to_review
from kith.reach.seeing import NotFound, visible_to
from kith.reach.wall import hidden_people
from kith.web.jinja import long_date, moment
from kith.web.request import Request
from kith.workforce.models import Worker

A_PAGE = 50
DID: dict[str, str] = {
    Notice.Kind.CONTRIBUTION: "sent what you asked about",
    Notice.Kind.OWNER: "gave you the restriction of",
    Notice.Kind.CONTACT: "took a contact about a new child of the same name as",
    Notice.Kind.MERGED: "merged another record into that of",
    Notice.Kind.PARTED: "undid a merge, and there are two records again. You work with",
}
NOTES: dict[str, str] = {
    Notice.Kind.CONTRIBUTION: "Read it under Contributions, on the child’s record.",
    Notice.Kind.CONTACT: "Find the child by name. If they are one and the same, have the two records merged.",
    Notice.Kind.MERGED: "What stood there stands here now. Look through the record: two may have said it differently.",
    Notice.Kind.PARTED: "Look whether what was written in the meantime stands where it belongs.",
}


def unread(worker: Worker) -> int:
    """How many notices a worker has not read."""
    return Notice.objects.filter(worker=worker, read_at__isnull=True).count()


def notices(request: Request) -> HttpResponse:
    page = Paginator(of(request.worker), A_PAGE).get_page(request.GET.get("page"))
    for row in page:
        if row.person_id:
            viewed(Event.CARD_VIEWED, child=row.person_id)
    links = Links(request, list(page))
    context = {"title": "Notices", "page": page, "rows": [in_words(row, links) for row in page]}
    return render(request, "notices/notices.html", context)


def of(worker: Worker) -> QuerySet[Notice]:
    """A worker's notices, the unread first, then the newest."""
    rows = Notice.objects.filter(worker=worker).exclude(person__in=hidden_people())
    rows = rows.select_related("person", "about").prefetch_related("person__names")
    return rows.order_by(F("read_at").desc(nulls_first=True), "-given_at", "-pk")


class Links:
    """Where the notices of a page lead, found out in a constant number of queries."""

    def __init__(self, request: Request, rows: list[Notice]) -> None:
        persons = [row.person_id for row in rows if row.person_id]
        may = visible_to(request.worker, Permission.RECORD_SEE)
        self.records = set(may.filter(pk__in=persons).values_list("pk", flat=True))
        self.reviews: dict[tuple[int | None, int | None], int] = {
            (now(each.person), each.worker_id): each.pk for each in to_review(request.worker)
        }


def now(person: Person) -> int:
    """Whose record it is now: a merge takes the notice with it, and leaves who opened what with the number it was."""
    return person.pk if person.current_name else merged_into(person.pk) or person.pk


def in_words(row: Notice, links: Links) -> dict:
    told = _of_a_person(row, row.person, links) if row.person else _of_a_worker(row)
    return told | {
        "row": row,
        "title": row.get_kind_display(),
        "when": moment(row.given_at),
        "read": reverse("notice-read", args=[row.pk]) if row.read_at is None else "",
        "read_at": moment(row.read_at),
    }


def _of_a_worker(row: Notice) -> dict:
    """A colleague who leaves, or a code for one: no record is named."""
    who = row.about.name if row.about else "The administrator of the machine"
    if row.kind == Notice.Kind.SEALED:
        words = f"{_leaves(row, who)} From then on an adoption worker takes the sealed record over."
        return {
            "who": who,
            "words": words,
            "link": reverse("restrictions"),
            "link_text": "Sealed records to take over",
        }
    if row.kind == Notice.Kind.UNOWNED:
        return {
            "who": who,
            "words": _without_an_owner(row, who),
            "link": reverse("restrictions-all"),
            "link_text": "All restrictions",
        }
    words = f"{who} made it, for {row.said}. Ask that worker whether they wanted it. If not, somebody else may sign in as them."
    return {"who": who, "words": words}


def _leaves(row: Notice, who: str) -> str:
    return f"{who} cannot open records from {long_date(date.fromisoformat(row.said))}."


def _without_an_owner(row: Notice, who: str) -> str:
    """Somebody leaves who owns restrictions; or one was opened in an emergency, and nobody is there to review it."""
    if row.said:
        return f"{_leaves(row, who)} Give the restrictions they own to other owners: else nobody reviews who opens those records."
    return (
        f"{who} opened a restricted record in an emergency, and its owner has left. Give the restriction to another owner, who "
        "reviews the access by the next working day."
    )


def _of_a_person(row: Notice, person: Person, links: Links) -> dict:
    review = links.reviews.get((row.person_id, row.about_id)) if row.kind == Notice.Kind.EMERGENCY else None
    return {
        "name": person.name,
        "href": reverse("child", args=[row.person_id]) if row.person_id in links.records else "",
        "who": row.about.name if row.about else (row.said if row.kind == Notice.Kind.CONTRIBUTION else ""),
        "did": DID.get(row.kind, "opened"),
        "owned": row.kind == Notice.Kind.OWNER,
        "note": NOTES.get(row.kind, ""),
        "said": "" if row.kind == Notice.Kind.CONTRIBUTION else row.said,
        "review": reverse("emergency-review", args=[review]) if review else "",
    }


@require_POST
def read(request: Request, notice: int) -> HttpResponse:
    row = Notice.objects.filter(worker=request.worker, pk=notice).first()
    if row is None:
        raise NotFound("There is no such notice, or it is somebody else’s.")
    if row.read_at is None:
        read_notice(notice=row, at=timezone.now(), by=request.worker)
    return redirect("notices")


@require_GET
def count(request: HttpRequest) -> JsonResponse:
    """How many are unread, for the page that is open. Asking keeps nobody signed in."""
    worker = getattr(request, "worker", None)
    return JsonResponse({"unread": unread(worker) if worker else 0})


count.quiet = True  # type: ignore[attr-defined]
urls = [
    path("notices/", notices, name="notices"),
    path("notices/<int:notice>/read/", read, name="notice-read"),
    path("notices/count/", count, name="notices-count"),
]
