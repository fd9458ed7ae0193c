"""What stood in a login before is kept; a password never is."""

import pytest
from django.utils import timezone

from kith.access.models import User, UserBefore
from kith.testing.standing import DAY

pytestmark = pytest.mark.django_db


def test_the_day_access_ended_leaves_what_stood_before():
    user = User.objects.create_user("s.social", "a long enough sentence")
    user.ended_on = DAY
    user.save()
    user.username = "sam.social"
    user.save()
    assert list(UserBefore.objects.order_by("pgh_id").values_list("username", "ended_on")) == [
        ("s.social", None),
        ("s.social", DAY),
    ]


def test_a_password_is_not_among_it_and_signing_in_leaves_nothing():
    user = User.objects.create_user("s.social", "a long enough sentence")
    user.set_password("another long sentence")
    user.last_login = timezone.now()
    user.save()
    assert not UserBefore.objects.exists()
    assert not {"password", "last_login"} & {field.name for field in UserBefore._meta.get_fields()}
