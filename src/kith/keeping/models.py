"""The council's own schedule, legal holds, proposals to dispose of a record, and the stubs of those disposed of."""

from django.db import models
from django.db.models import F, Q

from kith.people.models import Person
from kith.statutory.retention import Local
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history, only_added_to
from kith.workforce.models import Worker


@keeps_history
class Schedule(Dated):
    """How long the council itself keeps records that no law names a time for. Never shown as law."""

    class Counted(models.TextChoices):
        BIRTH = "birth", "Birth"
        CLOSURE = "closure", "The day the record was closed"

    years = models.PositiveSmallIntegerField("years kept")
    counted_from = models.CharField(max_length=10, choices=Counted.choices)
    source = models.CharField("what the council's schedule is called, and who agreed it", max_length=300)
    set_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("keeping_one_schedule_at_once", of=()),
            models.CheckConstraint(condition=Q(years__gt=0), name="keeping_schedule_keeps"),
        ]

    @property
    def as_local(self) -> Local:
        return Local(self.years, self.counted_from == self.Counted.CLOSURE, self.source)


@keeps_history
class RequestSchedule(Dated):
    """How long the council keeps requests for help that were set aside: no law names a time. Never shown as law."""

    months = models.PositiveSmallIntegerField("months kept, from the day they were set aside")
    source = models.CharField("what the council's schedule is called, and who agreed it", max_length=300)
    set_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("keeping_one_request_schedule_at_once", of=()),
            models.CheckConstraint(condition=Q(months__gt=0), name="keeping_requests_are_kept"),
        ]


@keeps_history
class Hold(Dated):
    """Nothing of this record is destroyed, whatever its date says: a court, an inquiry or a claim may ask for it."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField("review by")
    lifted_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_because = models.TextField("why it was lifted", blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(lifted_by__isnull=False),
                name="keeping_hold_is_lifted_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["review_on"], name="keeping_hold_review")]


@keeps_history
class Proposal(models.Model):
    """Somebody of information governance proposes that a record be disposed of. Another person decides.

    `stood` is a fingerprint of everything the record held then: once anything is written to it, the proposal lapses.
    """

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    basis = models.TextField("why the record need no longer be kept, in Kith's words")
    closed_on = models.DateField("record closed on", null=True)
    stood = models.CharField(max_length=32)
    proposed_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_at__isnull=True), name="keeping_one_proposal_at_once"
            )
        ]


class Stub(models.Model):
    """What stays of a record that was disposed of: plain numbers and days, that outlive whom they speak of."""

    number = models.BigIntegerField("number of the record", unique=True)
    born_year = models.PositiveSmallIntegerField("year of birth", null=True)
    opened_on = models.DateField("record opened on")
    closed_on = models.DateField("record closed on", null=True)
    basis = models.TextField()
    proposed_by = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(proposed_by=F("decided_by")), name="keeping_disposal_is_of_two_people"
            )
        ]
        indexes = [models.Index(fields=["-decided_at"], name="keeping_stub_decided")]
        triggers = only_added_to()


class FileToRemove(models.Model):
    """A document's file whose row is gone. It is here until the file is gone from the disk too."""

    name = models.CharField(max_length=255, unique=True)
