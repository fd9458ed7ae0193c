"""The timeline: a picture and a table with the same content."""

from datetime import date

import pytest

from kith.childfile.timeline import Lane, Stretch
from kith.web.tests.record_pages import address, ago, looked_after
from kith.web.timeline_picture import draw, fitting

START, END = date(2024, 1, 1), date(2026, 1, 1)


def a_stretch(label="Foster care", lane=Lane.HOMES, start=START, end=None, **details):
    return Stretch(
        lane=lane, label=label, start_on=start, end_on=end, source="placement", number=1, **details
    )


def read(client, standing, page="timeline", **query):
    client.force_login(standing.worker.user)
    return client.get(address(page, standing.child, **query))


@pytest.mark.parametrize("pixels, shown", [(200, "Foster care"), (60, "Foster…"), (10, "")])
def test_a_bar_says_as_much_as_fits(pixels, shown):
    assert fitting("Foster care", pixels) == shown


def test_the_picture_holds_its_lanes_and_says_what_it_is():
    made = draw([a_stretch(), a_stretch("Mill Road", Lane.SCHOOLS)], START, END, described="A life")
    for words in ("Foster care", "Mill Road", "Homes", "Schools", "A life"):
        assert words in made


def test_the_picture_needs_neither_style_nor_script():
    made = draw([a_stretch()], START, END, described="")
    assert "style=" not in made and "<script" not in made and "<style" not in made


def test_two_workers_at_once_stand_below_each_other():
    one = draw([a_stretch("Wyn", Lane.WORKERS)], START, END, described="")
    two = draw([a_stretch("Wyn", Lane.WORKERS), a_stretch("Cal", Lane.WORKERS)], START, END, described="")
    assert height(two) > height(one)


def height(svg):
    return int(svg.split('height="')[1].split('"')[0])


def test_nothing_at_all_can_be_drawn():
    assert draw([], START, END, described="Empty").startswith("<svg")


def test_the_picture_is_an_image_of_its_own_that_nobody_keeps(client, standing):
    looked_after(standing.child, standing.worker)
    response = read(client, standing, "timeline-picture")
    assert response["Content-Type"] == "image/svg+xml" and "no-store" in response["Cache-Control"]


def test_the_table_says_the_same_with_its_own_dates(client, standing):
    looked_after(standing.child, standing.worker)
    told = read(client, standing).content.decode()
    for words in ("Larch House", "Interim care order", "Mill Road School", "Wyn Worker", f"{ago(400):%Y}"):
        assert words in told


def test_a_year_shows_only_what_lay_in_it(client, standing):
    looked_after(standing.child, standing.worker)
    assert (
        "Mill Road School" not in read(client, standing, show=ago(400).year).content.decode()
        or ago(300).year == ago(400).year
    )


@pytest.mark.parametrize("show", ["9999", "x", "0000", "-1"])
def test_a_year_that_is_not_there_is_taken_for_the_usual(client, standing, show):
    assert read(client, standing, show=show).status_code == 200
