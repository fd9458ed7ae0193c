"""Who may see a record beyond what their role says: reasons given, restrictions, emergency access, sealed identities."""

from django.db import models
from django.db.models import F, Q

from kith.people.models import Person
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history, only_added_to
from kith.workforce.models import Worker


class AccessReason(models.Model):
    """A worker opened a child's record with a reason. It holds for the rest of the day it was given on."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["worker", "given_on"], name="reach_reason_worker")]
        triggers = only_added_to()


@keeps_history
class Restriction(Dated):
    """Hides a person's record from everybody but its owner and those it allows, whatever their role.

    The last two kinds seal: they also hide that there is anything hidden, and open to no emergency.
    """

    class Kind(models.TextChoices):
        STAFF = "staff", "Staff member or relative"
        ELECTED = "elected", "Elected member"
        HIGH_PROFILE = "high_profile", "High profile"
        RELOCATED = "relocated", "Relocated for safety"
        POLICE = "police", "Police matter"
        PRIVILEGE = "privilege", "Legal privilege"
        COMPLAINT = "complaint", "Complaint"
        ALLEGATION = "allegation", "Allegation against an adult in trust"
        ADOPTION = "adoption", "Adoption: a new identity or an adopter"
        ADOPTED = "adopted", "Adopted: the record before the order"

    SEALED = (Kind.ADOPTION, Kind.ADOPTED)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.TextField()
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="restrictions_owned")
    review_on = models.DateField("review by")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("reach_one_restriction_of_a_kind_at_once", of=("person", "kind", "owner")),
        ]
        indexes = [models.Index(fields=["person"], name="reach_restriction_person")]

    @property
    def is_sealed(self) -> bool:
        return self.kind in self.SEALED


@keeps_history
class Allowed(Dated):
    """A worker whom a restriction lets see the record."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="allowed")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="allowed_by")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("reach_allowed_once_at_once", of=("restriction", "worker")),
        ]


@keeps_history
class EmergencyAccess(Dated):
    """A worker opened a restricted record at once, with a reason; the owner reviews it by the next working day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    reason = models.TextField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    found = models.TextField("what the review found", blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("worker")),
                name="reach_emergency_is_reviewed_by_somebody_else",
            ),
        ]
        indexes = [models.Index(fields=["person", "worker"], name="reach_emergency_person")]


@keeps_history
class SealedIdentity(models.Model):
    """The only link between the record before an adoption and the one after it."""

    first = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    sealed = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()


class Notice(models.Model):
    """Something a worker must be told soon, shown on their every page until they have read it."""

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", "Emergency access to a record you restricted"
        REASON = "reason", "A duty worker opened a record of your team"
        OWNER = "owner", "You own a restriction now"
        SEALED = "sealed", "The owner of a sealed adoption record leaves"
        CODE = "code", "A one-time code for somebody you manage"
        UNOWNED = "unowned", "A restriction without an owner"
        MERGED = "merged", "Records were merged"
        CONTACT = "contact", "A contact that may be about somebody you restricted"
        PARTED = "parted", "A merge was undone"
        CONTRIBUTION = "contribution", "A partner’s contribution"

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="notices")
    # Nobody where it tells of a worker alone.
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # Nobody where the command line did it.
    about = models.ForeignKey(
        Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="who did it"
    )
    said = models.TextField("the reason they gave")
    given_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["worker"], condition=Q(read_at__isnull=True), name="reach_notice_unread")
        ]
