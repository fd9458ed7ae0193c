"""The rules of the children in need census: every topic is a module of this package, and is found by being here."""

from importlib import import_module
from pkgutil import iter_modules

from kith.lib.rule import Rule

TOPICS = {each.name: import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)}
RULES: tuple[Rule, ...] = tuple(rule for topic in TOPICS.values() for rule in topic.rule)
