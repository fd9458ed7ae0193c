import pytest

from kith.lib.tables import text_tables


def test_tables_are_read_by_name_with_dots_as_nothing_and_marks_apart():
    tables = text_tables("""
        Plans
        child  from        until
        a b    2024-05-26  .           <
        c      2024-05-27  2024-06-01

        Visits
        child
        c
    """)
    assert tables["Plans"].rows[0] == {"child": "a b", "from": "2024-05-26", "until": None}
    assert tables["Plans"].marked == (0,)
    assert tables["Visits"].rows == ({"child": "c"},)


def test_a_row_of_another_length_is_refused_by_name():
    with pytest.raises(ValueError, match="Plans has 2 columns, but a row has 1"):
        text_tables("Plans\na  b\n1")
