"""What the tests stand on: the test database and the served demonstration."""
