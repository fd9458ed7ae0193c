from django.apps import AppConfig


class FamilyHelpConfig(AppConfig):
    name = "kith.familyhelp"
