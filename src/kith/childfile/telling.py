"""What of children must not be told to the reader: what is withheld of them, and what would tell it of another child."""

from collections.abc import Iterable

from kith.care.homes import telling_by_their_homes
from kith.casework.schools import telling_by_their_schools
from kith.reach.withheld import What, hidden_of


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
