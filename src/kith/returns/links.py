"""What of the record points to what: asked before a row goes."""

from collections.abc import Iterable, Iterator
from typing import TypeGuard

import pghistory.models
from django.apps import apps
from django.db.models import CASCADE, Field, ForeignKey, Model

OWN = "returns"


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


def pointed_at(model: type[Model], numbers: Iterable[int]) -> set[int]:
    """Which of these rows anything of the record still points to."""
    chosen, found = list(numbers), set()
    for field in links_to(model):
        rows = field.model._default_manager.filter(**{f"{field.name}__in": chosen})
        found |= set(rows.values_list(field.attname, flat=True))
    return found


def model_of(label: str) -> type[Model]:
    return apps.get_model(label)
