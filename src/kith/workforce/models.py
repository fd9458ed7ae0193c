"""Workers, their teams, who holds which child, and who covers for whom."""

from datetime import date

from django.contrib.postgres.indexes import BTreeIndex
from django.db import models
from django.db.models import Q

from kith.access.models import User
from kith.people.models import Person
from kith.statutory import codes
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history


@keeps_history
class Team(models.Model):
    """A group of workers under one manager."""

    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


@keeps_history
class Worker(Dated):
    """A practitioner. A worker known only from a return has a registration number and no login."""

    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.PROTECT, related_name="worker")
    name = models.CharField(max_length=150)
    social_work_england = models.CharField("Social Work England number", max_length=12, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    organisation = models.CharField("organisation, where it is not the council", max_length=150, blank=True)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name

    def has_left(self, day: date) -> bool:
        """Whether the worker has left by that day: access ends the day they leave."""
        return self.end_on is not None and self.end_on <= day


@keeps_history
class KnownAs(models.Model):
    """A worker who is also somebody known to the record. Kept apart, for a restriction may hide it."""

    worker = models.OneToOneField(Worker, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")


@keeps_history
class TeamMembership(Dated):
    """A worker's time in a team."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="memberships")
    manages = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("workforce_one_membership_of_a_team_at_once", of=("team", "worker")),
        ]


@keeps_history
class Allocation(Dated):
    """Who holds a child, in what part, from when. A child may have two leads.

    Without a worker: held by the team until somebody is allocated, as after a load of a return.
    """

    class Part(models.TextChoices):
        LEAD = "lead", "Lead practitioner"
        PROTECTION_LEAD = "protection_lead", "Lead child protection practitioner"
        SECOND = "second", "Second worker"
        REVIEWING_OFFICER = "reviewing_officer", "Independent reviewing officer"
        PERSONAL_ADVISER = "personal_adviser", "Personal adviser"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(
        Worker, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="allocations"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="allocations"
    )
    part = models.CharField(max_length=20, choices=Part.choices, default=Part.LEAD)
    reason = models.CharField(
        "reason for the change of worker", max_length=6, blank=True, choices=codes.SW_REASON.choices
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("workforce_one_part_of_a_worker_at_once", of=("child", "worker", "part")),
            never_two_at_once(
                "workforce_one_team_holds_at_once", of=("child", "team"), when=Q(worker__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(worker__isnull=False) | Q(team__isnull=False), name="workforce_somebody_holds"
            ),
        ]
        indexes = [
            BTreeIndex(fields=["worker", "end_on"], name="workforce_of_worker"),
            BTreeIndex(fields=["team", "end_on"], name="workforce_of_team"),
            # Which team leads for a child, asked for every deadline of the service: answered by the index alone.
            models.Index(
                fields=["child", "-start_on", "-id"],
                include=["team", "end_on"],
                condition=Q(part="lead"),
                name="workforce_lead_of_child",
            ),
        ]

    @property
    def who(self) -> str:
        """Who holds the child, in words."""
        return str(self.worker) if self.worker else f"{self.team}, nobody allocated yet"


@keeps_history
class Cover(Dated):
    """While a worker is away another stands in, and sees what the absent worker sees."""

    absent = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="covered_by")
    covering = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="covers")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(absent=models.F("covering")), name="workforce_cover_is_by_somebody_else"
            ),
        ]
