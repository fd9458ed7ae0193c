"""What of children must not be told to the reader: what is withheld of them, and what would tell it of another child."""

import re
from collections.abc import Iterable

from kith.care.homes import homes_not_told_of, telling_by_their_homes
from kith.casework.models import SchoolPlace
from kith.casework.schools import telling_by_their_schools
from kith.people.models import Address, PersonName
from kith.reach.withheld import (
    What,
    hidden_addresses,
    hidden_carers,
    hidden_numbers,
    hidden_of,
    readers,
    withheld_children,
)

SHORTEST = 5  # letters: less would be found in other words


def not_to_tell(children: Iterable[int]) -> dict[int, frozenset[What]]:
    """For each child, in a constant number of queries. A brother's home, or school, may be the other's too."""
    chosen = list(children)
    found = hidden_of(chosen)
    telling = {
        What.ADDRESS: telling_by_their_homes(chosen),
        What.SCHOOL: telling_by_their_schools(chosen),
    }
    return {
        child: hidden | {what for what, tells in telling.items() if child in tells}
        for child, hidden in found.items()
    }


def words_that_tell() -> frozenset[str]:
    """What would tell the reader something withheld, wherever it stands in what somebody wrote: an address and its
    postcode, the name of a home, a carer or a school, a telephone number. All squeezed."""
    if not readers():
        return frozenset()
    found = [*_of_places(), *_of_names(), *hidden_numbers()]
    return frozenset(each for words in found if len(each := squeezed(words)) >= SHORTEST)


def _of_places() -> list[str]:
    addresses = Address.objects.filter(pk__in=hidden_addresses()).values_list("lines", "postcode")
    homes = homes_not_told_of().values_list("name", "postcode")
    words = [each for row in (*addresses, *homes) for each in row]
    lines = [part for each in words for part in re.split(r"[,\n]", each)]
    return [*lines, *(without_number(each) for each in lines)]


def _of_names() -> list[str]:
    """Of schools, and of carers: a carer’s name tells where the child lives."""
    schools = SchoolPlace.objects.filter(child__in=withheld_children(What.SCHOOL)).values_list(
        "school", flat=True
    )
    carers = PersonName.objects.filter(person__in=hidden_carers()).values_list("given", "family")
    return [*schools, *(f"{given}{family}" for given, family in carers)]


def without_number(line: str) -> str:
    """A street without the number of the house."""
    return re.sub(r"^\s*\d+\w?\s+", "", line)


def squeezed(words: str) -> str:
    """Words as they are compared: however they are spaced, capitalised and punctuated."""
    return "".join(each for each in words.casefold() if each.isalnum())
