"""Every component is in the gallery, and the gallery obeys the policy."""

import re

import pytest
from django.template import engines, loader
from lxml import html

from kith.web import about
from kith.web.gallery import COMPONENTS, component_names, gallery, gallery_context

NAMES = component_names()
PAGES = sorted(path.name for path in COMPONENTS.parent.glob("*.html") if path.name[:3].isdigit())


@pytest.fixture(scope="module")
def page():
    markup = loader.get_template("gallery/index.html").render(gallery_context())
    return html.document_fromstring(markup)


def test_every_component_is_in_the_gallery_with_an_example(page):
    shown = {
        section.get("id").removeprefix("component-"): section for section in page.xpath("//main/section")
    }
    assert sorted(shown) == NAMES
    bare = [
        name for name, section in shown.items() if not section.xpath(".//*[@class='kith-gallery__example']/*")
    ]
    assert bare == []


@pytest.mark.parametrize("name", NAMES)
def test_every_component_has_a_macro_of_its_name(name):
    known = engines["jinja2"].env.get_template("components.html").module
    assert hasattr(known, name.replace("-", "_"))


@pytest.mark.parametrize("name", NAMES)
def test_the_example_shows_the_component(name):
    assert name in ("site-header", "site-footer") or re.search(
        rf"\b{name.replace('-', '_')}", (COMPONENTS / name / "example.html").read_text(encoding="utf-8")
    )


def test_nothing_in_it_needs_a_looser_policy(page):
    assert page.xpath("//@style | //style | //*[starts-with(@href, 'javascript:')]") == []
    assert [script.get("src") for script in page.xpath("//script") if not script.get("src")] == []
    assert [
        name for name in page.xpath("//@*") if re.match(r"on[a-z]+$", getattr(name, "attrname", ""))
    ] == []


def test_no_two_things_share_an_id(page):
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_every_label_and_description_points_at_something(page):
    ids = set(page.xpath("//@id"))
    wanted = {
        each
        for value in page.xpath("//@for | //@aria-describedby | //@aria-labelledby")
        for each in value.split()
    }
    assert wanted <= ids


def test_the_gallery_is_a_page(rf):
    assert gallery(rf.get("/gallery")).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_error_pages_are_drawn_with_no_request_and_no_database(name):
    page = html.document_fromstring(loader.get_template(name).render())
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//main//p")


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_anybody_may_read_what_the_service_says_of_itself(rf, name):
    view = getattr(about, name)
    assert view.public
    assert html.document_fromstring(view(rf.get(f"/{name}/")).content).xpath("count(//h1)") == 1
