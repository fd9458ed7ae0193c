from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KeepingConfig(AppConfig):
    name = "kith.keeping"

    def ready(self) -> None:
        post_migrate.connect(_build_disposal, sender=self)


def _build_disposal(**_: Any) -> None:
    from kith.keeping.building import build

    build()
