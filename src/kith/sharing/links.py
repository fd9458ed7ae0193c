"""Links for partners: nobody is served, and the wall shows nothing of a child who is restricted, so their links are dead."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from kith.access.sealed import fits
from kith.sharing.models import Contribution
from kith.sharing.queries import unhidden


def hash_of(link: str) -> str:
    return salted_hmac("kith.sharing.links", link, algorithm="sha256").hexdigest()


def opened(link: str, at: datetime) -> Contribution | None:
    """What a link opens, held until the work is done. None for every link that cannot be used, whatever the reason."""
    rows = unhidden().filter(link=hash_of(link), ends_at__gt=at, sent_at=None, revoked_at=None)
    found = Contribution.objects.select_for_update().filter(pk__in=rows.values("pk")).first()
    return found if found and not found.is_dead else None


def proves(found: Contribution, code: str) -> bool:
    """Whether this is the code given apart. A few wrong ones, and the link is dead."""
    if fits(code, found.code):
        return True
    found.tries += 1
    found.save(update_fields=["tries"])
    return False
