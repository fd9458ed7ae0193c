"""What a partner was asked and contributed, as pages show it."""

from django.utils import timezone

from kith.access.roles import Permission
from kith.assessment.models import Assessment
from kith.people.models import Person
from kith.reach.doing import may
from kith.sharing.bases import IN_FULL
from kith.sharing.models import Contribution
from kith.sharing.queries import contributions_of, contributions_to
from kith.web.request import Request

ASK = Permission.CONTRIBUTION_ASK
TO_PROTECTION = (Contribution.To.STRATEGY, Contribution.To.ENQUIRY, Contribution.To.CONFERENCE)


def contributed(request: Request, child: Person, to: tuple[str, ...]) -> list[dict]:
    """What partners were asked for these steps of a child, newest first."""
    return [told(each, request) for each in contributions_of(child, to)]


def contributed_to(request: Request, child: Person, found: Assessment) -> list[dict]:
    """What partners were asked for this assessment, and not for an earlier one of the child."""
    rows = contributions_to(child, Contribution.To.ASSESSMENT, found.started_on, found.authorised_on)
    return [told(each, request) for each in rows]


def told(each: Contribution, request: Request) -> dict:
    """One contribution in words, and whether this worker may end its link."""
    now = timezone.now()
    state = "Received" if each.sent_at else "Link ended" if each.is_dead or each.ends_at <= now else "Waiting"
    stands = state == "Waiting"
    return {
        "row": each, "state": state, "basis": IN_FULL[each.basis], "names": [row.child.name for row in each.about.all()],
        "stands": stands and all(may(request.worker, ASK, row.child_id) for row in each.about.all()),
        "locked": state == "Link ended" and not each.revoked_at and each.is_dead,
    }  # fmt: skip
