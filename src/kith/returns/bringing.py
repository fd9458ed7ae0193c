"""What a kind of return says of itself so that it can be loaded; everything else is done in one way for all of them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from kith.returns.models import Load, LoadIssue
from kith.returns.told import Told
from kith.returns.wanted import Wanted
from kith.statutory.returns.reading import Read
from kith.statutory.ssda903.years import FileYear

Years = Mapping[str, str]


@dataclass(frozen=True)
class Telling:
    """What is told of some children: by loads that stand (`before`), by what was just read (`now`, and as the kind itself
    keeps it: `sets`). `replaced` is what an earlier load said of the same year as `now`."""

    load: Load | None
    before: list[Told] = field(default_factory=list)
    now: list[Told] = field(default_factory=list)
    replaced: list[Told] = field(default_factory=list)
    sets: Any = ()


@dataclass(frozen=True)
class Tale:
    """What comes of it: the rows of each child, by number, and what a person should look at. A child who is left out is
    not among the children, and an issue says why."""

    children: Mapping[str, Wanted]
    issues: list[LoadIssue]


class Kind(ABC):
    """A kind of return. `title` names it in headings, `called` within a sentence. `models`: every model it brings rows of (the child's own row apart), those that others point to first.
    `settled`: columns of a child in which the return and the record must agree, or nothing of the child is taken."""

    collection: str
    title: str
    called: str
    models: tuple[type[Model], ...]
    settled: tuple[str, ...] = ()

    @abstractmethod
    def read(self, paths: Any, limits: Any = None) -> Read:
        """Read files, folders, a zip, or bytes by name."""

    @abstractmethod
    def years(self, read: Read) -> list[FileYear]:
        """The collection year of each file, proposed."""

    @abstractmethod
    def sets(self, read: Read, years: Years) -> Any:
        """What was read, parted into the years that a person confirmed, as `told_in` and `tell` take it."""

    @abstractmethod
    def told_in(self, sets: Any) -> list[Told]:
        """Every row that names a child."""

    @abstractmethod
    def tell(self, telling: Telling) -> Tale:
        """One history for each child."""

    def refusal(self, read: Any, authority: str) -> str:
        """Why nothing that was read may come into the record of this authority; blank where it may."""
        return ""

    def remarks(self, load: Load, sets: Any) -> list[LoadIssue]:
        """What a person should know of the files that is about no child the record could know."""
        return []

    def kept_as_it_is(self, row: Model) -> bool:
        """Whether the database refuses to change the row: what is told otherwise then takes its place."""
        return False
