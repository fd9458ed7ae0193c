"""Writing the log of what was shared: what, with whom and on what basis, in words that outlive what they speak of."""

from datetime import datetime

from kith.sharing.bases import IN_FULL
from kith.sharing.models import Contribution, Sharing
from kith.workforce.models import Worker


def log(
    made: Contribution, child: int, what: Sharing.What, at: datetime, *, by: Worker | None = None
) -> None:
    """A line of the log of what was shared."""
    shown = ["First name", *(dict(Contribution.Shown.choices)[each] for each in made.shown)]
    shared = f"{', '.join(shown).capitalize()}. Asked: {made.question}" if what == Sharing.What.ASKED else ""
    Sharing.objects.create(
        child_id=child, contribution=made.pk, what=what, shared=shared, at=at, by=by,
        whom=f"{made.partner} ({made.get_agency_display()})", basis=f"{IN_FULL[made.basis]}. {made.because}",
    )  # fmt: skip
