from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReachConfig(AppConfig):
    name = "kith.reach"

    def ready(self) -> None:
        post_migrate.connect(_build_the_wall, sender=self)


def _build_the_wall(**_: Any) -> None:
    from kith.reach.building import build

    build()
