"""What was wrong with what was read: the same for every return (`statutory.returns.problems`)."""

from kith.statutory.returns.problems import Problem, Severity, warning

__all__ = ["Problem", "Severity", "warning"]
