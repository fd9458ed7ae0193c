"""One row of any table, about one person, for asking the wall about every table."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.people.factories import a_person
from kith.people.models import Person
from kith.testing.standing import DAY, MOMENT
from kith.workforce.factories import a_worker
from kith.workforce.models import Worker

OWN = {  # what a table's own rules ask for
    "reach_restriction": {"end_on": DAY},  # over: the person is hidden already, by another
    "people_personname": {"kind": "also_known_as"},
    "casework_attendance": {"end_on": DAY},
    "reach_emergencyaccess": {"reviewed_by_id": None, "end_on": DAY},  # over
    "casework_merge": {"undone_by_id": None},
    "returns_returnissue": {"sent_at": MOMENT},
    "assessment_assessment": {"authorised_by_id": None},  # not authorised yet
    "frontdoor_helprequest": {"taken_by_id": None, "aside": ""},  # not taken yet
    "frontdoor_decision": {"by_id": lambda: a_worker(f"Dee {uuid4()}").pk},  # never who took the contact
    "sharing_contribution": {"ends_at": MOMENT + timedelta(1), "draft": "", "text": ""},
    "protection_enquiry": {"outcome": ""},
    "familyhelp_basis": {"withdrawn_because": ""},
    "familyhelp_servicereferral": {"outcome": ""},
    "protection_escalation": {"answered_by_id": None},
    "protection_preproceedings": {"step_decided_on": DAY, "step": "down"},  # over: one is open at a time
    "protection_offeredto": {"answer": ""},
    "protection_twinsplit": {"second_id": lambda: a_person(f"Twin {uuid4()}").pk},
}  # fmt: skip
NUMBERS = ("child", "child_identifier", "pgh_obj_id")  # that name somebody without a link
PLAIN: dict[type[models.Field], Any] = {
    models.DateField: DAY, models.DateTimeField: MOMENT, models.TextField: "x", models.CharField: "x",
    models.BooleanField: False, models.IntegerField: 1, models.FloatField: 0.5, models.JSONField: {}, models.DurationField: timedelta(1),
    models.UUIDField: uuid4, models.FileField: "x.txt", ArrayField: list, models.BinaryField: b"x", models.EmailField: "x@example.org",
}  # fmt: skip


def a_row_of(model: type[models.Model], about: Person, worker: Worker) -> models.Model:
    """A row that names the person wherever its table names one, and the worker wherever it names one."""
    fields = [each for each in model._meta.concrete_fields if not each.primary_key and not each.generated]
    values = {each.attname: _value(each, about, worker) for each in fields if _needed(each)}
    own = OWN.get(model._meta.db_table, {})
    return model._base_manager.create(
        **values | {name: each() if callable(each) else each for name, each in own.items()}
    )


def _needed(field: models.Field) -> bool:
    names_somebody = field.related_model in (Person, Worker) or field.attname in NUMBERS
    return names_somebody or not (field.null or field.has_default() or field.has_db_default())


def _value(field: models.Field, about: Person, worker: Worker) -> Any:
    if field.related_model is Person:
        return (
            a_person("Other").pk if field.name in ("other", "sealed", "withheld_from", "merged") else about.pk
        )
    if field.attname == "child":
        return about.pk
    if field.attname == "child_identifier":
        return about.authority_id
    if field.related_model is Worker:
        return worker.pk
    if field.related_model is not None:
        return _another(field.related_model, about, worker)
    if field.choices:
        return field.choices[0][0]
    found = next(PLAIN[kind] for kind in type(field).__mro__ if kind in PLAIN)
    return found() if callable(found) else found


def _another(model: type[models.Model], about: Person, worker: Worker) -> Any:
    """The row of another table that was made last, or one made for it."""
    return (model._base_manager.order_by("pk").last() or a_row_of(model, about, worker)).pk


def named(table: str) -> type[models.Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)
