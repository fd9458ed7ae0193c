"""Signing in leads every role to a page that they may open."""

import pytest
from django.urls import reverse

from kith.access.roles import Role
from kith.workforce.factories import a_team, a_worker


@pytest.mark.parametrize("role", Role.values)
def test_whoever_signs_in_comes_to_a_page_that_is_there(db, client, role):
    user = a_worker("Wyn Worker", Role(role), a_team("Riverside")).user
    user.set_password("a password of theirs")
    user.save()
    given = {"username": user.username, "password": "a password of theirs"}
    assert client.post(reverse("sign-in"), given, follow=True).status_code == 200
