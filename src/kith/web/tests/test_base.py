"""What every page has around its content."""

from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines, loader
from lxml import html

from kith.web.forms.plain import Form


class Note(Form):
    body = forms.CharField(label="What happened")


def page(rf, template="404.html", path="/", context=None, **on_request):
    request = rf.get(path)
    for name, value in on_request.items():
        setattr(request, name, value)
    return html.document_fromstring(loader.get_template(template).render(context or {}, request))


def test_a_stranger_sees_no_name_and_no_navigation(rf):
    made = page(rf)
    assert not made.xpath("//header//form")
    assert not made.xpath("//nav[@aria-label='Main']")


def test_the_worker_the_authority_and_the_role_s_pages_are_at_the_top(rf):
    navigation = [{"text": "My day", "href": "/day/", "active": True}, {"text": "Team", "href": "/team/"}]
    made = page(
        rf, worker=SimpleNamespace(name="Sam Wrenfield"), authority_name="Ottermouth", navigation=navigation
    )
    header = " ".join(made.xpath("//header")[0].text_content().split())
    assert header.startswith("Kith Ottermouth Signed in as Sam Wrenfield: your account Sign out")
    assert made.xpath("//header//form[@method='post']/@action") == ["/sign-out/"]
    assert made.xpath("//nav[@aria-label='Main']//a[@aria-current]/@href") == ["/day/"]


@pytest.mark.parametrize("demonstration", [True, False])
def test_every_page_of_a_demonstration_says_so(rf, demonstration):
    made = page(rf, demonstration=demonstration)
    assert ("nobody here is real" in made.xpath("//header")[0].text_content()) is demonstration


def test_the_first_link_skips_to_the_content(rf):
    made = page(rf)
    first = made.xpath("//a[@href]")[0]
    assert made.get_element_by_id(first.get("href")[1:]).tag == "main"


def test_the_language_is_said_and_search_engines_are_kept_out(rf):
    made = page(rf)
    assert made.get("lang") == "en"
    assert made.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]


@pytest.mark.parametrize(("sent", "title"), [(None, "Add a note – Kith"), ({}, "Error: Add a note – Kith")])
def test_the_title_says_when_something_is_wrong(rf, sent, title):
    made = page(rf, "form_page.html", context={"form": Note(sent), "title": "Add a note"})
    assert made.findtext(".//title") == title
    assert bool(made.xpath("//main//*[contains(@class, 'govuk-error-summary')]")) is (sent is not None)


def test_a_form_page_sends_its_token_and_has_one_primary_action(rf):
    made = page(rf, "form_page.html", context={"form": Note(), "title": "Add a note", "back": "/day/"})
    assert made.xpath("//form//input[@name='csrfmiddlewaretoken']")
    assert [button.text_content().strip() for button in made.xpath("//form//button")] == ["Save"]
    assert made.xpath("//a[contains(@class, 'govuk-back-link')]/@href") == ["/day/"]


def test_what_was_done_is_said_once_as_text(rf):
    made = page(rf, context={"notices": [{"text": "Saved <b>", "kind": "success"}]})
    banner = made.xpath("//*[contains(@class, 'govuk-notification-banner--success')]")
    assert [" ".join(each.text_content().split()) for each in banner] == ["Success Saved <b>"]


def test_a_child_s_banner_shows_all_six_facts_without_opening_anything():
    child = {
        "name": "Robin Ashgrove", "born_note": "estimated", "age": "12 years", "where": "Foster care",
        "legal_status": "Interim care order", "worker": "Sam Wrenfield",
        "next_due": {"text": "Visit, 5 days late", "late": True}, "alerts": [{"text": "Visit in pairs"}],
    }  # fmt: skip
    source = '{% from "components.html" import child_banner %}{{ child_banner(child) }}'
    made = html.fromstring(engines["jinja2"].env.from_string(source).render(child=child))
    words = made.text_content()
    for fact in (
        "Robin Ashgrove",
        "12 years",
        "Foster care",
        "Interim care order",
        "Sam Wrenfield",
        "5 days late",
        "Alert: Visit in pairs",
    ):
        assert fact in " ".join(words.split())
    assert not made.xpath("//details | //*[@hidden]")


def test_an_address_is_drawn_only_when_it_is_given():
    source = '{% from "components.html" import person_line %}{{ person_line(person) }}'
    template = engines["jinja2"].env.from_string(source)
    assert "Address withheld" in template.render(person={"name": "Kit", "withheld": "Address withheld"})
    assert "kith-address" not in template.render(person={"name": "Kit", "withheld": "Address withheld"})


def test_work_under_way_reloads_without_script(rf):
    made = page(rf, context={"refresh_seconds": 5})
    assert made.xpath("//noscript/meta/@content") == ["5"]
