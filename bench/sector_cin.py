"""Run by another Python: the sector's own validator over a census, from reading to a file of issues.

Arguments: the file, and the file to write.
"""

import importlib
import sys
import xml.etree.ElementTree as ET

from cin_validator.cin_validator import CinValidator, convert_data, process_data

RULES = "cin_validator.rules.cin2025_26"


def main() -> None:
    file, out = sys.argv[1:]
    census = process_data(convert_data(ET.parse(file).getroot()))  # noqa: S314 a file of our own making
    done = CinValidator(census, importlib.import_module(RULES).registry, selected_rules=None)
    done.full_issue_df.to_csv(out)


if __name__ == "__main__":
    main()
