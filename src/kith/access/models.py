"""A login, the roles it holds, the database it is in, and the audit."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from kith.access.roles import ROLES, Permission, Role, Terms
from kith.store.dated import Dated
from kith.store.history import keeps_history, keeps_history_without, only_added_to


class Installation(models.Model):
    """The one authority whose record this database holds."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    authority_code = models.CharField("authority", max_length=9)
    authority_name = models.CharField(max_length=100)
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="access_one_installation")]


class UserManager(BaseUserManager["User"]):
    """Makes logins."""

    def create_user(self, username: str, password: str | None = None, **details: object) -> "User":
        user = self.model(username=self.model.normalize_username(username), **details)
        user.set_password(password)
        user.save()
        return user


@keeps_history_without("password", "last_login", "sessions_ended")
class User(AbstractBaseUser):
    """A login. What a person does in the service is a worker (`workforce`); a login is only how they come in."""

    username = models.CharField(max_length=150, unique=True)
    ended_on = models.DateField("access ended on", null=True, blank=True)
    subject = models.CharField(
        "who they are to the council's own sign-in", max_length=255, null=True, blank=True, unique=True
    )  # fmt: skip
    sessions_ended = models.PositiveIntegerField("times every session was ended", db_default=0, default=0)

    objects = UserManager()
    USERNAME_FIELD = "username"

    def roles_on(self, day: date) -> list[Role]:
        """The roles held on `day`; none once access has ended. Read once for each request: the roles are few."""
        if self.ended_on and self.ended_on <= day:
            return []
        models.prefetch_related_objects([self], "held")
        return [Role(held.role) for held in self.held.all() if held.holds_on(day)]

    def terms_on(self, day: date) -> list[Terms]:
        return [ROLES[role] for role in self.roles_on(day)]

    def may(self, permission: Permission, day: date) -> bool:
        return any(permission in terms.permissions for terms in self.terms_on(day))

    def end_sessions(self) -> None:
        """Whoever is signed in with this login is signed out with their next request."""
        User.objects.filter(pk=self.pk).update(sessions_ended=models.F("sessions_ended") + 1)
        self.refresh_from_db(fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know: other once the password is, or once every session was ended."""
        known = f"{self.password} {self.sessions_ended}"
        return salted_hmac("kith.access.session", known, secret=secret, algorithm="sha256").hexdigest()


class AuthenticatorApp(models.Model):
    """The secret that a login's authenticator app shares with us, and the last code it gave: none serves twice."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="authenticator_app")
    secret = models.TextField(help_text="sealed: see `sealed`")
    last_code = models.BigIntegerField("half-minute of the last code", default=0)
    added_at = models.DateTimeField()


class SecurityKey(models.Model):
    """A security key or passkey: what is needed to know it again, and nothing that could stand in for it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="security_keys")
    name = models.CharField(max_length=50)
    number = models.BinaryField("the key's number for itself", max_length=1023, unique=True)
    credential = models.BinaryField("number and public key")
    uses = models.BigIntegerField("how often the key says it was used", default=0)
    added_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """One of the codes on the sheet somebody keeps for the day their telephone is lost. Each serves once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    hashed = models.CharField(max_length=64)


class OneTimeCode(models.Model):
    """A code by which somebody who cannot sign in any more begins anew, for a day; an administrator gives it to them."""

    class Opens(models.TextChoices):
        PASSWORD = "password", "Password"
        SECOND_STEP = "second_step", "Second step"
        BOTH = "both", "Password and second step"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="one_time_code")
    opens = models.CharField(max_length=20, choices=Opens.choices)
    hashed = models.CharField(max_length=64)
    ends_at = models.DateTimeField()


@keeps_history
class RoleHeld(Dated):
    """A role that a login holds for a time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="held")
    role = models.CharField(max_length=30, choices=Role.choices)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


class AuditEntry(models.Model):
    """Who, what, when, from where. Plain identifiers, so that an entry outlives what it speaks of."""

    at = models.DateTimeField(db_default=Now())
    work = models.UUIDField()
    event = models.CharField(max_length=60)
    worker = models.BigIntegerField(null=True)
    user = models.BigIntegerField(null=True)
    child = models.BigIntegerField(null=True)
    model = models.CharField(max_length=60, blank=True)
    row = models.BigIntegerField(null=True)
    on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    via = models.CharField(max_length=10)
    page = models.CharField(max_length=100, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["child", "-at"], name="access_audit_child"),
            models.Index(fields=["worker", "-at"], name="access_audit_worker"),
            models.Index(fields=["-at"], name="access_audit_at"),
        ]
        triggers = only_added_to()
