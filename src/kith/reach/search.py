"""Finding a person: by part of a name despite spelling, by date of birth, by a number."""

import re
from datetime import date, datetime

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Max, Q, QuerySet, TextField, Value

from kith.access.audit import Event, viewed
from kith.access.roles import Permission, Reach
from kith.people.models import Person, PersonName, PersonQuerySet, Plain
from kith.reach.seeing import relatives_of, terms_with, visible_to
from kith.workforce.models import Worker

MOST = 50


def search(worker: Worker, words: str) -> PersonQuerySet:
    """Persons who fit, likeliest first, at most 50; only those this worker may find. The search is in the audit."""
    viewed(Event.SEARCHED)
    words = words.strip()
    if not words:
        return Person.objects.none()
    found = findable(worker)
    day = as_date(words)
    if day:
        return found.filter(Q(born_on=day) | Q(expected_on=day)).with_names().order_by("pk")[:MOST]
    number = re.sub(r"\s", "", words).upper()
    if any(letter.isdigit() for letter in number):
        same = Q(nhs_number=number) | Q(upn=number) | Q(authority_id__iexact=number)
        return found.filter(same).with_names().order_by("pk")[:MOST]
    return _by_name(found, words)


def _by_name(found: QuerySet[Person], words: str) -> PersonQuerySet:
    """The index finds names that share enough trigrams; among them the likeliest come first."""
    plain = Plain(Value(words, output_field=TextField()))
    alike = PersonName.objects.annotate(
        words=plain, likeness=TrigramWordSimilarity(F("words"), "plain")
    ).filter(Q(plain__trigram_word_similar=F("words")) | Q(plain__contains=F("words")))
    best = alike.values("person").annotate(best=Max("likeness")).order_by("-best", "person")[: MOST * 4]
    order = {row["person"]: row["best"] for row in best}
    ranked = found.filter(pk__in=order).with_names()
    return sorted(ranked, key=lambda person: (-order[person.pk], person.pk))[:MOST]  # type: ignore[return-value]


def findable(worker: Worker) -> PersonQuerySet:
    """Whom this worker's search may show: everyone for roles that may open any record (with a reason, or as a
    short card), else one's own children and the people around them."""
    terms = terms_with(Permission.SEARCH)
    if any(Reach.SERVICE in (each.reach, each.with_reason) for each in terms):
        return Person.objects.all()
    if not terms:
        return Person.objects.none()
    children = visible_to(worker, Permission.CARD_SEE)
    return Person.objects.filter(
        Q(pk__in=children.values("pk")) | Q(pk__in=relatives_of(children).values("pk"))
    )


def as_date(words: str) -> date | None:
    """A date as people write it: 3/4/2015, 03-04-2015, 2015-04-03, 3 April 2015."""
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
