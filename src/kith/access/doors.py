"""How often somebody may try to come in: the same for every way of signing in."""

from datetime import datetime, timedelta

from kith.access.audit import Event, current
from kith.access.models import AuditEntry, User

TRIES, FROM_ANYWHERE, A_WHILE = 10, 50, timedelta(minutes=15)


def held(username: str) -> User | None:
    """The login of that name, however its letters are written, held until the work is done.

    So tries sent all at once are counted one after another.
    """
    return User.objects.select_for_update().filter(username__iexact=username).order_by("pk").first()


def must_wait(user: User | None, at: datetime) -> bool:
    """Whether somebody has lately tried this login too often: from where this try comes, or from everywhere.

    Whoever gets the second step wrong has the password already, and so has as few tries from everywhere as from here.
    """
    lately = AuditEntry.objects.filter(
        at__gte=at - A_WHILE, event__in=(Event.SIGN_IN_FAILED, Event.SECOND_STEP_FAILED),
        model=User._meta.label, row=user.pk if user else 0,
    ).values_list("event", "address")  # fmt: skip
    from_here = sum(address == current().address for _, address in lately)
    second = sum(event == Event.SECOND_STEP_FAILED for event, _ in lately)
    return from_here >= TRIES or second >= TRIES or len(lately) >= FROM_ANYWHERE
