"""How many requests for help may be begun and sent: from one place, and from everywhere, so that a flood hides none."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import connection
from django.utils.crypto import salted_hmac

from kith.frontdoor.asking import HelpTry

BEGAN, SENT = HelpTry.Kind
A_WHILE = timedelta(hours=1)
# Of a school or a family hub many may ask from one address; of a whole borough fewer than one a minute do.
FROM_ONE_PLACE = {BEGAN: 30, SENT: 6}
FROM_EVERYWHERE = {BEGAN: 600, SENT: 60}
ONE_AT_A_TIME = 726_001  # the number of the lock: whoever comes meanwhile is counted too


def too_many(kind: HelpTry.Kind, address: str | None, at: datetime) -> bool:
    """Whether there have been too many lately; else this one is counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    lately = HelpTry.objects.filter(kind=kind, at__gt=at - A_WHILE)
    here = _where(address, at)
    if lately.filter(where=here).count() >= FROM_ONE_PLACE[kind] or lately.count() >= FROM_EVERYWHERE[kind]:
        return True
    HelpTry.objects.create(kind=kind, where=here, at=at)
    return False


def _where(address: str | None, at: datetime) -> str:
    """What is kept of where somebody asks from: another thing every day, and nothing that leads back."""
    return salted_hmac(
        f"kith.frontdoor.floods.{at:%Y-%m-%d}", _network(address), algorithm="sha256"
    ).hexdigest()


def _network(address: str | None) -> str:
    """One household has a whole /64 of the newer addresses."""
    if not address:
        return ""
    of = ip_address(address)
    return str(ip_network(f"{of}/64", strict=False)) if of.version == 6 else str(of)
