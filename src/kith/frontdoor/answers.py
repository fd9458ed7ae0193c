"""What somebody has answered on the public page and not sent yet: sealed with a key that only their browser holds."""

import base64
import hashlib
import json
import secrets
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from kith.frontdoor.asking import HelpAnswers

PURPOSE, KEPT = "kith.frontdoor.answers", timedelta(hours=1)


def new_key() -> str:
    """A key for one browser; nobody can guess it."""
    return secrets.token_urlsafe(32)


def begin(key: str, at: datetime) -> HelpAnswers:
    """Nothing is answered yet."""
    show_own(key)
    return HelpAnswers.objects.create(key=_kept(key), sealed=_box(key).encrypt(b"{}").decode(), began_at=at)


def found(key: str, at: datetime) -> HelpAnswers | None:
    """The answers of this browser, held until the work is done; none once their hour is over."""
    if not key:
        return None
    show_own(key)
    rows = HelpAnswers.objects.select_for_update()
    return rows.filter(key=_kept(key), began_at__gt=at - KEPT).first()


def read(row: HelpAnswers, key: str) -> dict:
    """What is answered so far: page -> what stood in its boxes."""
    try:
        return json.loads(_box(key).decrypt(row.sealed))
    except InvalidToken:  # the server's secret is another one now
        return {}


def write(row: HelpAnswers, key: str, answers: dict) -> None:
    row.sealed = _box(key).encrypt(json.dumps(answers).encode()).decode()
    row.save(update_fields=["sealed"])


def wipe(row: HelpAnswers, reference: str) -> None:
    """They are sent: only the reference stays, until the hour is over."""
    row.sealed, row.reference = "", reference
    row.save(update_fields=["sealed", "reference"])


def leave(key: str) -> None:
    """Whoever was answering went away: nothing of it stays."""
    if key:
        show_own(key)
        HelpAnswers.objects.filter(key=_kept(key)).delete()


def show_own(key: str) -> None:
    """Tell the database, for this transaction only, which browser this is: the wall shows it that one row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kith.asking', %s, true)", [_kept(key)])


def forget_old(at: datetime) -> None:
    """What was begun an hour ago goes, and what was counted a day ago; nobody reads either for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_forget_asking(%s)", [at])


def _kept(key: str) -> str:
    return salted_hmac(PURPOSE, key, algorithm="sha256").hexdigest()


def _box(key: str) -> Fernet:
    """Opens with the browser's key and the server's secret together, with neither alone."""
    both = f"{PURPOSE}:{settings.SECRET_KEY}:{key}"
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(both.encode()).digest()))
