"""The key with which a browser locks words that are not sent yet, and a name for whose they are."""

import base64

from django.utils.crypto import salted_hmac

from kith.access.models import User


def key_of(user: User) -> str:
    """The same at every sign-in of the same person, and on nobody else's: made from the server's secret, kept nowhere."""
    made = salted_hmac("kith.web.drafts.key", str(user.pk), algorithm="sha256").digest()
    return base64.b64encode(made).decode()


def whose(user: User) -> str:
    """A name for a login that tells nothing of it: a page knows by it whether the same person is signed in again."""
    return salted_hmac("kith.web.drafts.whose", str(user.pk), algorithm="sha256").hexdigest()[:16]
