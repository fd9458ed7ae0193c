from django.apps import AppConfig


class FrontDoorConfig(AppConfig):
    name = "kith.frontdoor"
