import pytest

from kith.access.roles import Role
from kith.workforce.factories import a_team, a_worker


@pytest.fixture
def analyst(db):
    return a_worker("Dana Data", Role.DATA)


@pytest.fixture
def team(db):
    return a_team("Riverside")
