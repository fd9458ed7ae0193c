"""The two returns of a year, as they were last built, beside each other: what they say differently of the same child."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kith.returns.builds import latest
from kith.returns.built_files import are_kept, tables_of
from kith.returns.models import BuiltReturn
from kith.statutory.across.checking_built import found_across
from kith.statutory.return_kinds import KINDS


@dataclass(frozen=True)
class Across:
    """`builds`: the last build of each return whose tables are kept, null where there is none. `found`: as `found_across`
    says, where both are there."""

    builds: Mapping[str, BuiltReturn | None]
    found: pl.DataFrame | None

    @property
    def missing(self) -> list[str]:
        """What must be built first, in words."""
        return [KINDS[key].name for key, built in self.builds.items() if built is None]


def across(year: str) -> Across:
    """The latest builds of a year beside each other."""
    builds = {key: _kept(latest(key, year)) for key in KINDS}
    looked_after, census = builds["ssda903"], builds["cin"]
    if looked_after is None or census is None:
        return Across(builds, None)
    return Across(builds, found_across(tables_of(looked_after), tables_of(census), year))


def _kept(built: BuiltReturn | None) -> BuiltReturn | None:
    return built if built and are_kept(built) else None
