"""Tables as an XLSX workbook: the same for every return (`statutory.returns.workbook`)."""

from kith.statutory.returns.workbook import workbook

__all__ = ["workbook"]
