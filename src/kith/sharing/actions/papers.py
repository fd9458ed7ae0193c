"""Looking through what a family is given: what is left out for a reader, and what is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kith.access.audit import Event, record
from kith.access.roles import Permission
from kith.people.models import Person
from kith.reach.doing import require
from kith.sharing.marks import PassageMark
from kith.sharing.passages import Passage, marks_for
from kith.workforce.models import Worker


@dataclass(frozen=True)
class Said:
    """What is said of a passage: `because` it is left out; given where that is empty."""

    passage: Passage
    because: str = ""


def mark_passages(
    *, child: Person, reader: Person, said: Sequence[Said], at: datetime, by: Worker
) -> list[PassageMark]:
    """Leave passages out for a reader, or give them. What is said already is not said again."""
    require(by, Permission.FAMILY_SEE, child)
    standing = marks_for(reader, [each.passage for each in said])
    made = []
    for each in said:
        stands = standing.of(each.passage)
        if stands is None or stands.because != each.because:
            made.append(_mark(child, reader, each, at, by))
    return made


def _mark(child: Person, reader: Person, said: Said, at: datetime, by: Worker) -> PassageMark:
    of = said.passage
    mark = PassageMark(
        child=child, reader=reader, of=of.of, row=of.row, part=of.part, fingerprint=of.fingerprint,
        because=said.because, marked_at=at, by=by,
    )  # fmt: skip
    mark.clean_fields()
    mark.save()
    record(
        Event.LEFT_OUT if said.because else Event.GIVEN,
        mark,
        child=child.pk,
        reason=mark.get_because_display(),
    )
    return mark
