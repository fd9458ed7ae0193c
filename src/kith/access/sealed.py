"""Secrets at rest: sealed with the server's own key where they must be read again, hashed where they need not."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another on paper
PURPOSE = "kith.access.sealed"


def seal(secret: bytes) -> str:
    """Words that only this server's key opens: a copy of the database alone tells nobody."""
    return _box().encrypt(secret).decode()


def unseal(sealed: str) -> bytes | None:
    """The secret; None where the key is another one now."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken:
        return None


def new_code(groups: int = 3) -> str:
    """A code to type from paper: groups of four, 59 bits for three of them."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(groups))


def hashed(code: str, key: str | None = None) -> str:
    """What is kept of a code, however it was typed. The codes are drawn at random, so nothing slower is needed."""
    plain = "".join(each for each in code.lower() if each in LETTERS)
    return salted_hmac(PURPOSE, plain, secret=key, algorithm="sha256").hexdigest()


def fits(code: str, kept: str) -> bool:
    return any(constant_time_compare(hashed(code, key), kept) for key in _keys())


def _keys() -> list[str]:
    """The server's key, and those of before."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _box() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in _keys()])


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{PURPOSE}:{key}".encode()).digest()))
