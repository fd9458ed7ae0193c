"""The tables in which the two returns speak of the same children."""

from kith.statutory.cin.specification import CHILD_IDENTIFIERS, CIN_DETAILS
from kith.statutory.returns.declaring import Specification, Table
from kith.statutory.ssda903.specification import EPISODES, HEADER

TABLES: dict[str, Table] = {each.name: each for each in (HEADER, EPISODES, CHILD_IDENTIFIERS, CIN_DETAILS)}
ACROSS = Specification("Across", "SSDA903 and the children in need census, beside each other", TABLES)
