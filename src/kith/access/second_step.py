"""The second step of signing in: an authenticator app, security keys, and recovery codes for when both are lost.

Whoever holds the login changes these; the audit keeps when, and every other session of the login ends.
"""

from datetime import datetime

from kith.access import sealed, totp
from kith.access.audit import Event, record
from kith.access.keys import Known
from kith.access.models import AuthenticatorApp, RecoveryCode, SecurityKey, User

CODES = 10


def has_one(user: User) -> bool:
    """Whether a login has a second step of its own."""
    return AuthenticatorApp.objects.filter(user=user).exists() or user.security_keys.exists()


def add_app(*, user: User, secret: bytes, typed: str, at: datetime) -> bool:
    """Take an app into use, in place of another, once it has shown that it knows the secret."""
    shown = totp.found(secret, typed, at.timestamp())
    if shown is None:
        return False
    AuthenticatorApp.objects.filter(user=user).delete()
    made = AuthenticatorApp.objects.create(
        user=user, secret=sealed.seal(secret), last_code=shown, added_at=at
    )
    _changed(Event.ADDED, made)
    return True


def remove_app(*, app: AuthenticatorApp) -> None:
    _remove(app)


def add_key(*, user: User, name: str, known: Known, at: datetime) -> SecurityKey:
    """Take a security key into use."""
    made = SecurityKey.objects.create(
        user=user, name=name, number=known.number, credential=known.credential, uses=known.uses, added_at=at
    )
    _changed(Event.ADDED, made)
    return made


def remove_key(*, key: SecurityKey) -> None:
    _remove(key)


def make_recovery_codes(*, user: User) -> list[str]:
    """Ten new codes, shown this once; those of before are worth nothing any more."""
    user.recovery_codes.all().delete()
    codes = [sealed.new_code() for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, hashed=sealed.hashed(code)) for code in codes)
    record(Event.ADDED, user.recovery_codes.first())  # type: ignore[arg-type]
    return codes


def app_says_so(user: User, typed: str, at: datetime) -> bool:
    """Whether the login's app shows this code now. No code serves twice."""
    app = AuthenticatorApp.objects.select_for_update().filter(user=user).first()
    secret = sealed.unseal(app.secret) if app else None
    shown = totp.found(secret, typed, at.timestamp(), app.last_code) if app and secret else None
    if app is None or shown is None:
        return False
    app.last_code = shown
    app.save(update_fields=["last_code"])
    return True


def use_recovery_code(user: User, typed: str) -> bool:
    """Whether it is one of the login's codes, which is then used up."""
    for code in user.recovery_codes.select_for_update():
        if sealed.fits(typed, code.hashed):
            record(Event.RECOVERY_CODE_USED, user)
            code.delete()
            return True
    return False


def remove_all(user: User) -> None:
    """The login has no second step any more, until another is set up."""
    for app in AuthenticatorApp.objects.filter(user=user):
        _remove(app)
    for key in user.security_keys.all():
        _remove(key)


def _remove(row: AuthenticatorApp | SecurityKey) -> None:
    """Recovery codes stand in for what is lost; where there is nothing to lose they go too."""
    _changed(Event.REMOVED, row)
    row.delete()
    if not has_one(row.user):
        row.user.recovery_codes.all().delete()


def _changed(event: Event, row: AuthenticatorApp | SecurityKey) -> None:
    """Whoever signed in by what stood before is signed out."""
    record(event, row)
    row.user.end_sessions()
