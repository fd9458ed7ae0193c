"""What partners are asked, for tests."""

from datetime import timedelta

from django.utils import timezone

from kith.access.sealed import hashed
from kith.people.models import Person
from kith.sharing.links import hash_of
from kith.sharing.models import Contribution, ContributionChild
from kith.workforce.models import Worker


def a_contribution(*children: Person, by: Worker, **details: object) -> Contribution:
    """One whose link is `link-<number>` and whose code is `abcd-efgh`."""
    usual = {
        "to": "conference", "agency": "health", "partner": "Jo Marsh", "question": "Were the appointments kept?", "basis": "enquiry",
        "because": "An enquiry is under way", "asked_at": timezone.now(), "asked_by": by, "code": hashed("abcd-efgh"),
        "ends_at": timezone.now() + timedelta(days=7), "link": "x",
    }  # fmt: skip
    made = Contribution.objects.create(**usual | details)
    made.link = hash_of(f"link-{made.pk}")
    made.save(update_fields=["link"])
    for child in children:
        ContributionChild.objects.create(contribution=made, child=child)
    return made
