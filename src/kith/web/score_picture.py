"""The scores of a goal over time, drawn: a line for each person who scored it, each with a mark of its own shape."""

from dataclasses import dataclass
from datetime import date

from kith.familyhelp.models import BEST, GoalScore
from kith.familyhelp.queries import Scored
from kith.web.jinja import long_date

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 340, 132, 26, 14, 10, 24
MARKS = ("●", "■", "▲", "◆", "○", "□")


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    score: int


@dataclass(frozen=True)
class Line:
    """What one person scored, in the order of the days."""

    who: str
    mark: str
    points: list[Point]

    @property
    def path(self) -> str:
        return " ".join(f"{each.x},{each.y}" for each in self.points)


@dataclass(frozen=True)
class Picture:
    """Ready to be drawn; `says` is the same in words, and the rows of the table say it all."""

    lines: list[Line]
    first: str
    last: str
    says: str
    rows: list[GoalScore]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def levels(self) -> list[tuple[int, int]]:
        return [(each, height_of(each)) for each in (0, BEST // 2, BEST)]


def picture_of(goal: Scored) -> Picture | None:
    """None where nobody has scored the goal yet."""
    if not goal.first or not goal.last:
        return None
    days = (goal.first.scored_on, goal.last.scored_on)
    people = list(dict.fromkeys(each.who for each in goal.scores))
    lines = [_line(who, MARKS[place % len(MARKS)], goal.scores, days) for place, who in enumerate(people)]
    one_day = days[0] == days[1]
    return Picture(
        lines, long_date(days[0]), "" if one_day else long_date(days[1]), in_words(goal), goal.scores
    )


def in_words(goal: Scored) -> str:
    """ "Robin: from 2 on 3 March 2026 to 8 on 4 June 2026. Mother: 5 on 3 March 2026"."""
    said = []
    for who in dict.fromkeys(each.who for each in goal.scores):
        own = [each for each in goal.scores if each.who == who]
        first, last = (f"{each.score} on {long_date(each.scored_on)}" for each in (own[0], own[-1]))
        said.append(f"{who}: from {first} to {last}" if len(own) > 1 else f"{who}: {first}")
    return ". ".join(said)


def _line(who: str, mark: str, scores: list[GoalScore], days: tuple[date, date]) -> Line:
    own = (each for each in scores if each.who == who)
    return Line(
        who, mark, [Point(_across(each.scored_on, days), height_of(each.score), each.score) for each in own]
    )


def _across(day: date, days: tuple[date, date]) -> int:
    whole = (days[1] - days[0]).days
    inside = WIDTH - LEFT - RIGHT
    return LEFT + (inside // 2 if not whole else round(inside * (day - days[0]).days / whole))


def height_of(score: int) -> int:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (BEST - score) / BEST)
