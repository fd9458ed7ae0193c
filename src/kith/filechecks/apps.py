from django.apps import AppConfig


class FileChecksConfig(AppConfig):
    name = "kith.filechecks"
