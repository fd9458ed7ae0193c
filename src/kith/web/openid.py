"""OpenID Connect, as far as signing in needs it: authorisation code with PKCE, and a token whose every claim is checked.

OpenID Connect Core 1.0 section 3.1 says what must be asked and checked; RFC 7636 is PKCE.
"""

import base64
import hashlib
import ipaddress
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.utils.crypto import constant_time_compare

ALGORITHMS = [
    "RS256",
    "PS256",
    "ES256",
]  # signed with a key that only the provider holds; never "none" or a shared one
CLAIMS = ["iss", "sub", "aud", "exp", "iat"]
SECONDS, CLOCKS_DIFFER, LARGEST = 5, 60, 1024 * 1024


class Refused(ValueError):
    """The provider did not say who it is, or not in a way that can be believed. Says why, and names nobody."""


@dataclass(frozen=True)
class Client:
    """What we are to the provider, and where it sends people back."""

    issuer: str
    client: str
    secret: str
    back: str


@dataclass(frozen=True)
class Asked:
    """What is remembered of a question until its answer comes: it fits no other."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def anew(cls) -> "Asked":
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **options: object) -> None:
        return None


def address_to_ask(us: Client, asked: Asked) -> str:
    """Where somebody goes to be asked who they are. Raises Refused."""
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    query = {
        "response_type": "code", "scope": "openid profile", "client_id": us.client, "redirect_uri": us.back,
        "state": asked.state, "nonce": asked.nonce, "code_challenge_method": "S256",
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
    }  # fmt: skip
    return f"{_endpoint(_told(us), 'authorization_endpoint')}?{urlencode(query)}"


def who_it_is(us: Client, asked: Asked, code: str) -> dict[str, Any]:
    """The claims of whoever was sent back with this code. Raises Refused."""
    told = _told(us)
    answer = _fetch(_endpoint(told, "token_endpoint"), us, {
        "grant_type": "authorization_code", "code": code, "redirect_uri": us.back, "code_verifier": asked.verifier,
    })  # fmt: skip
    claims = _claims(us, str(answer.get("id_token", "")), _fetch(_endpoint(told, "jwks_uri")))
    if not constant_time_compare(str(claims.get("nonce", "")), asked.nonce):
        raise Refused("the token was made for another question")
    return claims


def _claims(us: Client, token: str, keys: dict) -> dict[str, Any]:
    """What the token says, once its signature, issuer, audience and time are found right."""
    try:
        claims = jwt.decode(
            token, _key(token, keys), algorithms=ALGORITHMS, audience=us.client, issuer=us.issuer,
            leeway=CLOCKS_DIFFER, options={"require": CLAIMS},
        )  # fmt: skip
    except jwt.PyJWTError as wrong:
        raise Refused(f"the token is not to be believed: {type(wrong).__name__}") from None
    if claims.get("azp", us.client) != us.client or (
        isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    ):
        raise Refused("the token was made for somebody else too")
    return dict(claims)


def _key(token: str, keys: dict) -> jwt.PyJWK:
    """The provider's key that the token names; the only one, where it names none."""
    named = jwt.get_unverified_header(token).get("kid")
    signing = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.public_key_use in (None, "sig")]
    fitting = [key for key in signing if named in (None, key.key_id)]
    if len(fitting) != 1:
        raise Refused("the token is signed with a key that the provider does not have")
    return fitting[0]


def _told(us: Client) -> dict:
    """What the provider says of itself (OpenID Connect Discovery 1.0)."""
    told = _fetch(f"{us.issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != us.issuer:
        raise Refused("the provider calls itself by another name than KITH_OPENID_ISSUER")
    return told


def _endpoint(told: dict, name: str) -> str:
    address = str(told.get(name, ""))
    if not _is_private(address):
        raise Refused(f"the provider's {name} is no https address")
    return address


def _is_private(address: str) -> bool:
    """Nobody on the way can read or change it: HTTPS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname or ""))


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fetch(address: str, us: Client | None = None, sent: dict[str, str] | None = None) -> dict:
    """What the provider answers; sends our secret along where it is asked as us. Follows no redirect."""
    if not _is_private(address):
        raise Refused("KITH_OPENID_ISSUER is no https address")
    request = Request(address, urlencode(sent).encode() if sent else None, {"Accept": "application/json"})  # noqa: S310
    if us:
        request.add_header("Authorization", f"Basic {_basic(us)}")
    try:
        with build_opener(_NoRedirects).open(request, timeout=SECONDS) as answer:
            told = json.loads(answer.read(LARGEST))
    except (URLError, OSError, ValueError) as wrong:
        raise Refused(f"the provider could not be asked: {type(wrong).__name__}") from None
    if not isinstance(told, dict):
        raise Refused("the provider's answer cannot be read")
    return told


def _basic(us: Client) -> str:
    """Our name and secret, each encoded first (RFC 6749 section 2.3.1)."""
    return base64.b64encode(f"{quote_plus(us.client)}:{quote_plus(us.secret)}".encode()).decode()
