"""GOV.UK publishes what each component's HTML must be; our macros give the same, fixture by fixture."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from lxml import html

FIXTURES = settings.ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"


def fixtures_of(component: Path) -> list[dict]:
    return json.loads((component / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]


def macro_of(component: str):
    """The library's macro for a component: govukDateInput for "date-input"."""
    template = engines["jinja2"].env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    words = "".join(word.capitalize() for word in component.split("-"))
    return getattr(template.module, f"govuk{words}")


def normal(markup: str) -> list:
    """The elements with their attributes and words, whatever the white space and the order of attributes."""
    return [plain(part) for part in html.fragments_fromstring(f"<div>{markup}</div>")]


def plain(part) -> object:
    words = " ".join((part.text or "").split())
    attributes = {name: " ".join(value.split()) for name, value in part.attrib.items()}
    children = [
        (plain(child), " ".join((child.tail or "").split()))
        for child in part
        if child.tag is not html.etree.Comment
    ]
    return part.tag, attributes, words, children


def test_the_fixtures_are_there():
    assert len(list(FIXTURES.glob("*/fixtures.json"))) > 30, f"Run `make assets`: nothing in {FIXTURES}"


@pytest.mark.parametrize("component", sorted(path.parent.name for path in FIXTURES.glob("*/fixtures.json")))
def test_macros_make_the_html_that_govuk_publishes(component):
    macro = macro_of(component)
    for fixture in fixtures_of(FIXTURES / component):
        made = str(macro(fixture["options"]))
        assert normal(made) == normal(fixture["html"]), fixture["name"]


def test_a_select_with_many_options_is_written_as_one_with_few():
    params = {"id": "worker", "name": "worker", "label": {"text": "Worker"}}
    many = [{"value": str(number), "text": f"<{number}>", "selected": number == 7} for number in range(150)]
    ours = engines["jinja2"].env.get_template("components/select/macro.html").module.select
    assert normal(str(ours(params | {"items": many}))) == normal(
        str(macro_of("select")(params | {"items": many}))
    )
