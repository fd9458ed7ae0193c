"""Every column of every table that names a person, found in the models themselves: a new table is never forgotten."""

from collections import Counter, defaultdict
from functools import cache, reduce
from operator import or_

import pghistory.models
from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q

from kith.people.models import Person

# What a merge leaves with the number it was about, and why. Everything else moves.
STAYS = {
    "reach.Restriction.person": "made again on the record that stays, so that what stood before stays hidden too",
    "reach.Allowed.person": "as the restriction",
    "reach.EmergencyAccess.person": "who opened which record is told of that number, as in the audit",
    "reach.AccessReason.child": "who opened which record is told of that number, as in the audit",
    "reach.SealedIdentity.first": "what is sealed is never merged",
    "reach.SealedIdentity.sealed": "what is sealed is never merged",
    "deadlines.DeadlineRow.child": "computed afresh for both",
    "returns.ReturnIssue.child": "found afresh by the next build",
    "casework.Merge.kept": "the merges themselves",
    "casework.Merge.merged": "the merges themselves",
    "casework.MergedRow.kept": "the merges themselves",
    "casework.MergedRow.merged": "the merges themselves",
    "casework.LikelyDuplicate.one": "a list made afresh each night",
    "casework.LikelyDuplicate.other": "a list made afresh each night",
    "protection.TwinSplit.first": "what was made of these two numbers",
    "protection.TwinSplit.second": "what was made of these two numbers",
    "casework.NotTheSame.one": "what somebody decided of these two numbers",
    "casework.NotTheSame.other": "what somebody decided of these two numbers",
}


@cache
def ours() -> tuple[type[Model], ...]:
    """Our tables; what stood before in them keeps the numbers it was written with."""
    return tuple(
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("kith.") and not issubclass(model, pghistory.models.Event)
    )


@cache
def links_to(model: type[Model]) -> tuple[ForeignKey, ...]:
    """Every column of ours that names a row of this table."""
    fields = (field for each in ours() for field in each._meta.concrete_fields)
    return tuple(field for field in fields if isinstance(field, ForeignKey) and field.related_model is model)


@cache
def moving() -> dict[type[Model], tuple[Field, ...]]:
    """Table -> its columns that name a person and follow a merge."""
    found: dict[type[Model], list[Field]] = defaultdict(list)
    for field in links_to(Person):
        if f"{field.model._meta.label}.{field.name}" not in STAYS:
            found[field.model].append(field)
    return {model: tuple(fields) for model, fields in found.items()}


@cache
def model_of(table: str) -> type[Model]:
    """The model of a table, by the table's name."""
    return next(model for model in ours() if model._meta.db_table == table)


def naming(model: type[Model], *people: int) -> Q:
    """The condition that a row names one of these people, in a column that follows a merge."""
    return reduce(or_, (Q(**{f"{field.name}__in": people}) for field in moving()[model]))


def rows_of(person: int) -> dict[str, list[int]]:
    """Table -> the rows that name this person."""
    return {
        model._meta.db_table: numbers
        for model in moving()
        if (numbers := list(model._base_manager.filter(naming(model, person)).values_list("pk", flat=True)))
    }


def many_of(*people: int) -> dict[int, int]:
    """How many rows name each of these people, each table asked once."""
    found = Counter(dict.fromkeys(people, 0))
    for model, fields in moving().items():
        rows = model._base_manager.filter(naming(model, *people))
        for named in rows.values_list(*(field.attname for field in fields)):
            found.update(person for person in set(named) if person in people)
    return dict(found)


def values_of(row: Model) -> dict[str, object]:
    """What stands in every column of a row that is not its number and not worked out by the database."""
    fields = (each for each in row._meta.concrete_fields if not each.primary_key and not each.generated)
    return {field.attname: getattr(row, field.attname) for field in fields}


@cache
def keeps_history(model: type[Model]) -> bool:
    """Whether the database keeps what stood before in this table: then a row of it may be taken out."""
    before = (each.__name__ for each in apps.get_app_config(model._meta.app_label).get_models())
    return f"{model.__name__}Before" in before
