"""A measure: what is counted and of what. The part is a condition on the rows of the whole, so every number opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    BooleanField,
    Case,
    Count,
    DurationField,
    Expression,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from kith.frontdoor.queries import a_year_before
from kith.lib.days import start_of
from kith.people.models import Person
from kith.reach.wall import hidden_people
from kith.workforce.models import Allocation

DAY = timedelta(days=1)


class Middle(Aggregate):
    """The median of spans of time; none where there are none."""

    function = "PERCENTILE_CONT"
    template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Scope:
    """The service, or one team, on a day. The last twelve months end with that day."""

    as_of: date
    team: int | None = None

    @property
    def since(self) -> datetime:
        return a_year_before(self.as_of)

    @property
    def until(self) -> datetime:
        """The moment at which the day is over."""
        return start_of(self.as_of + DAY)

    def held(self, rows: QuerySet, child: str = "child") -> QuerySet:
        """Rows of the children whom the team holds on the day; of the whole service all."""
        if self.team is None:
            return rows
        held = Allocation.objects.on(self.as_of).filter(team=self.team)
        return rows.filter(**{f"{child}__in": held.values("child")})


@dataclass(frozen=True)
class Counted:
    """The rows counted, of how many, about how many different children; and the median where there is one."""

    part: int
    whole: int
    children: int
    middle: timedelta | None = None

    @property
    def share(self) -> float | None:
        """Per cent; none of nothing."""
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Measure:
    """`rows` has `whom` (the child) and `day`; `where` is the part; `more` is what lists show and breakdowns group by.

    `shows`: a column of the list and its words. `narrows`: columns by which the list can be narrowed. `middle`: the span of
    time whose median is told. `rest`: in words the rows that are not the part; empty where nobody asks for them. `noun`: what a row is, and several.
    """

    key: str
    title: str
    counts: str
    of: str
    means: str
    source: str
    rows: Callable[[Scope], QuerySet]
    where: Callable[[Scope], Q] | None = None
    more: Callable[[Scope], dict[str, Combinable]] | None = None
    shows: tuple[tuple[str, str], ...] = ()
    narrows: tuple[str, ...] = ()
    middle: Expression | None = None
    rest: str = ""
    noun: tuple[str, str] = ("child", "children")
    last_seen: bool = False

    def count(self, scope: Scope) -> Counted:
        """The numbers, in one query."""
        part = self.where(scope) if self.where else None
        asked: dict[str, Any] = {
            "whole": Count("whom"), "part": Count("whom", filter=part), "children": Count("whom", distinct=True)
        }  # fmt: skip
        if self.middle:
            asked["middle"] = Middle(self.middle)
        return Counted(**self.unhidden(scope).aggregate(**asked))

    def by(self, scope: Scope, *columns: str) -> list[dict]:
        """How many rows there are for each value of some columns that lists can be narrowed by, in one query."""
        rows = self._with_more(scope).values(*columns).order_by(*columns)
        return list(rows.annotate(number=Count("whom")))

    def listed(self, scope: Scope, part: bool | None = None, **narrowed: object) -> QuerySet:
        """The rows behind a number, the latest first: the part, the rest, or the whole."""
        rows = self._with_more(scope).filter(**narrowed)
        if self.where and part is not None:
            counted = Case(
                When(self.where(scope), then=Value(True)), default=Value(False), output_field=BooleanField()
            )
            rows = rows.annotate(counted=counted).filter(counted=part)
        columns = dict.fromkeys(("whom", "day", *self.narrows, *(name for name, _ in self.shows)))
        return rows.values(*columns).order_by("-day", "whom")

    def children(self, scope: Scope, part: bool | None = None) -> QuerySet[Person]:
        """The children behind a number."""
        return Person.objects.filter(pk__in=self.listed(scope, part).order_by().values("whom"))

    def _with_more(self, scope: Scope) -> QuerySet:
        return self.unhidden(scope).annotate(**self.more(scope) if self.more else {})

    def unhidden(self, scope: Scope) -> QuerySet:
        """Rows of nobody whom a restriction hides from the worker: the first wall."""
        hidden = hidden_people()
        return self.rows(scope).exclude(whom__in=hidden) if hidden else self.rows(scope)


def text(expression: Combinable) -> Coalesce:
    """A word of a subquery, empty where it finds nothing."""
    return Coalesce(expression, Value(""))
