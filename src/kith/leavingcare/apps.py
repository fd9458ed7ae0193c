from django.apps import AppConfig


class LeavingCareConfig(AppConfig):
    name = "kith.leavingcare"
