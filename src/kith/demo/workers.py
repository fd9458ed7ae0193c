"""Teams, posts and the workers who held them, and who held which child.

A post is held by one worker after another; a child stays with a post when its worker leaves. Social workers leave
after about three years, so a child who has been known for long has had several.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kith.demo import figures, names, places
from kith.demo import tables as t
from kith.demo.book import Book, years_before
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about, choose

BEGINNING = 24  # years back: before any child of the borough was known
WHY_MOVED = {"TSPROC": 45, "MANAGE": 30, "ORGRST": 15, "PCCHAN": 4, "CHCHAN": 3, "OTHERS": 3}


@dataclass
class Post:
    """A place in a team and those who held it: from, until, worker."""

    team: int
    holders: list[tuple[date, date | None, int]]
    manager: "Post | None" = None
    room: float = 1.0  # how much of a full caseload the holder takes: a newly qualified worker less
    load: int = 0

    @property
    def now(self) -> int:
        return self.holders[-1][2]

    def on(self, day: date) -> int:
        for start, _, worker in reversed(self.holders):
            if start <= day:
                return worker
        return self.holders[0][2]


@dataclass
class Workforce:
    """The posts, by what they do."""

    assessment: list[Post] = field(default_factory=list)
    need: list[Post] = field(default_factory=list)
    care: list[Post] = field(default_factory=list)
    reviewing: list[Post] = field(default_factory=list)
    advisers: list[Post] = field(default_factory=list)
    hers: Post | None = None
    managers: dict[int, int] = field(default_factory=dict)  # worker -> manager now
    post_of: dict[int, Post] = field(default_factory=dict)  # by worker
    signed_in: dict[str, int] = field(default_factory=dict)  # role -> the worker who may sign in

    def manager_of(self, worker: int | None, day: date) -> int | None:
        """Who managed, on a day, the team of whoever held the worker's post."""
        if not self.post_of:
            self.post_of = {held: post for _, post in self.posts() for _, _, held in post.holders}
        post = self.post_of.get(worker or 0)
        return post.manager.on(day) if post and post.manager else None

    def posts(self) -> list[tuple[str, Post]]:
        """Every post, with the role of whoever holds it."""
        ours = [*self.assessment, *self.need, *self.care, *([self.hers] if self.hers else [])]
        found = [("social_worker", post) for post in ours]
        found += [("reviewing_officer", post) for post in self.reviewing]
        found += [("personal_adviser", post) for post in self.advisers]
        of = {id(post.manager): post.manager for _, post in found if post.manager}
        return found + [("team_manager", manager) for manager in of.values()]


def make_workforce(book: Book, open_children: int, looked_after: int, leavers: int) -> Workforce:
    """As many posts as the published caseload asks for; the first looked-after post is the one that signs in."""
    each = figures.CASES_PER_WORKER.value + 1
    posts = max(round(open_children / each), 3)
    care = max(round(looked_after / each), 1)
    force = Workforce(
        assessment=_posts(book, "first response", max(posts // 12, 1)),
        care=_posts(book, "children in care", care),
        need=_posts(book, "family help and protection", max(posts - care - max(posts // 12, 1), 2)),
        reviewing=_posts(book, "independent reviewing", max(round(looked_after / 60), 1)),
        advisers=_posts(book, "leaving care", max(round(leavers / 22), 1)),
    )
    force.hers = force.need.pop(0)
    return force


def _posts(book: Book, kind: str, number: int) -> list[Post]:
    """Posts in teams of six with a manager each, and a town for a name."""
    posts: list[Post] = []
    for place in range(number):
        if place % 6 == 0:
            team = book.add(t.Team, _team_name(kind, place // 6, many=number > 6))
            manager = _post(book, kind, 1_000_000 + place, team, manages=True)
        posts.append(_post(book, kind, place, team))
        posts[-1].manager = manager
        posts[-1].room = 0.7 + 0.55 * book.stream(f"room {kind}", place).random()
    return posts


def _team_name(kind: str, place: int, *, many: bool) -> str:
    """ "Sallowbridge family help and protection team"; the second of a town is numbered."""
    if not many:
        return f"{kind.capitalize()} team"
    again, town = divmod(place, len(places.TOWNS))
    return f"{places.TOWNS[town]} {kind} team{f' {again + 1}' if again else ''}"


def _post(book: Book, kind: str, place: int, team: int, *, manages: bool = False) -> Post:
    """Back from today, one holder before another."""
    random = book.stream(f"post {kind}", place)
    holders: list[tuple[date, date | None, int]] = []
    end: date | None = None
    start = book.as_of - timedelta(days=about(random, 60, 1_900))
    first = years_before(book.as_of, BEGINNING)
    while True:
        worker = book.add(
            t.Worker, names.worker_name(random), start, end,
            social_work_england=f"SW{900_000 + book.totals[t.Worker]}", telephone=places.office_telephone(random),
        )  # fmt: skip
        book.add(t.TeamMembership, team, worker, start, end, manages)
        holders.insert(0, (start, end, worker))
        if start <= first:
            return Post(team, holders)
        end, start = start, start - timedelta(days=int(random.expovariate(1 / 1_000)) + 150)


def add_allocations(book: Book, force: Workforce, family: Family) -> None:
    """Who has held each child of a family: assessment first, then longer-term posts; officers and advisers beside."""
    random = book.stream("allocation", family.number)
    first = force.assessment[int(random.random() * len(force.assessment))]
    waiting = any("waiting" in child.traits for child in family.children)
    need = force.hers if (family.hers or waiting) and force.hers else _post_for(random, force.need, family)
    care = force.hers if family.hers and force.hers else _post_for(random, force.care, family)
    officer = force.reviewing[family.number % len(force.reviewing)]
    moved = about(random, 12, 60)
    for child in family.with_record:
        later = care if child.care_start else need
        _lead(book, random, child, first, later, moved)
        if child.is_open:
            later.load += 1
        if child.care_start:
            _beside(book, child, officer, "reviewing_officer", child.care_start, child.care_end)
    _advisers(book, force, family)


def _post_for(random: Random, posts: list[Post], family: Family) -> Post:
    """The least burdened post for an open family; any post for one that was."""
    if any(child.is_open for child in family.children):
        return min(posts, key=lambda post: post.load / post.room)
    return posts[int(random.random() * len(posts))]


def _lead(book: Book, random: Random, child: Child, first: Post, later: Post, moved: int) -> None:
    start = child.opened_on
    assert start is not None
    end = child.closed_on or child.care_end
    if "waiting" in child.traits:
        book.add(t.Allocation, child.id, None, later.team, "lead", "", start)
        later.load -= 1
        return
    moving = start + timedelta(days=moved)
    over = moving if moving < (end or book.as_of) else None
    hold(book, child, first, "FCONTA", start, over or end)
    if over:
        hold(book, child, later, choose(random, {"TSPROC": 80, "MANAGE": 15, "ORGRST": 5}), over, end)


def hold(book: Book, child: Child, post: Post, reason: str, start: date, end: date | None) -> None:
    """One allocation for each worker who held the post in that time."""
    for since, until, worker in post.holders:
        first = max(since, start)
        last = min((day for day in (until, end) if day), default=None)
        if last is not None and last <= first:
            continue
        why = reason if first == start else "LEFTRL"
        book.add(t.Allocation, child.id, worker, post.team, "lead", why, first, last)
        child.held.append((first, last, worker))


def _beside(book: Book, child: Child, post: Post, part: str, start: date, end: date | None) -> None:
    for since, until, worker in post.holders:
        first = max(since, start)
        last = min((day for day in (until, end) if day), default=None)
        if last is None or last > first:
            book.add(t.Allocation, child.id, worker, post.team, part, "", first, last)


def _advisers(book: Book, force: Workforce, family: Family) -> None:
    """A personal adviser from sixteen, until twenty-one."""
    post = force.advisers[family.number % len(force.advisers)]
    for child in family.of(Kind.LOOKED_AFTER, Kind.LEFT_CARE):
        if not is_care_leaver(child, book.as_of):
            continue
        sixteen, over = child.born_on + timedelta(days=5_900), child.born_on + timedelta(days=7_670)
        start = max(sixteen, child.care_start or sixteen)
        if start < book.as_of:
            _beside(book, child, post, "personal_adviser", start, over if over <= book.as_of else None)


def is_care_leaver(child: Child, as_of: date) -> bool:
    """Looked after at sixteen, or until then and later, for thirteen weeks or more."""
    if child.care_start is None or child.end_reason in {"E2", "E3", "E15", "E16"}:
        return False
    end = child.care_end or as_of
    return child.age_on(end) > 16.1 and (end - child.care_start).days >= 91
