"""Facts about young people who have left care."""

import polars as pl

from kith.leavingcare.models import CareLeaverContact
from kith.store.facts import facts
from kith.store.holding import tells


@tells(CareLeaverContact)
def leaver_contacts(chosen: list[int] | None) -> pl.DataFrame:
    return facts(
        "leaver_contacts", CareLeaverContact.objects.all(), chosen,
        year="collection_year", in_touch="in_touch", activity="activity", accommodation="accommodation",
    )  # fmt: skip
