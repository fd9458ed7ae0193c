"""Issues of built returns, asked for by return and year, rule, table, child and what has come of them."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from kith.reach.wall import hidden_people
from kith.returns.models import BuiltReturn, ReturnIssue

OPEN = Q(closed_at__isnull=True)
SENT = Q(sent_at__isnull=False)
STATES = {"": OPEN, "unsent": OPEN & ~SENT, "sent": OPEN & SENT, "closed": ~OPEN}


def of_year(collection: str, year: str) -> QuerySet[ReturnIssue]:
    """Every issue of a return of a year that this reader may see, open or closed."""
    return ReturnIssue.objects.filter(collection=collection, year=year).exclude(child__in=hidden_people())


def issues(
    collection: str, year: str, *, rule: str = "", table: str = "", state: str = "", child: int | None = None
) -> QuerySet[ReturnIssue]:
    """Those asked for: by child, then by rule."""
    asked = {"rule": rule, "table": table, "child": child}
    found = of_year(collection, year).filter(
        STATES.get(state, OPEN), **{name: each for name, each in asked.items() if each}
    )
    found = found.select_related("child", "sent_to", "first_seen")
    return found.order_by("child__authority_id", "child", "rule", "table", "key", "pk")


def by_rule(collection: str, year: str) -> list[dict[str, Any]]:
    """rule, count, children, sent: of what is still to be put right, most first."""
    rows = of_year(collection, year).filter(OPEN).values("rule")
    counted = rows.annotate(
        count=Count("pk"), children=Count("child", distinct=True), sent=Count("pk", filter=SENT)
    )
    return [dict(row) for row in counted.order_by("-count", "rule")]


def by_child(collection: str, year: str) -> QuerySet:
    """child, number, count, rules, sent: of what is still to be put right, most first."""
    rows = of_year(collection, year).filter(OPEN).values("child", "child__authority_id")
    counted = rows.annotate(
        count=Count("pk"), rules=Count("rule", distinct=True), sent=Count("pk", filter=SENT)
    )
    return counted.order_by("-count", "child")


def tables_with(collection: str, year: str) -> list[str]:
    """The tables in which anything is or was to be put right."""
    return sorted(set(of_year(collection, year).values_list("table", flat=True)))


def hidden_count(built: BuiltReturn) -> int:
    """How many of a build's issues this reader does not see: of children whose record is restricted. Only the build that
    was the last of its year tells, for an issue knows only when it was last seen."""
    later = BuiltReturn.objects.filter(
        collection=built.collection, year=built.year, state=BuiltReturn.State.DONE, pk__gt=built.pk
    )
    if later.exists():
        return 0
    return max(
        0,
        built.counts.get("issues", 0) - of_year(built.collection, built.year).filter(last_seen=built).count(),
    )
