"""Security keys and passkeys (WebAuthn): what a browser is asked, and whether what it answers is a key we know.

A key answers only for the host it was added on, so a page elsewhere that looks like ours learns nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kith.access.models import SecurityKey, User

# The password says who it is; the key need only be there.
TOUCH_IS_ENOUGH = UserVerificationRequirement.DISCOURAGED


class NoSuchKey(ValueError):
    """What the browser answered is not what was asked, or no key of this login."""


@dataclass(frozen=True)
class Where:
    """The host people reach us on, and the origin a browser names: scheme, host and port."""

    host: str
    origin: str


@dataclass(frozen=True)
class Known:
    """What is kept of a new key."""

    number: bytes
    credential: bytes
    uses: int


def offer(user: User, where: Where) -> tuple[dict, dict]:
    """What to ask a browser so that it makes a key for this login, and what to remember until it answers."""
    whose = PublicKeyCredentialUserEntity(
        id=str(user.pk).encode(), name=user.username, display_name=user.username
    )
    options, state = _server(where).register_begin(
        whose, _kept(user.security_keys.all()), ResidentKeyRequirement.DISCOURAGED, TOUCH_IS_ENOUGH
    )
    return dict(options.public_key), state


def made(where: Where, state: Mapping, answer: Mapping[str, Any]) -> Known:
    """The key that a browser has made. Raises NoSuchKey."""
    try:
        told = _server(where).register_complete(state, answer)
        credential = cast(AttestedCredentialData, told.credential_data)
        return Known(credential.credential_id, bytes(credential), told.counter)
    except Exception as wrong:  # whatever cannot be read is no key: the library raises all sorts
        raise NoSuchKey("The key was not added. Try again.") from wrong


def ask(user: User, where: Where) -> tuple[dict, dict]:
    """What to ask a browser so that one of the login's keys answers, and what to remember until it does."""
    options, state = _server(where).authenticate_begin(_kept(user.security_keys.all()), TOUCH_IS_ENOUGH)
    return dict(options.public_key), state


def answered(user: User, where: Where, state: Mapping, answer: Mapping[str, Any]) -> SecurityKey:
    """The login's key that answered. Raises NoSuchKey, also for a copy of a key: it counts less than the key did."""
    keys = list(user.security_keys.select_for_update())
    try:
        found = _server(where).authenticate_complete(state, _kept(keys), answer)
        uses = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except Exception as wrong:  # as above
        raise NoSuchKey("The key did not fit. Try again, or sign in another way.") from wrong
    key = next(each for each in keys if bytes(each.number) == found.credential_id)
    if key.uses and uses <= key.uses:
        raise NoSuchKey("This key may have been copied. Tell the person who looks after accounts.")
    key.uses = uses
    key.save(update_fields=["uses"])
    return key


def _server(where: Where) -> Fido2Server:
    ours = PublicKeyCredentialRpEntity(id=where.host, name="Kith")
    return Fido2Server(ours, verify_origin=lambda origin: origin == where.origin)


def _kept(keys: Iterable[SecurityKey]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(key.credential)) for key in keys]
