"""When a worker's change touches a child of whom the data team asked something, it is checked again at once."""

import logging
from collections.abc import Collection
from datetime import date
from itertools import groupby

from django.db import transaction
from django.db.models.functions import Now

from kith.lib.checking import FAILURES
from kith.returns.found import no_longer, same_as
from kith.returns.live import checked
from kith.returns.models import ReturnIssue
from kith.statutory.return_kinds import KINDS

log = logging.getLogger(__name__)


def close_mended(children: Collection[int], *, as_of: date) -> None:
    """Close what these children's issues of which one was sent no longer are, by the rules of those issues alone.

    Whoever wrote to the record loses nothing where a return cannot be built from it: the next build says so.
    """
    asked = open_of(children).filter(sent_at__isnull=False).values_list("collection", "year", "child")
    for (collection, year), each in groupby(sorted(asked.distinct()), key=lambda row: row[:2]):
        whose = [child for _, _, child in each]
        try:
            with transaction.atomic():
                _close(collection, year, whose, as_of)
        except FAILURES as error:
            log.error(
                "The issues of %s of %s were not checked again: %s", collection, year, type(error).__name__
            )


def open_of(children: Collection[int]):
    """The issues of some children that are still to be put right."""
    return ReturnIssue.objects.filter(child__in=children, closed_at__isnull=True)


def _close(collection: str, year: str, children: list[int], as_of: date) -> None:
    standing = {same_as(row): row.pk for row in open_of(children).filter(collection=collection, year=year)}
    codes = {rule for _, rule, _, _ in standing}
    rules = [rule for rule in KINDS[collection].rules if rule.code in codes]
    found = checked(collection, year, as_of=as_of, children=children, rules=rules)
    gone = no_longer(standing.items(), found)
    ReturnIssue.objects.filter(pk__in=gone).update(closed_at=Now())
