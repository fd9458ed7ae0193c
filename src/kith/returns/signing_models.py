"""Who checked a built return, why issues were left, and the return as it was signed off: kept as it was sent."""

from django.db import models
from django.db.models import F, Func, Q

from kith.returns.building_models import BuiltReturn
from kith.store.history import only_added_to
from kith.workforce.models import Worker


class ReturnCheck(models.Model):
    """Somebody looked at a built return: at what, and why the issues of a rule are left in it."""

    built = models.ForeignKey(BuiltReturn, on_delete=models.PROTECT, related_name="checks")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("who checked, as they were called then", max_length=200)
    at = models.DateTimeField()
    saw = models.TextField("what they looked at")
    left = models.JSONField("why issues are left, by the code of the rule", default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["built", "at"], name="returns_check_built")]
        triggers = only_added_to()


class SignedReturn(models.Model):
    """A return as it was signed off: the files that are sent, their fingerprint, who checked, what was left and why.

    Signing again makes another version, which names the earlier one. Names stand as they were on the day.
    """

    built = models.ForeignKey(BuiltReturn, on_delete=models.PROTECT, related_name="signed")
    collection = models.CharField(max_length=10)
    year = models.CharField("collection year", max_length=7)
    version = models.PositiveSmallIntegerField()
    earlier = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    file = models.BinaryField("the CSV files of every table, in a zip")
    fingerprint = models.CharField("SHA-256 of the file", max_length=64)
    made_with = models.JSONField("versions of Kith, the rules and the postcodes", default=dict)
    checks = models.JSONField("who checked, when, and what they looked at", default=list)
    left = models.JSONField("rules with issues left: how many, why, and who said so", default=list)
    not_run = models.JSONField("rules that were not run: code and why", default=list)
    words = models.TextField("what the signer wrote", blank=True)
    prepared_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("who signed, as they were called then", max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "year", "version"], name="returns_signed_version_once"
            ),
            models.CheckConstraint(
                condition=~Q(prepared_by=F("by")), name="returns_signing_is_of_two_people"
            ),
            models.CheckConstraint(
                condition=Q(
                    fingerprint=Func(
                        F("file"), template="encode(sha256(%(expressions)s), 'hex')", output_field=models.CharField()
                    )
                ),
                name="returns_fingerprint_is_the_files",
            ),
            models.CheckConstraint(
                condition=Q(version=1, earlier__isnull=True) | Q(version__gt=1, earlier__isnull=False),
                name="returns_signed_names_the_earlier",
            ),
        ]  # fmt: skip
        triggers = only_added_to()

    def __str__(self) -> str:
        return f"{self.collection.upper()} {self.year}, version {self.version}"
