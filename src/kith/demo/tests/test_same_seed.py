"""The same seed gives the same borough; another gives another."""

from kith.demo.book import Book
from kith.demo.chance import share_out
from kith.demo.tests.making import DAY, borough


def test_the_same_seed_gives_the_same_rows():
    first = borough(40)[1]
    again = borough.__wrapped__(40)[1]
    assert first == again


def test_another_seed_gives_other_rows():
    assert borough(40)[1] != borough(40, seed=2)[1]


def test_one_theme_takes_no_chance_from_another():
    book = Book(1, DAY)
    before = book.stream("visits", 7).random()
    book.stream("a new theme", 7).random()
    assert book.stream("visits", 7).random() == before


def test_shares_add_up_and_follow_the_weights():
    assert share_out(10, {"a": 2, "b": 1, "c": 0}) == {"a": 7, "b": 3, "c": 0}
    assert sum(share_out(7, {"a": 1, "b": 1, "c": 1}).values()) == 7
