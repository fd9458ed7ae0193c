"""The data dictionary of an export, from the models: what each table and column is, in words."""

import functools
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Field, Model

import kith
from kith.cli.problem import Problem

HEADS: tuple[str, ...] = ("table", "column", "in words", "type", "points to", "codes", "privacy")
SECRETS = "what a sign-in is proved with: of use to nobody but who would break in"
MACHINE = "the machine's own notes: nothing about anybody"
LEFT_OUT = {
    "access_authenticatorapp": SECRETS,
    "access_securitykey": SECRETS,
    "access_recoverycode": SECRETS,
    "access_onetimecode": SECRETS,
    "django_session": SECRETS,
    "frontdoor_helpanswers": "answers on the public page that are not sent yet: sealed, and gone after an hour",
    "frontdoor_helptry": MACHINE,
    "web_formsent": MACHINE,
    "django_migrations": MACHINE,
    "django_content_type": MACHINE,
    "auth_permission": MACHINE,
    "auth_group": MACHINE,
    "auth_group_permissions": MACHINE,
    "procrastinate_jobs": MACHINE,
    "procrastinate_events": MACHINE,
    "procrastinate_periodic_defers": MACHINE,
    "procrastinate_workers": MACHINE,
    "people_nameword": "the words there are in people_personname, for searching",
    "keeping_disposing": "empty but for the moment of a disposal",
}
COLUMNS_LEFT_OUT = {
    "sharing_contribution": {"link": SECRETS, "code": SECRETS},
    "access_user": {"password": SECRETS},
}
OF_HISTORY = {
    "pgh_id": "number of what stood before",
    "pgh_created_at": "until when it stood so",
    "pgh_label": "corrected or removed",
    "pgh_obj_id": "number of the row it stood in",
    "pgh_context_id": "the piece of work that changed it, in pghistory_context",
}


def models() -> dict[str, type[Model]]:
    """Each table's model."""
    return {each._meta.db_table: each for each in apps.get_models(include_auto_created=True)}


def about(model: type[Model]) -> str:
    """What a table holds, in a line."""
    if original := _original(model):
        return f"What stood in {original._meta.db_table} before a correction or removal"
    return (model.__doc__ or "").strip().splitlines()[0]


def lines(table: str, model: type[Model], columns: list[str]) -> Iterator[tuple[str, ...]]:
    """A line for each column of a table."""
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    for column in columns:
        if column not in fields:
            raise Problem(
                f"{table}.{column} is not known to this version of Kith. Export with the version that made it."
            )
        field = fields[column]
        yield (
            table,
            column,
            _words(field),
            field.get_internal_type(),
            _target(field),
            _codes(field),
            _privacy(model, field),
        )


def _words(field: Field) -> str:
    return OF_HISTORY.get(field.column or "") or str(field.verbose_name)


def _target(field: Field) -> str:
    related = field.related_model
    return related._meta.db_table if related and not isinstance(related, str) else ""


def _codes(field: Field) -> str:
    return "; ".join(f"{code}: {words}" for code, words in field.flatchoices)


def _privacy(model: type[Model], field: Field) -> str:
    """The field's class; of what stood before, that of what it copies; of links and numbers of rows, none."""
    label = (_original(model) or model)._meta.label
    return _classes().get(f"{label}.{field.name}", "")


def _original(model: type[Model]) -> type[Model] | None:
    name = model.__name__
    if not name.endswith("Before"):
        return None
    return apps.get_model(model._meta.app_label, name.removesuffix("Before"))


@functools.cache
def _classes() -> dict[str, str]:
    """Each field's privacy class, from store/privacy.txt."""
    found: dict[str, str] = {}
    into = ""
    for line in (Path(kith.__file__).parent / "store" / "privacy.txt").read_text().splitlines():
        if line.startswith("["):
            into = line.strip("[]")
        elif line and not line.startswith("#"):
            label, _, fields = line.partition(":")
            found |= {f"{label}.{field}": into for field in fields.split()}
    return found
