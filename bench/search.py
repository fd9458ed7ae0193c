"""Search a demonstration authority for people in the ways a duty worker would, with the slips people make; the last line
printed is JSON.

Each search is made from somebody on the record. It is right when the first person found is that person, or fits all that
was meant as well as that person does: of three people of one name none is more right than another.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import demonstration

from kith.cli import database, ready

SIZE = int(sys.argv[1])
OF_EACH = 60  # searches of each kind
SOUNDS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("y", "i"), ("ee", "ea"), ("ie", "y"), ("ll", "l"), ("tt", "t"), ("th", "t"),
          ("wr", "r"), ("gh", "g"), ("oo", "u"), ("z", "s"), ("s", "z"), ("e", "a"))  # fmt: skip


class Meant(NamedTuple):
    """What the worker knows of somebody, before any slip."""

    number: int
    given: str
    family: str
    born_on: Any
    postcode: str
    sibling: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


def main() -> None:
    with database.provided() as urls:
        here = urls.named(sys.argv[2] if len(sys.argv) > 2 else f"kith_bench_{SIZE}")
        if len(sys.argv) == 2:
            demonstration.make_unless_there(urls, here, SIZE)
        with ready.application(here):
            print(json.dumps({"size": SIZE, **measure()}))


def measure() -> dict:
    from django.utils import timezone

    from kith.access.models import User
    from kith.work import work

    head = User.objects.select_related("worker").get(username="head.of.service").worker
    with work(head, timezone.localdate(), via="command"):
        chosen = random.Random(7)
        meant = people(chosen)
        return {"kinds": {kind: tried(head, kind, meant, chosen) for kind in WAYS}}


def people(chosen: random.Random) -> list[Meant]:
    """Children on the record whose brother or sister, address and date of birth are known."""
    from kith.people.models import Person, Relationship

    numbers = list(
        Person.objects.children().filter(born_on__isnull=False).order_by("pk").values_list("pk", flat=True)
    )
    found = []
    for number in chosen.sample(numbers, min(len(numbers), 8 * OF_EACH)):
        person = Person.objects.with_names().get(pk=number)
        home = person.residences.select_related("address").order_by("-start_on").first()
        kin = Relationship.objects.filter(person=number, kind="sibling", end_on__isnull=True).first()
        if home and kin and person.current_name and kin.other.current_name:
            name = person.current_name
            found.append(Meant(
                number, name.given, name.family, person.born_on, home.address.postcode, kin.other.name
            ))  # fmt: skip
    return found[: 4 * OF_EACH]


def tried(head: Any, kind: str, meant: list[Meant], chosen: random.Random) -> dict:
    """How often the right person came first, and among the first three; and how long a search took."""
    from kith.reach.search import find

    places, taken = [], []
    for each, words in searches(kind, meant, chosen):
        begun = time.perf_counter()
        found = find(head, words)
        taken.append(1000 * (time.perf_counter() - begun))
        places.append(place(each, kind, [one.person for one in found]))
    return {
        "searches": len(places),
        "first": sum(at == 0 for at in places) / len(places),
        "three": sum(at < 3 for at in places) / len(places),
        "median": statistics.median(taken),
        "p95": statistics.quantiles(taken, n=20)[-1],
        "taken": taken,
    }


def searches(kind: str, meant: list[Meant], chosen: random.Random) -> Iterator[tuple[Meant, str]]:
    made = [(each, words) for each in meant if (words := WAYS[kind](each, chosen))]
    return iter(made[:OF_EACH])


def place(meant: Meant, kind: str, found: list[Any]) -> int:
    """At which place somebody stands who is, or fits as well as, whoever was meant; far back where nobody does."""
    for at, person in enumerate(found):
        if person.pk == meant.number or fits(meant, kind, person):
            return at
    return 1000


def fits(meant: Meant, kind: str, person: Any) -> bool:
    """Whether another person is just what was meant: the same name, and the rest that was told."""
    name = person.current_name
    if name is None:
        return False
    if "part" in kind:
        return name.given.startswith(meant.given[:4]) and name.family.startswith(meant.family[:6])
    if name.given != meant.given:
        return False
    if "postcode" in kind and not person.residences.filter(address__postcode=meant.postcode).exists():
        return False
    if any(word in kind for word in ("date", "age")) and person.born_on != meant.born_on:
        return False
    if "year," in kind and (person.born_on is None or person.born_on.year != meant.born_on.year):
        return False
    return "sibling" not in kind and ("first name" in kind or name.family == meant.family)


def slip(word: str, chosen: random.Random) -> str:
    """A letter left out, doubled, or changed round with the next; the first stands."""
    if len(word) < 4:
        return word + word[-1]
    at = chosen.randrange(1, len(word) - 1)
    return chosen.choice([
        word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    ])  # fmt: skip


def heard(word: str, chosen: random.Random) -> str:
    fitting = [(one, other) for one, other in SOUNDS if one in word.lower()[1:]]
    if not fitting:
        return ""
    one, other = chosen.choice(fitting)
    return word[0] + word.lower()[1:].replace(one, other, 1)


def by_sound(each: Meant, chosen: random.Random) -> str:
    family = heard(each.family, chosen)
    return f"{each.given} {family}" if family else ""


def swapped(each: Meant, chosen: random.Random) -> str:
    born = each.born_on
    return (
        f"{each.name} {born.month}/{born.day}/{born.year}"
        if born.day <= 12 and born.day != born.month
        else ""
    )


WAYS: dict[str, Callable[[Meant, random.Random], str]] = {
    "the whole name": lambda each, chosen: each.name,
    "part of the name": lambda each, chosen: f"{each.given[:4]} {each.family[:6]}",
    "a slip in each name": lambda each, chosen: f"{slip(each.given, chosen)} {slip(each.family, chosen)}",
    "as the last name sounds": by_sound,
    "name, date": lambda each, chosen: f"{each.name} {each.born_on:%d/%m/%Y}",
    "name, date swapped": swapped,
    "name, date a year out": lambda each, chosen: f"{each.name} {each.born_on.day}/{each.born_on.month}/{each.born_on.year - 1}",
    "a slip, and the date": lambda each, chosen: f"{slip(each.given, chosen)} {each.family} {each.born_on:%d/%m/%Y}",
    "first name, year, postcode": lambda each, chosen: f"{each.given} {each.born_on.year} {each.postcode}",
    "name, postcode": lambda each, chosen: f"{each.name} {each.postcode}",
    "first name, sibling’s name": lambda each, chosen: f"{each.given} {each.sibling}",
    "name, sibling’s first name": lambda each, chosen: f"{each.name} {each.sibling.split()[0]}",
}  # fmt: skip


if __name__ == "__main__":
    main()
