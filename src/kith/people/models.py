"""Persons and what is known of them, what they are to each other, and the families they are in."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Concat

from kith.people.identifiers import valid_authority_id, valid_nhs_number, valid_upn
from kith.statutory import codes
from kith.store.dated import Dated, never_two_at_once
from kith.store.history import keeps_history


class Plain(Func):
    """Words without accents or capitals, as they are searched."""

    function = "kith_plain"
    output_field = models.TextField()


class Words(Func):
    """The words of a name, as they are searched."""

    function = "kith_words"
    output_field = ArrayField(models.TextField())


class PersonQuerySet(models.QuerySet):
    """Persons, with what a list of them shows."""

    def with_names(self) -> "PersonQuerySet":
        return self.prefetch_related("names")

    def children(self) -> "PersonQuerySet":
        """Persons with a record of their own."""
        return self.filter(record_opened_on__isnull=False)


@keeps_history
class Person(models.Model):
    """Anyone known: a child, a parent, a carer, a sibling. An unborn child has no birth date and an expected one."""

    class BirthDate(models.TextChoices):
        KNOWN = "known", "Known"
        ESTIMATED = "estimated", "Estimated"
        DISPUTED = "disputed", "Disputed"

    born_on = models.DateField("date of birth", null=True, blank=True)
    birth_date_is = models.CharField(max_length=10, choices=BirthDate.choices, default=BirthDate.KNOWN)
    expected_on = models.DateField("expected date of birth", null=True, blank=True)
    died_on = models.DateField("date of death", null=True, blank=True)
    pregnancy_ended_on = models.DateField("pregnancy ended on", null=True, blank=True)
    sex = models.CharField(max_length=1, choices=codes.SEX.choices, default="U")
    gender = models.CharField("gender, in the person's own words", max_length=60, blank=True)
    ethnicity = models.CharField(max_length=4, choices=codes.ETHNIC.choices, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    languages = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    interpreter = models.CharField("interpreter needed, in which language", max_length=60, blank=True)
    disabilities = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    communication_needs = models.TextField(blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, blank=True, validators=[valid_nhs_number])
    upn = models.CharField("unique pupil number", max_length=13, blank=True, validators=[valid_upn])
    former_upn = models.CharField("pupil number before", max_length=13, blank=True)
    upn_unknown = models.CharField("why there is no pupil number", max_length=4, blank=True)
    authority_id = models.CharField(
        "authority's own number", max_length=36, blank=True, db_index=True, validators=[valid_authority_id]
    )

    record_opened_on = models.DateField(
        "record opened on", null=True, blank=True, help_text="a person with a record of their own, as a child"
    )
    recorded_from = models.DateField(
        "recorded here from", null=True, blank=True,
        help_text="for a child whose earlier years came from a return: visits, steps and checks before it are not known",
    )  # fmt: skip
    returned_until = models.DateField(
        "returns tell of the child until", null=True, blank=True,
        help_text="the last day of the last return that tells of the child: kept by loads; from there to “recorded here "
                  "from” nothing is known",
    )  # fmt: skip

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(died_on__isnull=True)
                | Q(born_on__isnull=True)
                | Q(died_on__gte=models.F("born_on")),
                name="people_person_dies_after_birth",
            ),
            models.CheckConstraint(
                condition=Q(pregnancy_ended_on__isnull=True) | Q(born_on__isnull=True),
                name="people_person_born_or_pregnancy_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["born_on"], name="people_person_born_on"),
            models.Index(
                fields=["record_opened_on"],
                condition=Q(record_opened_on__isnull=False),
                name="people_record_opened",
            ),
            models.Index(fields=["nhs_number"], name="people_person_nhs_number"),
            models.Index(fields=["upn"], name="people_person_upn"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in use now; the authority's own number where no name is known."""
        current = self.current_name
        return current.whole if current else f"Person {self.authority_id or self.pk} (name not known)"

    @property
    def current_name(self) -> "PersonName | None":
        open_names = [each for each in self.names.all() if each.end_on is None]
        usual = [each for each in open_names if each.kind != PersonName.Kind.ALSO_KNOWN_AS] or open_names
        return max(usual, key=lambda each: (each.start_on, each.pk), default=None)

    @property
    def other_names(self) -> "list[PersonName]":
        current = self.current_name
        return [each for each in self.names.all() if current is None or each.pk != current.pk]

    @property
    def is_unborn(self) -> bool:
        return self.born_on is None and self.expected_on is not None and self.pregnancy_ended_on is None


@keeps_history
class PersonName(Dated):
    """A name, from when it was used. Names change; the old ones are still found."""

    class Kind(models.TextChoices):
        LEGAL = "legal", "Legal name"
        PREFERRED = "preferred", "Name the person uses"
        ALSO_KNOWN_AS = "also_known_as", "Also known as"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.LEGAL)
    given = models.CharField("first names", max_length=100, blank=True)
    family = models.CharField("last name", max_length=100, blank=True)
    plain = models.GeneratedField(
        expression=Plain(Concat("given", models.Value(" "), "family")),
        output_field=models.TextField(),
        db_persist=True,
    )
    words = models.GeneratedField(
        expression=Func(Words("given"), Words("family"), function="array_cat"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("people_one_legal_name_at_once", of=("person",), when=Q(kind="legal")),
        ]
        indexes = [GinIndex(fields=["words"], name="people_name_words")]

    @property
    def whole(self) -> str:
        return f"{self.given} {self.family}".strip()


@keeps_history
class Address(models.Model):
    """A place where people live or can be written to."""

    lines = models.CharField("address", max_length=300)
    postcode = models.CharField(max_length=8, blank=True, db_index=True)
    uprn = models.CharField("unique property reference number", max_length=12, blank=True)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.lines, self.postcode) if part)


@keeps_history
class Residence(Dated):
    """Who lived where, and when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="residences")

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


@keeps_history
class Telephone(Dated):
    """A telephone number of a person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="telephones")
    number = models.CharField(max_length=30)
    note = models.CharField("whose, and when to ring", max_length=100, blank=True)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


@keeps_history
class EmailAddress(Dated):
    """An email address of a person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="email_addresses")
    address = models.EmailField()

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


@keeps_history
class Professional(Dated):
    """Someone outside the service who is involved with a child: the professional network."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=100)
    profession = models.CharField(max_length=100)
    organisation = models.CharField(max_length=150, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


@keeps_history
class Alert(Dated):
    """What anyone who meets this person must know first."""

    class Kind(models.TextChoices):
        RISK = "risk", "Risk to workers"
        ALLERGY = "allergy", "Allergy"
        MEDICAL = "medical", "Medical need"
        OTHER = "other", "Other"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField("what to know", max_length=300)

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


@keeps_history
class Withholding(Dated):
    """An address, school or telephone of a child that a named person must not learn."""

    class What(models.TextChoices):
        ADDRESS = "address", "Address"
        SCHOOL = "school", "School"
        TELEPHONE = "telephone", "Telephone"

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="withheld")
    what = models.CharField(max_length=10, choices=What.choices)
    withheld_from = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="withheld_from_me")
    reason = models.TextField()

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints


@keeps_history
class Relationship(Dated):
    """A link between two persons, kept once and read both ways: `person` is the <kind> of `other`."""

    class Kind(models.TextChoices):
        PARENT = "parent", "Parent"
        STEP_PARENT = "step_parent", "Step-parent"
        GRANDPARENT = "grandparent", "Grandparent"
        AUNT_UNCLE = "aunt_uncle", "Aunt or uncle"
        SIBLING = "sibling", "Brother or sister"
        HALF_SIBLING = "half_sibling", "Half-brother or half-sister"
        STEP_SIBLING = "step_sibling", "Step-brother or step-sister"
        COUSIN = "cousin", "Cousin"
        SPOUSE = "spouse", "Husband, wife or civil partner"
        PARTNER = "partner", "Partner"
        FOSTER_CARER = "foster_carer", "Foster carer"
        KINSHIP_CARER = "kinship_carer", "Kinship carer"
        GUARDIAN = "guardian", "Special guardian"
        ADOPTIVE_PARENT = "adoptive_parent", "Adoptive parent"
        FRIEND = "friend", "Friend"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships_to")
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(person=models.F("other")), name="people_relationship_is_between_two"
            ),
            never_two_at_once("people_one_relationship_of_a_kind_at_once", of=("person", "other", "kind")),
        ]


@keeps_history
class ParentalResponsibility(Dated):
    """Who holds parental responsibility for a child, and why. Without a holder: the authority, by an order."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parental_responsibility")
    holder = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="responsible_for"
    )
    basis = models.CharField("why", max_length=150)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("people_one_parental_responsibility_at_once", of=("child", "holder")),
        ]
        verbose_name_plural = "parental responsibility"


@keeps_history
class Family(Dated):
    """A group worked with together. A child may be in several."""

    name = models.CharField(max_length=150)
    members = models.ManyToManyField(Person, through="FamilyMember", related_name="families")

    class Meta(Dated.Meta):
        constraints = Dated.Meta.constraints
        verbose_name_plural = "families"

    def __str__(self) -> str:
        return self.name


@keeps_history
class FamilyMember(Dated):
    """A person's time in a family."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="family_memberships")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            never_two_at_once("people_one_membership_of_a_family_at_once", of=("family", "person")),
        ]
