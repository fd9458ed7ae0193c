"""Fixtures for every test. Pure tests start no database; see `kith.testing`."""

from hypothesis import HealthCheck, settings

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

# A property is true or not; how long a machine takes over an example says nothing of it.
settings.register_profile("kith", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kith")
