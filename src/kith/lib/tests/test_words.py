"""Numbers as people say them."""

from kith.lib.words import plural


def test_one_is_one_and_the_others_are_many():
    assert [plural(each, "child", "children") for each in (0, 1, 2)] == [
        "0 children",
        "1 child",
        "2 children",
    ]


def test_thousands_have_their_comma_and_most_words_an_s():
    assert plural(1204, "visit") == "1,204 visits"
