"""Fixtures for every test. Pure tests start no database; see `kith.testing`."""

from kith.testing.database import connected_as_owner, django_db_setup, owned, postgres, urls_under_test
from kith.testing.served import browser, page, records, served, served_log, served_urls
from kith.testing.standing import standing

__all__ = [
    "browser",
    "connected_as_owner",
    "django_db_setup",
    "owned",
    "page",
    "postgres",
    "records",
    "served",
    "served_log",
    "served_urls",
    "standing",
    "urls_under_test",
]
