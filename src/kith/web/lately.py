"""What was done with a login lately, for its owner and for whoever looks after accounts."""

from functools import reduce
from operator import or_

from django.db.models import Q

from kith.access.audit import Event
from kith.access.models import AuditEntry, User

MOST_SHOWN = 10
WORDS = {
    (Event.SIGNED_IN, ""): "Signed in",
    (Event.SIGNED_OUT, ""): "Signed out",
    (Event.SIGN_IN_FAILED, "access.User"): "Wrong password or code",
    (Event.SECOND_STEP_FAILED, "access.User"): "Wrong second step",
    (Event.PASSWORD_CHANGED, "access.User"): "Password changed",
    (Event.SESSIONS_ENDED, "access.User"): "Signed out everywhere",
    (Event.CODE_GIVEN, "access.User"): "One-time code made by somebody who looks after accounts",
    (Event.CODE_USED, "access.User"): "One-time code used",
    (Event.RECOVERY_CODE_USED, "access.User"): "Recovery code used",
    (Event.ADDED, "access.AuthenticatorApp"): "Authenticator app set up",
    (Event.REMOVED, "access.AuthenticatorApp"): "Authenticator app removed",
    (Event.ADDED, "access.SecurityKey"): "Security key added",
    (Event.REMOVED, "access.SecurityKey"): "Security key removed",
    (Event.ADDED, "access.RecoveryCode"): "New recovery codes made",
}


def lately(user: User) -> list[dict]:
    """What was done with the login lately, newest first: somebody may see there that it was not them."""
    known = reduce(or_, (Q(event=event, model=model) for event, model in WORDS))
    theirs = Q(model=User._meta.label, row=user.pk) | (Q(user=user.pk) & ~Q(model=User._meta.label))
    newest = AuditEntry.objects.filter(known & theirs).order_by("-at", "-pk")[:MOST_SHOWN]
    return [
        {"at": each.at, "what": WORDS[Event(each.event), each.model], "address": each.address}
        for each in newest
    ]
