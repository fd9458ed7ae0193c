from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

# The trigger library lets any session name triggers that are to be ignored, and makes this function anew with each
# of its triggers. Here no trigger is ever ignored: not the ones that keep what stood before, nor the append-only ones.
NEVER_IGNORED = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$
"""


class StoreConfig(AppConfig):
    name = "kith.store"

    def ready(self) -> None:
        post_migrate.connect(_never_ignore_a_trigger)  # said for each app that has models; once would do


def _never_ignore_a_trigger(*, using: str, **_: Any) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(NEVER_IGNORED)
