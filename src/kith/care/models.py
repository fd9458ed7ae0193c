"""Being looked after. Legal status and placement are two timelines; the SSDA903 episode is computed from both."""

from django.db import models
from django.db.models import F, Q

from kith.people.models import Person
from kith.providers.models import Home
from kith.statutory import codes
from kith.statutory.clocks.steps import STEP_KINDS
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history
from kith.workforce.models import Worker

SEALED = "Sealed"


@keeps_history
class PeriodOfCare(Dated):
    """From becoming looked after to ceasing to be. Short breaks are a kind of their own."""

    class Kind(models.TextChoices):
        LOOKED_AFTER = "looked_after", "Looked after"
        SHORT_BREAKS = "short_breaks", "Series of short breaks"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="periods_of_care")
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.LOOKED_AFTER)
    end_reason = models.CharField("why it ended", max_length=3, blank=True, choices=codes.REC.choices)
    began_earlier = models.BooleanField(
        "began before the first return we have",
        default=False,
        help_text="the start is only the first day known",
    )
    first_rne = models.CharField(
        "how the first episode we have began, where not with care", max_length=1, blank=True
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("care_one_period_at_once", of=("child", "kind")),
        ]
        verbose_name_plural = "periods of care"


@keeps_history
class LegalStatus(Dated):
    """The one legal status of a looked-after child that SSDA903 asks for. It never overlaps itself."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legal_statuses")
    code = models.CharField("legal status", max_length=2, choices=codes.LS.choices)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("care_one_legal_status_at_once", of=("child",)),
        ]
        verbose_name_plural = "legal statuses"


@keeps_history
class Order(Dated):
    """An order of a court. Orders may stand beside each other: a care order with a placement order."""

    class Kind(models.TextChoices):
        INTERIM_CARE = "interim_care", "Interim care order"
        CARE = "care", "Care order"
        PLACEMENT = "placement", "Placement order"
        SUPERVISION = "supervision", "Supervision order"
        EMERGENCY_PROTECTION = "emergency_protection", "Emergency protection order"
        CHILD_ARRANGEMENTS = "child_arrangements", "Child arrangements order"
        SPECIAL_GUARDIANSHIP = "special_guardianship", "Special guardianship order"
        SECURE_ACCOMMODATION = "secure_accommodation", "Secure accommodation order"
        OTHER = "other", "Other order"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=25, choices=Kind.choices)
    court = models.CharField(max_length=100, blank=True)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


class InAHome:
    """What a stay tells of its home, which may be hidden from the reader with the person whose home it is."""

    home_id: int | None
    home: Home | None

    @property
    def home_is_sealed(self) -> bool:
        """Whether a home is recorded that the database hides. Joined to the stay it is nothing; asked for, not there."""
        try:
            return self.home_id is not None and self.home is None
        except Home.DoesNotExist:
            return True

    @property
    def home_in_words(self) -> str:
        """The home's name, "Sealed", or nothing where none is recorded."""
        return SEALED if self.home_is_sealed else str(self.home or "")


@keeps_history
class Placement(InAHome, Dated):
    """Where a child lives. A temporary stay may lie inside a placement."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="placements")
    home = models.ForeignKey(Home, null=True, blank=True, on_delete=models.PROTECT, related_name="placements")
    place = models.CharField("kind of placement", max_length=3, choices=codes.PLACE.choices)
    provider_type = models.CharField(
        "kind of provider", max_length=3, blank=True, choices=codes.PLACE_PROVIDER.choices
    )
    temporary = models.BooleanField("temporary stay", default=False)
    same_carer = models.BooleanField("same carer as before", default=False)
    emergency = models.BooleanField("made in an emergency", default=False)
    regulation_24 = models.BooleanField("with a connected person under temporary approval", default=False)
    until_18_from = models.DateField("intended to last to 18, from", null=True, blank=True)
    long_term_agreed_on = models.DateField(
        "child agreed to fewer visits in a long-term foster placement", null=True, blank=True
    )
    end_reason = models.CharField(
        "why it changed", max_length=6, blank=True, choices=codes.REASON_PLACE_CHANGE.choices
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("care_one_placement_at_once", of=("child",), when=Q(temporary=False)),
            never_two_at_once("care_one_temporary_stay_at_once", of=("child",), when=Q(temporary=True)),
        ]


@keeps_history
class NeedCode(models.Model):
    """The child's main need, from a day until the next one."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="need_codes")
    start_on = models.DateField("from")
    code = models.CharField("main need", max_length=2, choices=codes.CIN.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "start_on"], name="care_one_need_code_a_day")]


@keeps_history
class HomePostcode(models.Model):
    """Where the child came from: the postcode of home, from a day until the next one."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="home_postcodes")
    start_on = models.DateField("from")
    postcode = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "start_on"], name="care_one_home_postcode_a_day")
        ]


@keeps_history
class ShortBreak(InAHome, Dated):
    """One stay in a series of short breaks."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="short_breaks")
    home = models.ForeignKey(
        Home, null=True, blank=True, on_delete=models.PROTECT, related_name="short_breaks"
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("care_one_short_break_at_once", of=("child",)),
        ]


@keeps_history
class Review(models.Model):
    """A review of a looked-after child's case, and how the child took part."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    participation = models.CharField(
        "how the child took part", max_length=3, choices=codes.REVIEW_CODE.choices
    )
    chaired_by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("what was decided", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "held_on"], name="care_one_review_a_day")]


@keeps_history
class CarePlanningStep(models.Model):
    """A step that the law or practice asks for: a plan prepared, somebody told, somebody's approval."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_planning_steps")
    kind = models.CharField(max_length=40, choices=STEP_KINDS)
    done_on = models.DateField()
    expected_on = models.DateField("day it is to happen, or is asked for by", null=True, blank=True)
    placement = models.ForeignKey(
        Placement, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    by = models.ForeignKey(Worker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)


@keeps_history
class PreviousPermanence(models.Model):
    """What permanence a child had before: adoption, special guardianship, an order. Parts of the date may be unknown."""

    child = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="previous_permanence")
    kind = models.CharField(max_length=2, choices=codes.PREV_PERM.choices)
    authority = models.CharField("authority that looked after the child then", max_length=3, blank=True)
    date = models.CharField("date, with zz for what is not known", max_length=10, blank=True)


@keeps_history
class AdoptionPlan(models.Model):
    """The decision that a child should be placed for adoption, and its reversal."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="adoption_plans")
    decided_on = models.DateField("decision that the child should be placed")
    ceased_on = models.DateField("plan given up on", null=True, blank=True)
    cease_reason = models.CharField(
        "why the plan was given up", max_length=3, blank=True, choices=codes.REASON_PLACED_CEASED.choices
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ceased_on__isnull=True) | Q(ceased_on__gte=F("decided_on")),
                name="care_adoption_plan_ends_after_it_starts",
            )
        ]


@keeps_history
class Adoption(models.Model):
    """An adoption, as SSDA903 asks for it. Who the adopters are is in the sealed record, not here."""

    child = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="adoption")
    best_interest_on = models.DateField(
        "decision that adoption is in the child's best interest", null=True, blank=True
    )
    matched_on = models.DateField("matched with adopters", null=True, blank=True)
    by_foster_carer = models.BooleanField("adopted by the former foster carer", null=True, blank=True)
    adopters = models.CharField(
        "number of adopters", max_length=1, blank=True, choices=codes.NB_ADOPTR.choices
    )
    adopters_sex = models.CharField(max_length=2, blank=True, choices=codes.SEX_ADOPTR.choices)
    adopters_status = models.CharField(max_length=3, blank=True, choices=codes.LS_ADOPTR.choices)


@keeps_history
class DeprivationOfLiberty(Dated):
    """A time in which a court has allowed a child's liberty to be taken."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deprivations_of_liberty")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("care_one_deprivation_of_liberty_at_once", of=("child",)),
        ]
        verbose_name_plural = "deprivations of liberty"


@keeps_history
class SecureStay(models.Model):
    """A time in secure accommodation, by the hour: without a court's authority the hours are limited."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="secure_stays")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    authorised_at = models.DateTimeField("court's authority from", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="care_secure_stay_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_at__isnull=True), name="care_one_secure_stay_at_once"
            ),
        ]


@keeps_history
class Unaccompanied(models.Model):
    """A child who came alone from abroad to seek asylum; the day the status ended or will end."""

    child = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="unaccompanied")
    ended_on = models.DateField("status ends", null=True, blank=True)


@keeps_history
class Parenthood(models.Model):
    """Whether a looked-after child is a mother, and her first child's birth date."""

    child = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="parenthood")
    mother = models.BooleanField(null=True, blank=True)
    first_child_born_on = models.DateField(null=True, blank=True)
