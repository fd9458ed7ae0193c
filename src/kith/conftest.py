"""Fixtures for every test. Pure tests start no database; see `kith.testing`."""

from kith.testing.database import django_db_setup, postgres, urls_under_test
from kith.testing.served import browser, page, records, served, served_log, served_urls
from kith.testing.standing import standing

__all__ = [
    "browser",
    "django_db_setup",
    "page",
    "postgres",
    "records",
    "served",
    "served_log",
    "served_urls",
    "standing",
    "urls_under_test",
]
