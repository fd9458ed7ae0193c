"""The rules of the SSDA903 return, by topic."""

from kith.lib.rule import Rule
from kith.statutory.ssda903.rules import (
    adoption,
    as_last_year,
    between_tables,
    episode_dates,
    episode_order,
    header,
    legal_status,
    missing,
    places,
    providers,
)

TOPICS = (
    header,
    between_tables,
    episode_dates,
    episode_order,
    legal_status,
    places,
    providers,
    as_last_year,
    missing,
    adoption,
)
RULES: tuple[Rule, ...] = tuple(rule for topic in TOPICS for rule in topic.rule)
