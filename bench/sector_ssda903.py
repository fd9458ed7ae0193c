"""Run by another Python: the sector's own validator over this and last year's files, from reading to a file of issues.

Arguments: the two folders, the year as the validator names it, the authority, and the file to write.
"""

import importlib
import logging
import sys
from pathlib import Path

from lac_validator.lac_validator import LacValidator, create_issue_df
from lac_validator.report import Report
from lac_validator.utils import process_uploaded_files

RULES = "lac_validator.rules.lac2026_27"


def main() -> None:
    this, last, year, authority, out = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    files = process_uploaded_files({"This year": paths(this), "Prev year": paths(last)})
    rules = importlib.import_module(RULES).registry
    told = {"collectionYear": year, "localAuthority": authority}
    done = LacValidator(metadata=told, files=files, registry=rules, selected_rules=None)
    report = Report(done.ds_results, rules)
    create_issue_df(report.report, report.error_report).to_csv(out)


def paths(folder: str) -> list[str]:
    return [str(file) for file in sorted(Path(folder).glob("*.csv"))]


if __name__ == "__main__":
    main()
