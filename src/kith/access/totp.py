"""The six digits of an authenticator app (RFC 6238): from a secret and the half-minute, nothing else."""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote, urlencode

EVERY, DIGITS, EITHER_SIDE = 30, 6, 1


def new_secret() -> bytes:
    """160 bits, as long as the hash it is used with (RFC 4226 section 4)."""
    return secrets.token_bytes(20)


def code_at(secret: bytes, half_minute: int, digits: int = DIGITS) -> str:
    """The digits that the app shows in that half-minute (RFC 4226 section 5.3)."""
    whole = hmac.new(secret, half_minute.to_bytes(8, "big"), hashlib.sha1).digest()
    start = whole[-1] & 0x0F
    number = int.from_bytes(whole[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**digits).zfill(digits)


def found(secret: bytes, typed: str, moment: float, after: int = 0) -> int | None:
    """The half-minute whose code was typed: this one or a neighbour, for clocks differ; None for any up to `after`."""
    now = int(moment) // EVERY
    digits = "".join(typed.split())
    fitting = [
        each for each in range(now - EITHER_SIDE, now + EITHER_SIDE + 1)
        if hmac.compare_digest(code_at(secret, each).encode(), digits.encode()) and each > after
    ]  # fmt: skip
    return fitting[0] if fitting else None


def in_letters(secret: bytes) -> str:
    """The secret as an app takes it by hand."""
    return base64.b32encode(secret).decode().rstrip("=")


def address(secret: bytes, whose: str, where: str) -> str:
    """What the square code says: the secret, and what the app shows beside its digits."""
    asked = urlencode({"secret": in_letters(secret), "issuer": where}, quote_via=quote)
    return f"otpauth://totp/{quote(where)}:{quote(whose)}?{asked}"
