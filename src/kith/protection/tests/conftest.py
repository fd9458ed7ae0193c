"""The standing people, with the chair of the child's conferences."""

import pytest

from kith.access.roles import Role
from kith.workforce.factories import a_worker, allocated


@pytest.fixture
def chaired(standing):
    standing.chair = a_worker("Cass Chair", Role.REVIEWING_OFFICER)
    allocated(standing.child, standing.chair, part="reviewing_officer")
    return standing
