"""What differs between a return as it was signed off and the latest build of its year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kith.returns.built_files import are_kept, tables_of
from kith.returns.frozen import as_read, frozen, tables_in
from kith.returns.models import BuiltReturn, SignedReturn
from kith.statutory.ssda903.difference import Difference
from kith.statutory.ssda903.differences import differences


@dataclass(frozen=True)
class Compared:
    """A signed return beside a build. `found`: every difference; `told` is what was signed, `built` what would be now."""

    build: BuiltReturn
    found: Sequence[Difference]

    @property
    def by_table(self) -> dict[str, Counter[str]]:
        """Table -> how many cells changed, rows came and rows went; and of how many children."""
        counts: dict[str, Counter[str]] = {}
        for each in self.found:
            counts.setdefault(each.table, Counter())[_kind(each)] += 1
        for table, count in counts.items():
            count["children"] = len({each.child for each in self.found if each.table == table})
        return counts


def _kind(each: Difference) -> str:
    return "gone" if each.is_absent else "added" if each.is_added else "changed"


def compared(signed: SignedReturn) -> Compared | None:
    """The signed file beside the latest build whose tables are kept; null where there is none. Raises NotAsSigned."""
    builds = BuiltReturn.objects.filter(
        collection=signed.collection, year=signed.year, state=BuiltReturn.State.DONE
    )
    latest = next((each for each in builds.order_by("-pk")[:5] if are_kept(each)), None)
    if latest is None:
        return None
    # What is built is read back too, so that only what a file can say is compared.
    now = as_read(frozen(tables_of(latest)))
    return Compared(latest, differences(tables_in(signed), now.tables, signed.year))
