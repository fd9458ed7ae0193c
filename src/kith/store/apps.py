from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "kith.store"
