"""`make bench`: measurements, as a table. Seconds are this machine's; the ratios are what to watch.

Pages are asked of a demonstration authority of 1,000 open children and of one ten times as large, each beside an empty
signed-in page measured in the same run. Ten workers then walk the large one for five
minutes, and forty record in it. Reading a return stands
beside Polars reading the same files and doing nothing; checking a return stands beside the sector's own validator too.
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path

import demonstration

from kith.cli import database

HERE = Path(__file__).parent
SIZES = (1_000, 10_000)  # open children; the larger is held against the published totals
MINUTES = 5
CHECKED = (
    10_000,
    80_000,
)  # children in a return; target: SSDA903 1.3 s; 7 s and 3 GB; census 2 s; 12 s and 3 GB
LOAD_HEAD = ("page", "asked", "median", "95th percentile", "most", "failed")
CHECK_HEAD = (
    "children", "episodes", "seconds", "processor seconds", "megabytes", "Polars alone", "ratio",
    "sector's validator", "ratio",
)  # fmt: skip


def main() -> None:
    demonstrated, (small, large), load, recorded, found, twice = on_demonstrations()
    table("The demonstration", [made_row(demonstrated)], ("open children", "people", "seconds", "megabytes"))
    table("Its totals", total_rows(demonstrated), ("what", "published", "at this size", "here", "off by, %"))
    table(
        "Pages: milliseconds of server time (median of 15), queries",
        page_rows(small, large),
        (
            "page",
            *(f"{size:,} children" for size in SIZES),
            "ten times the data",
            "to an empty page",
            "queries",
        ),
    )
    table("The clock", clock_rows(large), ("what", "children", "deadlines", "seconds", "a child, ms"))
    heading = f"Ten workers for {MINUTES} minutes, two seconds between pages: milliseconds"
    table(heading, load_rows(load), LOAD_HEAD)
    lost = recorded.pop("lost")
    heading = f"Forty workers recording for {MINUTES} minutes, {lost} notes lost: milliseconds"
    table(heading, load_rows(recorded), LOAD_HEAD)
    table(
        "One child's return from the live record, gathered, built and checked: milliseconds",
        [(kind, f"{taken:.0f}") for kind, taken in large["returns"].items()],
        ("return", "median"),
    )
    heading = f"Searching {found['size']:,} children and all around them: per cent found, milliseconds"
    table(
        heading,
        search_rows(found),
        ("by", "searches", "first", "in the first three", "median", "95th percentile"),
    )
    table(
        "Likely duplicates",
        [twice_row(twice)],
        ("people", "twice", "listed", "found, %", "right, %", "seconds"),
    )
    table("Reading SSDA903", reading(), ("children", "rows", "seconds", "Polars alone", "ratio"))
    checks = [told("ssda903.py", str(children)) for children in CHECKED]
    table(
        "Checking SSDA903 against its rules, whole process, with last year's files",
        check_rows(checks),
        CHECK_HEAD,
    )
    table("Growth", growth_rows(*checks), ("from and to", "children", "seconds", "memory"))
    censuses = [told("cin.py", str(children)) for children in CHECKED]
    table(
        "Checking the children in need census against its rules, whole process",
        census_rows(censuses),
        (
            "children",
            "megabytes of XML",
            "seconds",
            "processor seconds",
            "megabytes",
            "sector's validator",
            "ratio",
        ),
    )
    table("Growth", growth_rows(*censuses), ("from and to", "children", "seconds", "memory"))
    child = told("ssda903.py", "0")
    table(
        "Checking one child of SSDA903: milliseconds",
        [(f"{child['median']:.0f}", f"{child['most']:.0f}")],
        ("median", "most"),
    )


def on_demonstrations() -> tuple[dict, list[dict], dict, dict, dict, dict]:
    """Each measurement in a process of its own; the server stays up between them."""
    with database.provided() as urls:
        made = [told("demonstration.py", str(size)) for size in SIZES]
        pages = [told("pages.py", str(size)) for size in SIZES]
        load = told("load.py", str(SIZES[-1]), str(MINUTES))
        recorded = told("recording.py", str(SIZES[-1]), str(MINUTES))
        found = told("search.py", str(SIZES[-1]))
        twice = told("duplicates.py", str(SIZES[-1]))
        for size in SIZES:
            demonstration.drop(urls, urls.named(f"kith_bench_{size}"))
    return made[-1], pages, load, recorded, found, twice


def twice_row(twice: dict) -> tuple:
    shares = (f"{100 * twice[share]:.1f}" for share in ("recall", "precision"))
    return (f"{twice['people']:,}", twice["twice"], twice["listed"], *shares, f"{twice['seconds']:.0f}")


def search_rows(found: dict) -> list[tuple]:
    """Each way of searching, and all of them together."""
    kinds = found["kinds"]
    searches = sum(each["searches"] for each in kinds.values())
    taken = [ms for each in kinds.values() for ms in each["taken"]]
    every = {
        share: sum(each[share] * each["searches"] for each in kinds.values()) / searches
        for share in ("first", "three")
    } | {
        "searches": searches,
        "median": statistics.median(taken),
        "p95": statistics.quantiles(taken, n=20)[-1],
    }
    return [
        (
            kind, each["searches"], f"{100 * each['first']:.0f}", f"{100 * each['three']:.0f}",
            f"{each['median']:.0f}", f"{each['p95']:.0f}",
        )
        for kind, each in [*kinds.items(), ("all of them", every)]
    ]  # fmt: skip


def told(script: str, *arguments: str) -> dict:
    """What one of our measuring processes says, as JSON on its last line."""
    print(f"Measuring: {script} {' '.join(arguments)}", file=sys.stderr)
    run = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def page_rows(small: dict, large: dict) -> list[tuple]:
    return [
        (
            page,
            f"{small['pages'][page]['ms']:.0f}",
            f"{found['ms']:.0f}",
            f"{found['ms'] / small['pages'][page]['ms']:.2f}",
            f"{found['ms'] / large['empty']['ms']:.1f}",
            f"{small['pages'][page]['queries']} and {found['queries']}",
        )
        for page, found in large["pages"].items()
    ]


def clock_rows(large: dict) -> list[tuple]:
    clock = large["clock"]
    return [
        (
            what,
            clock["children"],
            clock["deadlines"],
            f"{clock[key]:.2f}",
            f"{1000 * clock[key] / clock['children']:.2f}",
        )
        for what, key in (
            ("facts gathered", "gathered"),
            ("deadlines computed", "computed"),
            ("projection rebuilt", "rebuilt"),
        )
    ]


def made_row(made: dict) -> tuple:
    return (made["size"], f"{made['people']:,}", f"{made['seconds']:.0f}", f"{made['megabytes']:.0f}")


def total_rows(made: dict) -> list[tuple]:
    """Each total, and by how much it misses the published one; a share is per cent."""
    return [
        (what, year, f"{published:,.1f}", f"{here:,.1f}", f"{100 * (here - published) / published:+.1f}")
        for what, year, published, here in made["totals"]
    ]


def load_rows(load: dict) -> list[tuple]:
    return [
        (page, each["asked"], *(f"{each[key]:.0f}" for key in ("median", "p95", "most")), each["failed"])
        for page, each in load.items()
    ]


def reading() -> list[tuple]:
    found = [told("reading.py", str(children)) for children in (1_000, 10_000)]
    return [
        (
            each["children"],
            each["rows"],
            f"{each['seconds']:.3f}",
            f"{each['floor']:.3f}",
            f"{each['seconds'] / each['floor']:.1f}",
        )
        for each in found
    ]


def check_rows(checks: list[dict]) -> list[tuple]:
    """Ours beside the floor and beside the sector's validator, which is slow enough to be measured once."""
    return [
        (
            f"{each['children']:,}",
            f"{each['rows']['Episodes']:,}",
            f"{each['ours']['seconds']:.2f}",
            f"{each['ours']['worked']:.2f}",
            f"{each['ours']['megabytes']:,.0f}",
            f"{each['floor']['seconds']:.2f}",
            f"{each['ours']['seconds'] / each['floor']['seconds']:.1f}",
            *sector_cells(each),
        )
        for each in checks
    ]


def census_rows(checks: list[dict]) -> list[tuple]:
    return [
        (
            f"{each['children']:,}",
            f"{each['megabytes']:.1f}",
            f"{each['ours']['seconds']:.2f}",
            f"{each['ours']['worked']:.2f}",
            f"{each['ours']['megabytes']:,.0f}",
            *sector_cells(each),
        )
        for each in checks
    ]


def sector_cells(each: dict) -> tuple[str, str]:
    if each["sector"] is None:
        return "not measured", "-"
    return f"{each['sector']['seconds']:.1f}", f"{each['sector']['seconds'] / each['ours']['seconds']:.0f}"


def growth_rows(small: dict, large: dict) -> list[tuple]:
    """How many times as much of each: time must grow no faster than the data."""
    times = [large["children"] / small["children"]]
    times += [large["ours"][what] / small["ours"][what] for what in ("seconds", "megabytes")]
    return [(f"{small['children']:,} and {large['children']:,}", *(f"{each:.1f} times" for each in times))]


def table(title: str, rows: list[tuple], head: tuple) -> None:
    rows = [tuple(str(cell) for cell in row) for row in rows]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    print(f"\n{title}\n")
    for row in [head, tuple("-" * width for width in widths), *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
