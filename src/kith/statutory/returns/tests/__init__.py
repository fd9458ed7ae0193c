"""Tests of what every return has in common."""

import pytest

pytest.register_assert_rewrite("kith.statutory.returns.tests.walking")
