"""The code by which somebody who cannot sign in any more begins anew: given by an administrator, good for a day."""

from datetime import datetime, timedelta

from kith.access import second_step
from kith.access.audit import Event, record
from kith.access.models import OneTimeCode, User
from kith.access.sealed import fits, hashed, new_code

GOOD_FOR = timedelta(hours=24)
Opens = OneTimeCode.Opens
PASSWORD = {Opens.PASSWORD, Opens.BOTH}
SECOND_STEP = {Opens.SECOND_STEP, Opens.BOTH}


def give(*, user: User, opens: Opens, at: datetime) -> str:
    """Make a code, shown this once. Every session of the login ends, and a password to be replaced opens nothing more.

    A second step to be replaced stands until the code is used: else the password alone would do when it never is.
    """
    OneTimeCode.objects.filter(user=user).delete()
    code = new_code(groups=4)
    made = OneTimeCode.objects.create(user=user, opens=opens, hashed=hashed(code), ends_at=at + GOOD_FOR)
    if opens in PASSWORD:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    user.end_sessions()
    record(Event.CODE_GIVEN, user, reason=made.get_opens_display())
    return code


def found(user: User | None, typed: str, at: datetime, among: set[Opens]) -> OneTimeCode | None:
    """The login's code, if this is it, it opens one of these, and its day is not over."""
    code = OneTimeCode.objects.select_for_update().filter(user=user, opens__in=among, ends_at__gt=at).first()
    return code if code and fits(typed, code.hashed) else None


def use(code: OneTimeCode, password: str = "") -> None:
    """What the code opens begins anew; the code serves no more."""
    user = code.user
    if code.opens in PASSWORD:
        user.set_password(password)
        user.save(update_fields=["password"])
    if code.opens in SECOND_STEP:
        second_step.remove_all(user)
        user.refresh_from_db()  # its sessions were ended
    record(Event.CODE_USED, user)
    code.delete()
