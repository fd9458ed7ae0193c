"""What is worked out once for the rules."""

from datetime import date

import polars as pl

from kith.lib.tables import text_tables
from kith.statutory.postcodes import Absent
from kith.statutory.ssda903.as_text import from_rows
from kith.statutory.ssda903.tables import POSTCODES, Collection, Tables

YEAR = Collection.of("2026-27", "E08000025")


def made(text, **told):
    given = {name: from_rows(name, table.rows, table.columns) for name, table in text_tables(text).items()}
    return Tables(given, YEAR, **told)


def episodes(text, *columns, **told):
    return made(text, **told).episodes.sort("#Episodes").select(columns).collect().rows()


def test_neighbours_are_the_childs_own_in_order_of_start():
    text = """
        Episodes
        CHILD  DECOM       PLACE
        a      01/06/2026  K2
        b      01/04/2026  U1
        a      01/05/2026  U4
    """
    columns = ("PREV_PLACE", "NEXT_PLACE", "FIRST", "LATEST")
    assert episodes(text, *columns) == [
        ("U4", None, False, True),
        (None, None, True, True),
        (None, "K2", True, False),
    ]


def test_a_period_of_care_goes_on_while_no_day_is_between():
    text = """
        Episodes
        CHILD  DECOM       DEC         LS
        a      01/04/2026  01/05/2026  V2
        a      01/05/2026  01/06/2026  C1
        a      02/06/2026  .           C1
    """
    may, june = date(2026, 5, 1), date(2026, 6, 1)
    assert episodes(text, "PERIOD_START", "PERIOD_END", "LS_RUN_START", "LS_RUN_END") == [
        (date(2026, 4, 1), june, date(2026, 4, 1), may),
        (date(2026, 4, 1), june, may, june),
        (date(2026, 6, 2), None, date(2026, 6, 2), None),
    ]


def test_an_episode_without_a_start_is_no_part_of_a_period():
    text = """
        Episodes
        CHILD  DECOM       DEC         LS
        a      .           01/06/2026  C1
        a      01/04/2026  01/05/2026  C1
    """
    assert episodes(text, "PERIOD_START", "PERIOD_END") == [
        (None, date(2026, 6, 1)),
        (date(2026, 4, 1), date(2026, 5, 1)),
    ]


def test_what_the_header_says_stands_on_the_childs_episodes():
    text = """
        Header
        CHILD  DOB         SEX
        a      01/05/2010  F

        UASC
        CHILD
        a

        Episodes
        CHILD
        a
        b
    """
    assert episodes(text, "DOB", "SEX", "UASC") == [(date(2010, 5, 1), "F", "1"), (None, None, None)]


def test_open_and_in_the_year():
    text = """
        Episodes
        CHILD  DECOM       DEC
        a      31/03/2027  01/04/2027
        b      01/04/2025  31/03/2027
        c      01/04/2025  31/03/2026
        d      01/04/2027  .
    """
    found = episodes(text, "IN_YEAR", "OPEN_AT_END")
    assert found == [(True, True), (True, False), (False, False), (False, False)]


def test_looked_after_all_through_the_year():
    text = """
        Episodes
        CHILD   DECOM       RNE  LS  DEC         REC
        all     01/05/2025  S    C2  01/06/2026  X1
        all     01/06/2026  P    C2  .           .
        came    02/04/2026  S    C2  .           .
        left    01/05/2025  S    C2  01/06/2026  E4A
        breaks  01/05/2025  S    V4  .           .
        before  01/05/2024  S    C2  01/05/2025  E4A
        day     01/04/2026  S    C2  31/03/2027  E4A
    """
    tables = made(text + "\n        OC2\n        CHILD\n        all\n        came\n")
    found = tables.episodes.filter("CONTINUOUSLY_LOOKED_AFTER").select("CHILD").unique().collect()
    assert sorted(found["CHILD"]) == ["all", "day"]
    assert tables.oc2.select("CONTINUOUSLY_LOOKED_AFTER").collect().to_series().to_list() == [True, False]


def test_places():
    text = """
        Episodes
        CHILD    HOME_POST  PL_POST
        near     B1 1BB     b24qa
        far      B1 1BB     CF10 3NP
        county   B1 1BB     OX1 1BX
        unknown  B1 1BB     ZZ9 9ZZ
        none     .          .
    """
    found = episodes(text, "PL_LA", "PL_LOCATION", "HOME_POST_KNOWN", "PL_POST_KNOWN")
    assert found == [
        ("E08000025", "IN", True, True),
        ("WAL", "OUT", True, True),
        ("E10000025", "OUT", True, True),
        (None, None, True, False),
        (None, None, None, None),
    ]
    distances = [miles for (miles,) in episodes(text, "PL_DISTANCE")]
    assert distances[0] < 2 and 80 < distances[1] < 100 and distances[3:] == [None, None]


def test_without_postcodes_nothing_is_said_of_places_and_the_need_is_not_met():
    text = "Episodes\nCHILD  HOME_POST  PL_POST\na  B1 1BB  B2 4QA"
    none = Absent("The postcodes are not installed.")
    columns = ("PL_LA", "PL_LOCATION", "PL_DISTANCE", "PL_POST_KNOWN")
    assert episodes(text, *columns, places=none) == [(None,) * 4]
    assert made(text, places=none).lacks(POSTCODES) == "The postcodes are not installed."


def test_a_derived_column_that_is_given_is_used_as_it_is():
    text = """
        Episodes
        CHILD  PL_POST  PL_LA  PL_DISTANCE  CONTINUOUSLY_LOOKED_AFTER
        a      B2 4QA   other  12.5         True
    """
    columns = ("PL_LA", "PL_LOCATION", "PL_DISTANCE", "CONTINUOUSLY_LOOKED_AFTER")
    assert episodes(text, *columns) == [("other", "OUT", 12.5, True)]


def test_the_year_before_is_a_year_before():
    assert YEAR.before == Collection.of("2025-26", "E08000025")


def test_a_code_of_another_year_is_outside():
    from kith.statutory.ssda903.specification import EPISODES

    rows = from_rows("Episodes", [{"PLACE": "Z1"}, {"PLACE": "Z11"}, {"PLACE": None}], ["PLACE"])
    outside = {}
    for year in ("2024-25", "2026-27"):
        tables = Tables({"Episodes": rows}, Collection.of(year))
        found = tables.episodes.select(tables.outside(EPISODES["PLACE"]).alias("out")).collect()
        outside[year] = found["out"].to_list()
    assert outside == {"2024-25": [False, True, False], "2026-27": [True, False, False]}


def test_every_column_is_there_whatever_was_given():
    tables = made("Header\nCHILD\na")
    assert {"SEX", "DOB", "DOB?", "UASC"} <= set(tables.header.collect_schema().names())
    assert tables.dolo.select(pl.len()).collect().item() == 0
    assert tables.last.episodes.select("PREV_DEC", "PL_LA").collect().height == 0
