"""Pages by name, as the audit says them."""

import pytest

from kith.web.page_words import in_words


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("GET child", "Overview"),
        ("GET homes", "Homes and needs"),
        ("GET visit-correct", "Correction of visit"),
        ("POST oversight-new", "New oversight, sent"),
        ("GET short-break-new", "New short break"),
        ("POST sign-in", "Sign in"),
        ("GET person", "Person"),
        ("", ""),
    ],
)
def test_a_page_is_named_in_words(page, words):
    assert in_words(page) == words


def test_no_name_of_an_address_is_shown_as_it_is_written():
    from kith.web.urls import urlpatterns

    names = {each.name for each in urlpatterns}
    assert not [name for name in names if "-" in in_words(f"GET {name}")]
