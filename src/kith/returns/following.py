"""What hangs on rows that loads brought: work that undoing a load would take the ground from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeGuard

import pghistory.models
from django.apps import apps
from django.db.models import CASCADE, Field, ForeignKey, Model

from kith.people.models import Person
from kith.reach.models import AccessReason
from kith.returns.comparing import BROUGHT, LEANING, fingerprint, model_of
from kith.returns.models import LoadedRow

OWN = "returns"
LEANT = tuple(field.model for field in LEANING)
READING = (AccessReason,)  # having opened a record is no work on it


def links_to(model: type[Model]) -> Iterator[ForeignKey]:
    """Every column of the record that points to `model`: not what history keeps, nor what is rebuilt from facts."""
    for other in apps.get_models():
        if other._meta.app_label == OWN or issubclass(other, pghistory.models.Event):
            continue
        yield from (field for field in other._meta.concrete_fields if _points(field, model))


def _points(field: Field, model: type[Model]) -> TypeGuard[ForeignKey]:
    """A row that goes when the other goes is a projection, and nothing of its own."""
    if not isinstance(field, ForeignKey) or field.related_model is not model:
        return False
    return field.remote_field is not None and field.remote_field.on_delete is not CASCADE


def what_followed(children: Iterable[int]) -> dict[int, list[str]]:
    """For each of these children on whom work has followed since a load: of which kinds."""
    chosen = list(children)
    kept = {(each.model, each.row): each for each in LoadedRow.objects.filter(child__in=chosen)}
    made = {each.child_id for each in kept.values() if each.model == Person._meta.label}
    found: dict[int, list[str]] = defaultdict(list)
    for child, model in _added(chosen, kept, made):
        found[child].append(_words(model))
    for child, model in _changed(kept):
        found[child].append(f"{model._meta.verbose_name} changed or removed")
    return {child: sorted(set(kinds)) for child, kinds in found.items()}


def _words(model: type[Model]) -> str:
    """Notes, where the model is "this note is about this child"."""
    return str(model._meta.verbose_name_plural).replace(" childs", "s")


def _added(
    chosen: list[int], kept: dict[tuple[str, int], LoadedRow], made: set[int | None]
) -> Iterator[tuple[int, type[Model]]]:
    """Rows no load brought. On a child known before the load only rows of the kinds a load brings count."""
    for field in links_to(Person):
        model = field.model
        if model in READING:
            continue
        for number, child in model._default_manager.filter(**{f"{field.name}__in": chosen}).values_list(
            "pk", field.attname
        ):
            counts = child in made or model in BROUGHT or model in LEANT
            if counts and (model._meta.label, number) not in kept:
                yield child, model


def _changed(kept: dict[tuple[str, int], LoadedRow]) -> Iterator[tuple[int, type[Model]]]:
    by_model: dict[str, dict[int, LoadedRow]] = defaultdict(dict)
    for (label, number), each in kept.items():
        by_model[label][number] = each
    for label, rows in by_model.items():
        model = model_of(label)
        there = model._default_manager.in_bulk(list(rows))
        for number, each in rows.items():
            if number not in there or fingerprint(there[number]) != each.fingerprint:
                yield each.child_id or 0, model


def pointed_at(model: type[Model], numbers: Iterable[int]) -> set[int]:
    """Which of these rows anything of the record still points to."""
    chosen, found = list(numbers), set()
    for field in links_to(model):
        rows = field.model._default_manager.filter(**{f"{field.name}__in": chosen})
        found |= set(rows.values_list(field.attname, flat=True))
    return found
