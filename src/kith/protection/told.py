"""What a return told of a row that the row's own days do not say."""

from django.db import models

from kith.frontdoor.models import Referral


def told_referral() -> models.ForeignKey:
    """The referral to which a return said it belongs; of what is recorded here it is the one open on its day."""
    return models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="referral, as a return told it",
    )  # fmt: skip
