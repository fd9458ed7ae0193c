"""The rules of the SSDA903 return, by topic."""

from kith.lib.rule import Rule
from kith.statutory.ssda903.rules import header

RULES: tuple[Rule, ...] = tuple(rule for topic in (header,) for rule in topic.rule)
