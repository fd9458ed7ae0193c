"""What may not stand together on one record: the database's own constraints, read from the models, and a few more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import BooleanField, ExpressionWrapper, Model, Q, QuerySet, UniqueConstraint

from kith.people.models import EmailAddress, PersonName, Relationship, Residence, Telephone
from kith.people.queries import SYMMETRIC
from kith.store.dated import Dated, Dates


@dataclass(frozen=True)
class Rule:
    """Rows with the same in these columns may not both be there; where they are dated, not at the same time."""

    same: tuple[str, ...]
    dated: bool
    when: Q | None = None


# The same twice at one time, which no constraint forbids: an address, a telephone number, an email address.
TWICE: dict[type[Model], tuple[Rule, ...]] = {
    Residence: (Rule(("person_id", "address_id"), True),),
    Telephone: (Rule(("person_id", "number"), True),),
    EmailAddress: (Rule(("person_id", "address"), True),),
}
SETTLED_APART = (PersonName,)  # names of the record that goes become other names


@cache
def rules_of(model: type[Model]) -> tuple[Rule, ...]:
    """Every rule of a table, from its constraints and unique columns."""
    if model in SETTLED_APART:
        return ()
    unique = [Rule((each.attname,), False) for each in model._meta.concrete_fields if _alone(each)]
    found = (_rule(model, each) for each in model._meta.constraints)
    return (*unique, *(each for each in found if each), *TWICE.get(model, ()))


def _alone(field) -> bool:
    return field.unique and not field.primary_key


def _rule(model: type[Model], constraint) -> Rule | None:
    if isinstance(constraint, UniqueConstraint):
        return Rule(_columns(model, constraint.fields), False, constraint.condition)
    if isinstance(constraint, ExclusionConstraint):
        names = [each for each, _ in constraint.expressions if isinstance(each, str)]
        dated = any(isinstance(each, Dates) for each, _ in constraint.expressions)
        return Rule(_columns(model, names), dated, constraint.condition)
    return None


def _columns(model: type[Model], names: Iterable[str]) -> tuple[str, ...]:
    columns = {each.name: each.attname for each in model._meta.concrete_fields}
    return tuple(columns[name] for name in names)


def with_rules(rows: QuerySet) -> QuerySet:
    """Each row says for each rule of its table whether the rule is about it at all."""
    model: type[Model] = rows.model
    return rows.annotate(**{
        f"rule_{place}": ExpressionWrapper(rule.when or Q(pk__isnull=False), output_field=BooleanField())
        for place, rule in enumerate(rules_of(model))
    })  # fmt: skip


def clash(one: Model, other: Model, as_one: dict, as_other: dict) -> bool:
    """Whether two rows (with_rules) could not both stand, once they name the same person (`as_one`, `as_other`)."""
    return any(
        getattr(one, f"rule_{place}") and getattr(other, f"rule_{place}") and _same(rule, as_one, as_other)
        and (not rule.dated or overlap(one, other))
        for place, rule in enumerate(rules_of(type(one)))
    ) or _same_relationship(one, other, as_one, as_other)  # fmt: skip


def _same(rule: Rule, as_one: dict, as_other: dict) -> bool:
    return all(as_one[each] is not None and as_one[each] == as_other[each] for each in rule.same)


def _same_relationship(one: Model, other: Model, as_one: dict, as_other: dict) -> bool:
    """A brother is kept once and read both ways: the same, recorded from the other side, is the same twice."""
    if not (isinstance(one, Relationship) and isinstance(other, Relationship)):
        return False
    crossed = (as_one["person_id"], as_one["other_id"]) == (as_other["other_id"], as_other["person_id"])
    return crossed and one.kind == other.kind and one.kind in SYMMETRIC and overlap(one, other)


def overlap(one: Model, other: Model) -> bool:
    """Whether two periods share a day; one that ends on the day it begins shares none."""
    if not (isinstance(one, Dated) and isinstance(other, Dated)):
        return True
    first, last = max(one.start_on, other.start_on), min(_end(one), _end(other))
    return first < last and not _empty(one) and not _empty(other)


def _end(row: Dated) -> date:
    return row.end_on or date.max


def _empty(row: Dated) -> bool:
    return row.end_on == row.start_on
