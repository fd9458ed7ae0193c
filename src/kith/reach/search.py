"""Finding a person: by part of a name despite spelling, by date of birth, by a number."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from kith.access.audit import Event, viewed
from kith.access.roles import Permission, Reach
from kith.people.identifiers import as_typed
from kith.people.models import Person, PersonQuerySet
from kith.reach.seeing import opened_with_reason, relatives_of, terms_with, visible_to
from kith.reach.wall import hidden_people
from kith.reach.withheld import hidden_carers
from kith.workforce.models import Worker

MOST = 100  # more than anyone reads; a likelier name is always among them
ABOUT_HALF = 0.55  # what is less alike than this part of the likeliest is left out
SURE = 0.6  # nothing this alike: perhaps two letters were changed round
MOST_WORDS = 4  # in which a slip is looked for: each is a search of its own
SLIP = 0.15  # a name found so gives way to one found as it was typed
OLD_NAME = 0.02  # a name no longer used gives way to one in use, never to one less alike

DATE_FORMS = ("%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d%m%Y")
A_DATE = re.compile(
    r"\b(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d{4}|\d{2})|\d{8}"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9},? \d{4})\b",
    re.IGNORECASE,
)


def search(worker: Worker, words: str) -> list[Person]:
    """Persons who fit, likeliest first, at most 100; only those this worker may find. The search is in the audit.

    `words` is part of a name, a date of birth, both together, or a number as people write it.
    """
    viewed(Event.SEARCHED)
    words = " ".join(words.replace("\0", " ").split())
    found = findable(worker)
    numbered = _by_number(found, words)
    if numbered or not words:
        return numbered
    day, name = apart(words)
    if day:
        found = found.filter(Q(born_on=day) | Q(expected_on=day))
    if re.search(r"[^\W\d_]", name):
        everybody = _reaches_everyone(Permission.SEARCH) and not day
        return _by_name(found, name, None if everybody else list(found.values_list("pk", flat=True)))
    return list(found.order_by("record_opened_on", "pk").with_names()[:MOST]) if day else []


def _by_number(found: PersonQuerySet, words: str) -> list[Person]:
    """Whoever has exactly this NHS number, pupil number or authority's own number."""
    kept = as_typed(words)
    if not kept or len(kept) > 36 or not any(letter.isdigit() for letter in kept):
        return []
    same = Q(nhs_number=kept) | Q(upn=kept) | Q(authority_id__in={kept, kept.lower(), words})
    return list(found.filter(same).order_by("pk").with_names()[:MOST])


def _by_name(found: PersonQuerySet, name: str, among: list[int] | None) -> list[Person]:
    """The likeliest first; among equals a name in use before an old one, then children with a record."""
    best = _alike(among, [name])
    if max(best.values(), default=0) < SURE:
        slips = _alike(among, swapped(name))
        best |= {person: max(best.get(person, 0), likeness - SLIP) for person, likeness in slips.items()}
    least = max(best.values(), default=0) * ABOUT_HALF
    likely = sorted(
        (person for person in best if best[person] >= least), key=lambda person: (-best[person], person)
    )
    ranked = found.filter(pk__in=likely[:MOST]).with_names()
    return sorted(
        ranked, key=lambda each: (-round(best[each.pk], 2), each.record_opened_on is None, each.name, each.pk)
    )


def _alike(among: list[int] | None, spellings: list[str]) -> dict[int, float]:
    """Who has a name like any of these spellings, and how alike it is; found through the trigram index."""
    best: dict[int, float] = {}
    for spelling in spellings:
        for person, old, likeness in _names_like(among, spelling):
            best[person] = max(best.get(person, 0), likeness - (OLD_NAME if old else 0))
    return best


def _names_like(among: list[int] | None, spelling: str) -> list[tuple[int, bool, float]]:
    """The database's own search (wall.sql); `among`: only these persons, everybody when there is none."""
    children = not _reaches_everyone(Permission.FAMILY_SEE) and among is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kith_names_like(%s, %s, %s, %s)", [spelling, among, children, MOST * 3])
        return cursor.fetchall()


def is_restricted(words: str) -> bool:
    """Whether somebody hidden by a restriction is asked for by their whole name or a number: "speak to the duty manager".

    What is sealed is never told.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_is_restricted(%s, %s, %s)", asked_for(words))
        return bool(cursor.fetchone()[0])


def asked_for(words: str) -> list:
    """What the database is asked for: the name, the date of birth, and the numbers it might be."""
    words = " ".join(words.replace("\0", " ").split())
    day, name = apart(words)
    return [name, day, [as_typed(words).lower(), words.lower()]]


def swapped(name: str) -> list[str]:
    """The same words with two neighbouring letters of one of them changed round: the slip that trigrams miss."""
    made = []
    words = name.split()
    for place, word in enumerate(words[:MOST_WORDS]):
        for at in range(len(word) - 1) if len(word) <= 6 else ():
            other = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            made.append(" ".join([*words[:place], other, *words[place + 1 :]]))
    return [each for each in made if each != name]


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
    families = relatives_of(visible_to(worker, Permission.FAMILY_SEE))
    return Person.objects.filter(Q(pk__in=children.values("pk")) | Q(pk__in=families.values("pk")))


def _reaches_everyone(permission: Permission) -> bool:
    return any(Reach.SERVICE in (each.reach, each.with_reason) for each in terms_with(permission))


def openable(worker: Worker, persons: Iterable[int]) -> set[int]:
    """Which of these are around a child whose family this worker may see: their page would open."""
    if not terms_with(Permission.FAMILY_SEE):
        return set()
    seen = Q(pk__in=visible_to(worker, Permission.FAMILY_SEE).values("pk")) | Q(
        pk__in=opened_with_reason(worker)
    )
    around = relatives_of(Person.objects.filter(seen))
    return set(around.filter(pk__in=list(persons)).values_list("pk", flat=True)) - hidden_carers()


def apart(words: str) -> tuple[date | None, str]:
    """The date of birth among the words, and the words without it."""
    written = A_DATE.search(words)
    day = as_date(written[0]) if written else None
    if written is None or day is None:
        return None, words
    return day, " ".join((words[: written.start()] + " " + words[written.end() :]).split())


def as_date(words: str) -> date | None:
    """A date as people write it: 3/4/2015, 03-04-15, 2015-04-03, 03042015, 3rd of April 2015."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b| of\b|,", "", words.strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", plain):
        return _read(plain, "%Y-%m-%d")
    if re.fullmatch(r"\d{1,2}[.\- ]\d{1,2}[.\- ]\d{2,4}", plain):
        plain = re.sub(r"[.\- ]", "/", plain)
    return next((day for form in DATE_FORMS if (day := _read(plain, form))), None)


def _read(words: str, form: str) -> date | None:
    try:
        return datetime.strptime(words, form).date()  # noqa: DTZ007 - a date, read through a moment
    except ValueError:
        return None
