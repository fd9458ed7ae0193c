"""Providers and homes: foster families with their carers, children's homes, supported accommodation and the rest.

Homes are opened as they are needed, and a home never takes more children at once than it has beds.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random

from kith.demo import figures, names, places
from kith.demo import tables as t
from kith.demo.book import Book, years_before
from kith.demo.chance import about, choose, pick

INSIDE, NEAR, FAR = "inside", "near", "far"
# Kind of home: how many of a hundred are in the borough, near it, and more than 20 miles away; beds; kinds of provider.
ZONES: dict[str, dict[str, float]] = {
    "foster": {INSIDE: 51, NEAR: 22.5, FAR: 26.5}, "home": {INSIDE: 30, NEAR: 20, FAR: 50},
    "supported": {INSIDE: 55, NEAR: 15, FAR: 30}, "adoption": {INSIDE: 25, NEAR: 20, FAR: 55},
    "residential": {INSIDE: 35, NEAR: 15, FAR: 50}, "school": {INSIDE: 20, NEAR: 20, FAR: 60},
    "hospital": {INSIDE: 67, NEAR: 8, FAR: 25}, "kin": {INSIDE: 75, NEAR: 25}, "parents": {INSIDE: 100},
}  # fmt: skip
# Where children in care live now, those who came alone apart, whose homes are not known.
_FAR = figures.PLACED_FAR.value
_NEAR = figures.PLACED_OUTSIDE.value - figures.OUTSIDE_UNKNOWN.value - _FAR
ZONES_NOW = {
    INSIDE: figures.LOOKED_AFTER_STOCK.value - figures.STOCK_UNACCOMPANIED - _NEAR - _FAR,
    NEAR: _NEAR,
    FAR: _FAR,
}
POSTCODES = {INSIDE: places.INSIDE, NEAR: places.NEARBY, FAR: places.FAR}
ZONES_ALONE = {INSIDE: 49, NEAR: 30, FAR: 21}
BEDS = {
    "foster": 3,
    "home": 4,
    "supported": 6,
    "adoption": 2,
    "residential": 6,
    "school": 20,
    "hospital": 200,
}
PROVIDED_BY: dict[str, dict[str, float]] = {
    "foster": {"PR1": 46.4, "PR4": 45.3, "PR5": 7, "PR2": 1.3}, "home": {"PR4": 81, "PR1": 11, "PR5": 8},
    "supported": {"PR4": 74, "PR5": 21, "PR1": 5}, "adoption": {"PR1": 60, "PR5": 25, "PR2": 15},
    "residential": {"PR4": 70, "PR3": 30}, "school": {"PR4": 100}, "hospital": {"PR3": 100},
}  # fmt: skip
NAMES = {
    "PR1": {"foster": "Estermere Fostering Service", "home": "Estermere Children's Homes", "": "Estermere Borough Council"},
    "PR2": {"": "Wickshire County Council"},
    "PR3": {"": "Estermere and Wickshire Hospitals Trust"},
    "PR4": {
        "foster": "Lanternbrook Fostering|Hearthside Foster Care|Northfold Fostering", "home": "Oakenfold Care|Brightwater Homes|Wrenfield Childcare",
        "supported": "Stepwell Living|Harbour Keys Housing", "": "Millrace Residential",
    },
    "PR5": {"foster": "The Sallow Trust", "adoption": "Second Hearth Adoption", "": "The Lamplight Charity"},
}  # fmt: skip
_HOUSE = [
    "Aspen",
    "Beech",
    "Cedar",
    "Chestnut",
    "Elm",
    "Fern",
    "Heather",
    "Ivy",
    "Larch",
    "Maple",
    "Myrtle",
    "Oak",
    "Poplar",
    "Rosewood",
    "Sycamore",
    "Thorn",
]
_WORD = {
    "home": "House",
    "supported": "Court",
    "residential": "Unit",
    "school": "School",
    "hospital": "Hospital",
}


@dataclass
class Place:
    """A home that can be lived in."""

    id: int
    provider_type: str
    postcode: str
    address: int
    name: str
    beds: int
    far: bool
    carers: list[int] = field(default_factory=list)
    stays: list[tuple[date, date]] = field(default_factory=list)

    def has_room(self, start: date, end: date, many: int) -> bool:
        there = sum(1 for since, until in self.stays if since < end and start < until)
        return there + many <= self.beds


class Homes:
    """Finds a home, or opens one."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.providers: dict[str, int] = {}
        self.open: dict[tuple[str, str, str], list[Place]] = defaultdict(list)

    def find(
        self,
        random: Random,
        kind: str,
        start: date,
        end: date | None,
        many: int = 1,
        *,
        zone: str = "",
        provider: str = "",
    ) -> Place:
        """A home of a kind with room from `start` to `end` for so many children together."""
        until = end or date.max
        provider = provider or choose(random, PROVIDED_BY[kind])
        zone = zone or choose(random, ZONES[kind])
        known = self.open[kind, provider, zone]
        for _ in range(5 if known else 0):
            place = pick(random, known)
            if place.has_room(start, until, many):
                break
        else:
            place = self._open(random, kind, provider, zone, many)
            known.append(place)
        place.stays += [(start, until)] * many
        return place

    def _open(self, random: Random, kind: str, provider: str, zone: str, many: int) -> Place:
        postcode, far = pick(random, POSTCODES[zone]), zone == FAR
        lines = places.address(random, pick(random, places.FAR_TOWNS if far else places.TOWNS))
        carers: list[int] = []
        if kind in ("foster", "adoption"):
            surname, carers = self._carers(random)
            name = f"The {surname} family" if kind == "foster" else "An adoptive family"
        else:
            name = f"{pick(random, _HOUSE)} {_WORD[kind]}"
        carers = carers if kind == "foster" else []
        beds = max(BEDS[kind] - (about(random, 0, 1) if kind == "foster" else 0), many)
        return self._place(name, kind, provider, lines, postcode, beds, far, carers)

    def _place(self, name: str, kind: str, provider: str, lines: str, postcode: str, beds: int, far: bool,
               carers: list[int]) -> Place:  # fmt: skip
        """`urn`: numbers from 9000001, beyond those that Ofsted gives."""
        urn = f"9{self.book.totals[t.Home]:06}" if kind in ("home", "supported", "residential") else ""
        person = carers[0] if carers else None
        home = self.book.add(t.Home, name, self._provider(provider, kind), urn, lines, postcode, person)
        address = self.book.add(t.Address, lines, postcode)
        for carer in carers:
            self.book.add(
                t.Residence, carer, address, years_before(self.book.as_of, 5 if kind == "kin" else 12)
            )
        return Place(home, provider, postcode, address, name, beds, far, carers)

    def of_kin(self, carer: int, name: str, random: Random, zone: str) -> Place:
        """The home of a relative who cares for the children."""
        postcode = pick(random, POSTCODES[zone or choose(random, ZONES["kin"])])
        return self._place(name, "kin", "PR1", places.address(random), postcode, 9, False, [carer])

    def of_parent(self, parent: int, address: int, lines: str, postcode: str, name: str) -> Place:
        """A parent's own house; nobody provides it."""
        home = self.book.add(t.Home, name, None, "", lines, postcode, parent)
        return Place(home, "PR0", postcode, address, name, 9, False)

    def _carers(self, random: Random) -> tuple[str, list[int]]:
        community = choose(random, {"british": 76, "south_asian": 9, "caribbean": 8, "black_african": 7})
        surname = names.family(random, community)
        carers = []
        for sex in "FM" if random.random() < 0.7 else "F":
            born = years_before(self.book.as_of, 34 + random.random() * 28)
            carer = self.book.add(t.Person, born_on=born, sex=sex, languages=("English",))
            self.book.add(t.PersonName, carer, "legal", names.given(random, community, sex), surname, born)
            self.book.add(t.Telephone, carer, places.telephone(random), years_before(self.book.as_of, 8))
            carers.append(carer)
        return surname, carers

    def _provider(self, provider: str, kind: str) -> int:
        of = NAMES[provider]
        choices = of.get(kind, of[""]).split("|")
        name = choices[self.book.totals[t.Home] % len(choices)]
        if name not in self.providers:
            self.providers[name] = self.book.add(t.Provider, name)
        return self.providers[name]
