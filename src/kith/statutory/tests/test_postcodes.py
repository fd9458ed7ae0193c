import polars as pl
import pytest

from kith.statutory.postcodes import Absent, Place, Postcodes, key, normalise, open_postcodes, read_published


def published():
    return pl.DataFrame(
        {
            "pcd": ["B1  1AA", "AB1 0AA", "BT1 1AA", "JE1 0BD"],
            "laua": ["E08000025", "S12000033", "N09000003", None],
            "oseast1m": [400000.0, 416093.0, 334316.0, None],
            "osnrth1m": [300000.0, 300000.0, 374675.0, None],
        }
    )


@pytest.fixture
def postcodes(tmp_path):
    return open_postcodes(tmp_path, published)


def test_a_postcode_is_found_however_it_is_written(postcodes):
    assert postcodes.locate(" b11aa ") == Place("B1 1AA", "E08000025", 400000, 300000)


def test_what_is_not_a_postcode_or_not_known_is_nothing(postcodes):
    assert [postcodes.locate(each) for each in ("ZZ9 9ZZ", "A1 1AA", "hello", "", None)] == [None] * 5


def test_miles_are_straight_and_to_one_decimal(postcodes):
    assert postcodes.distance_miles("B1 1AA", "AB1 0AA") == 10.0


def test_no_distance_is_made_up_without_a_grid_reference_or_across_two_grids(postcodes):
    assert postcodes.distance_miles("B1 1AA", "JE1 0BD") is None
    assert postcodes.distance_miles("B1 1AA", "BT1 1AA") is None
    assert postcodes.distance_miles("BT1 1AA", "BT1 1AA") == 0.0


def test_the_compacted_file_is_opened_the_next_time_without_the_package(tmp_path, postcodes):
    again = open_postcodes(tmp_path, lambda: None)
    assert isinstance(again, Postcodes)
    assert again.table.equals(postcodes.table)


def test_a_damaged_file_is_made_again(tmp_path, postcodes):
    for file in tmp_path.glob("*.index"):
        file.write_bytes(file.read_bytes()[:-1])
    assert open_postcodes(tmp_path, published).locate("B1 1AA") is not None


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    assert open_postcodes(tmp_path / "file", published).locate("B1 1AA") is not None


def test_absence_is_said_with_the_way_out(tmp_path):
    absent = open_postcodes(tmp_path, lambda: None)
    assert isinstance(absent, Absent)
    assert "pip install" in absent.says


def test_the_package_publishes_what_is_expected():
    assert read_published("Z").columns == ["pcd", "laua", "oseast1m", "osnrth1m"]


def test_normalise_puts_one_blank_in_its_place():
    assert [normalise(each) for each in ("sw1a2aa", "EC1A 1BB", "m11ae", "B1 1A", None)] == [
        "SW1A 2AA",
        "EC1A 1BB",
        "M1 1AE",
        None,
        None,
    ]


def test_a_column_of_postcodes_joins_on_its_key(postcodes):
    rows = pl.DataFrame({"home": ["b1 1aa", "AB10AA", "nonsense", None]})
    found = rows.with_columns(key("home").alias("key")).join(postcodes.table, on="key", how="left")
    assert found["easting"].to_list() == [400000, 416093, None, None]
