"""A login, the roles it holds, the database it is in, and the audit."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kith.access.roles import ROLES, Permission, Role, Terms
from kith.store.dated import Dated
from kith.store.history import keeps_history, only_added_to


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


class User(AbstractBaseUser):
    """A login. What a person does in the service is a worker (`workforce`); a login is only how they come in."""

    username = models.CharField(max_length=150, unique=True)
    ended_on = models.DateField("access ended on", null=True, blank=True)

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
