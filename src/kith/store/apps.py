from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    name = "kith.store"

    def ready(self) -> None:
        post_migrate.connect(_build_triggers, sender=apps.get_app_config("pgtrigger"))


def _build_triggers(**_: Any) -> None:
    from kith.store.triggers import build

    build()
