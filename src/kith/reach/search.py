"""Finding a person: by part of a name despite spelling and by sound, a date of birth give or take, an age, a number, a
postcode, a brother's, sister's or parent's name; the more is given, the fewer are found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from kith.access.audit import Event, viewed
from kith.access.roles import Permission, Reach
from kith.people.identifiers import as_typed
from kith.people.models import Person, PersonQuerySet
from kith.reach.asked import MOST_WORDS, NEXT, SAME, SWAPPED, YEAR, Asked, asked, asked_for, near
from kith.reach.seeing import around_children, terms_with, ties_of, visible_to
from kith.reach.wall import hidden_people
from kith.reach.withheld import hidden_addresses, hidden_carers
from kith.workforce.models import Worker

MOST = 100  # more than anyone reads; a likelier name is always among them
ABOUT_HALF = 0.55  # what is less alike than this part of the likeliest is left out
OLD_NAME = 0.02  # a name no longer used gives way to one in use, never to one less alike
NEARNESS = {
    SAME: 0.2,
    SWAPPED: 0.12,
    NEXT: 0.12,
    YEAR: 0.1,
}  # how much a date of birth adds to the likeness of a name


@dataclass(frozen=True)
class Found:
    """Somebody found; and the relative by whose name, where some of the words are theirs."""

    person: Person
    relative: int | None = None


def search(worker: Worker, words: str) -> list[Person]:
    """The persons of `find`, without how they were found."""
    return [each.person for each in find(worker, words)]


def find(worker: Worker, words: str) -> list[Found]:
    """Persons who fit, likeliest first, at most 100; only those this worker may find. The search is in the audit."""
    viewed(Event.SEARCHED)
    words = " ".join(words.replace("\0", " ").split())
    found = findable(worker)
    numbered = _by_number(found, words)
    if numbered or not words:
        return [Found(each) for each in numbered]
    given = asked(words)
    typed = typed_words(given.name)
    if not typed and (given.name or not (given.day or given.since or given.place)):
        return []
    return _ranked(found, given, _likely(found, given, typed))


def typed_words(name: str) -> list[str]:
    """The words of a name as they are searched: plain, and without their being put together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_words(%s)", [name])
        words = cursor.fetchone()[0]
    return list(words[: min(len(words) - 1, MOST_WORDS)] if len(words) > 1 else words)


def sound_alike(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these pairs of words that sound alike, as the database hears them."""
    asked_about = sorted(pairs)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one, other FROM unnest(%s::text[], %s::text[]) pair (one, other)"
            " WHERE kith_sounds(one) && kith_sounds(other)",
            [[one for one, _ in asked_about], [other for _, other in asked_about]],
        )
        return set(cursor.fetchall())


def _by_number(found: PersonQuerySet, words: str) -> list[Person]:
    """Whoever has exactly this NHS number, pupil number or authority's own number."""
    kept = as_typed(words)
    if not kept or len(kept) > 36 or not any(letter.isdigit() for letter in kept):
        return []
    same = Q(nhs_number=kept) | Q(upn=kept) | Q(authority_id__in={kept, kept.lower(), words})
    return list(found.filter(same).order_by("pk").with_names()[:MOST])


def _likely(
    found: PersonQuerySet, given: Asked, typed: list[str]
) -> list[tuple[int, bool, float, int | None]]:
    """The database's own search (wall.search.sql): who, by an old name, how likely, by which relative."""
    everybody = _reaches_everyone(Permission.SEARCH)
    among = None if everybody else list(found.values_list("pk", flat=True))
    families = (
        _reaches_everyone(Permission.FAMILY_SEE) if everybody else bool(terms_with(Permission.FAMILY_SEE))
    )
    children = everybody and not families
    carers, homes = (hidden_carers(), hidden_addresses()) if given.place else (set(), set())
    place = f"{given.place}%" if given.place else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM kith_find(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [typed, families, among, list(carers), children, given.days, *given.wide, place, list(homes), 3 * MOST],
        )  # fmt: skip
        return cursor.fetchall()


def _ranked(
    found: PersonQuerySet, given: Asked, likely: list[tuple[int, bool, float, int | None]]
) -> list[Found]:
    """The likeliest first; among equals a name in use before an old one, then children with a record."""
    best: dict[int, tuple[float, int | None]] = {}
    for person, old, likeness, relative in likely:
        best[person] = max(
            best.get(person, (0.0, None)), (likeness - (OLD_NAME if old else 0), relative), key=lambda each: each[0]
        )  # fmt: skip
    least = max((likeness for likeness, _ in best.values()), default=0) * ABOUT_HALF
    likely_enough = [person for person, (likeness, _) in best.items() if likeness >= least]
    days = near(given.day) if given.day else {}
    ranked = sorted(
        found.filter(pk__in=likely_enough).with_names(),
        key=lambda each: (
            -round(best[each.pk][0] + _nearness(each, given, days), 2),
            each.record_opened_on is None, each.name, each.pk,
        ),
    )  # fmt: skip
    return [Found(each, best[each.pk][1]) for each in ranked[:MOST]]


def _nearness(person: Person, given: Asked, days: dict) -> float:
    born = person.born_on or person.expected_on
    if born is None:
        return 0
    if given.since and given.until:
        return NEARNESS[SAME] if given.since <= born < given.until else 0
    return NEARNESS.get(days.get(born, ""), 0)


def is_restricted(words: str) -> bool:
    """Whether somebody hidden by a restriction is asked for by their whole name or a number: "speak to the duty manager".

    What is sealed is never told.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_is_restricted(%s, %s, %s)", asked_for(words))
        return bool(cursor.fetchone()[0])


def findable(worker: Worker) -> PersonQuerySet:
    """Whom this worker's search may show: everyone for roles that may open any record (with a reason, or as a
    short card), else one's own children; and the people around them where the role may see a family."""
    everyone = _reaches_everyone(Permission.SEARCH)
    if everyone and _reaches_everyone(Permission.FAMILY_SEE):
        return Person.objects.exclude(pk__in=hidden_people())
    children = (
        Person.objects.children().exclude(pk__in=hidden_people())
        if everyone
        else visible_to(worker, Permission.SEARCH)
    )
    if not terms_with(Permission.FAMILY_SEE):
        return children
    families = set(visible_to(worker, Permission.FAMILY_SEE).values_list("pk", flat=True))
    around = {other for _, other in ties_of(families)} - hidden_people()
    return Person.objects.filter(Q(pk__in=children.values("pk")) | Q(pk__in=around))


def _reaches_everyone(permission: Permission) -> bool:
    return any(Reach.SERVICE in (each.reach, each.with_reason) for each in terms_with(permission))


def openable(worker: Worker, persons: Iterable[int]) -> set[int]:
    """Which of these are around a child whose family this worker may see: their page would open."""
    return around_children(worker, set(persons)) - hidden_carers()
