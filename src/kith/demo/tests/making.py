"""A small borough as rows, made once for every test that asks what is in it."""

from collections import defaultdict
from datetime import date
from functools import cache

from kith.demo.authority import Authority

DAY = date(2026, 11, 16)


@cache
def borough(open_children=150, seed=1, as_of=DAY):
    """The authority, and its rows by table."""
    authority = Authority(seed=seed, open_children=open_children, as_of=as_of, password="hash")
    rows = defaultdict(list)
    for part in authority.parts():
        for table, some in part.items():
            rows[table] += some
    return authority, rows


def by_child(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.child_id].append(row)
    return found


def holds(row, day=DAY):
    return row.start_on <= day and (row.end_on is None or row.end_on > day)
