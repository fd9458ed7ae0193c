"""Loads of returns made elsewhere, and the source of every row they brought."""

from django.db import models

from kith.people.models import Person
from kith.returns.building_models import BuiltReturn, ReturnIssue  # noqa: F401
from kith.returns.signing_models import ReturnCheck, SignedReturn  # noqa: F401
from kith.workforce.models import Team, Worker


class Load(models.Model):
    """One load of a return into the record: what was read, by whom, and what came of it."""

    class State(models.TextChoices):
        READ = "read", "Waiting to be confirmed"
        WAITING = "waiting", "Waiting for its turn"
        LOADING = "loading", "Loading"
        DONE = "done", "Loaded"
        FAILED = "failed", "Could not be loaded"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        DROPPED = "dropped", "Not confirmed"

    collection = models.CharField(max_length=10, default="ssda903")
    authority = models.CharField(max_length=9)
    state = models.CharField(max_length=10, choices=State.choices)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="the team that holds the children it brings",
    )  # fmt: skip
    files = models.JSONField("files read: name, tables, rows, collection year and why", default=list)
    progress = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=dict)
    failure = models.TextField("why it could not be loaded, or undone", blank=True)
    followed = models.JSONField(
        "why it could not be undone: child, number and kinds of work that followed", default=list
    )

    class Meta:
        indexes = [models.Index(fields=["-begun_at"], name="returns_load_begun")]

    def __str__(self) -> str:
        return f"Load {self.pk}"


class SourceRow(models.Model):
    """One row of a file, kept as it was read, for as long as the load stands."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="rows")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=30)
    year = models.CharField(max_length=7)
    file = models.CharField(max_length=255)
    row = models.PositiveIntegerField("line of the file")
    values = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["child"], name="returns_source_child")]


class LoadedRow(models.Model):
    """A row of the record that a load brought, and the rows of files it came from."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="brought")
    child = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=60)
    row = models.BigIntegerField()
    fingerprint = models.CharField("of the row as it was brought", max_length=64)
    sources = models.JSONField("year, file and line of each source row", default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "row"], name="returns_loaded_row_once")]
        indexes = [models.Index(fields=["child"], name="returns_loaded_child")]


class LoadIssue(models.Model):
    """Something a load has to say: a child left out, a disagreement between years, a cell that could not be read."""

    class Kind(models.TextChoices):
        LEFT_OUT = "left_out", "Child left out"
        NOT_TAKEN = "not_taken", "Row not taken"
        DISAGREEMENT = "disagreement", "Years disagree"
        PROBLEM = "problem", "Could not be read"
        WARNING = "warning", "Worth knowing"

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="issues")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    about = models.CharField("in a few words, for counting", max_length=60, blank=True)
    child_identifier = models.CharField(max_length=36, blank=True)
    says = models.TextField("what happened and why")
    mend = models.TextField("how to mend it", blank=True)
    rows = models.JSONField("file, line, table and values", default=list)

    class Meta:
        indexes = [models.Index(fields=["load", "kind"], name="returns_issue_kind")]
