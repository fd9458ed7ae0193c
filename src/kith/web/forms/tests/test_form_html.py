"""The HTML a Django form becomes: labels, hints, errors and what ties them together."""

from datetime import date

import pytest
from django import forms
from django.template import engines
from lxml import html

from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form

PLACES = [("home", "Home"), ("school", "School & nursery"), ("else", "Somewhere else")]


class Visit(Form):
    called = {"note": "what happened"}

    visited_on = DateField(label="Visit date", help_text="For example, 27 3 2026")
    place = forms.ChoiceField(label="Where", choices=PLACES, widget=forms.RadioSelect)
    seen = forms.MultipleChoiceField(
        label="Who was seen", choices=PLACES, widget=forms.CheckboxSelectMultiple, required=False
    )
    team = forms.ChoiceField(
        label="Team", choices=[("", "Choose"), ("North", [("n1", "N 1"), ("n2", "N 2")])]
    )
    miles = forms.IntegerField(
        label="Miles", help_text="Door to door", widget=forms.NumberInput(attrs={"suffix": "miles"})
    )
    note = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 4}))
    alone = forms.BooleanField(label="Seen alone", required=False)
    letter = forms.FileField(label="Letter", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def page(template: str, **context):
    env = engines["jinja2"].env
    head = '{% from "components.html" import form_fields, form_field, form_errors %}'
    return html.fromstring(f"<div>{env.from_string(head + template).render(context)}</div>")


def fields(form):
    return page("{{ form_fields(form) }}", form=form)


def described_by(box, within) -> str:
    return " ".join(
        within.get_element_by_id(each).text_content().strip() for each in box.get("aria-describedby").split()
    )


def test_every_box_has_a_label_of_its_own():
    made = fields(Visit())
    boxes = made.xpath("//input[not(@type='hidden')] | //select | //textarea")
    labelled = {label.get("for") for label in made.xpath("//label")}
    assert len(boxes) == 14
    assert {box.get("id") for box in boxes} == labelled


def test_hint_and_error_are_read_with_the_box_they_are_about():
    made = fields(Visit({"miles": "far"}))
    box = made.get_element_by_id("id_miles")
    assert described_by(box, made) == "Door to door Error: Miles must be a whole number, like 15"
    assert "govuk-input--error" in box.get("class")
    assert box.get("value") == "far"


def test_only_the_box_at_fault_in_a_date_is_marked_and_all_keep_what_was_typed():
    made = fields(Visit({"visited_on-day": "3", "visited_on-month": "March"}))
    wrong = {
        box: "govuk-input--error" in made.get_element_by_id(f"id_visited_on-{box}").get("class")
        for box in ("day", "month", "year")
    }
    assert wrong == {"day": False, "month": False, "year": True}
    assert made.get_element_by_id("id_visited_on-month").get("value") == "March"


def test_the_summary_links_each_error_to_the_box_to_mend():
    form = Visit({"visited_on-day": "3", "visited_on-month": "3", "token": "x"})
    made = page("{{ form_errors(error_list(form)) }}{{ form_fields(form) }}", form=form)
    links = [(a.get("href"), a.text) for a in made.xpath("//div[contains(@class, 'error-summary')]//a")]
    assert links == [
        ("#id_visited_on-year", "The visit date must include a year"),
        ("#id_place", "Select where"),
        ("#id_team", "Select team"),
        ("#id_miles", "Enter miles"),
        ("#id_note", "Enter what happened"),
    ]
    assert all(made.get_element_by_id(href[1:]) is not None for href, _ in links)


def test_an_error_of_the_whole_form_is_in_the_summary_too():
    form = Visit({})
    form.add_error(None, "The visit is already recorded")
    made = page("{{ form_errors(error_list(form)) }}", form=form)
    assert made.xpath("//li[1]/a/text()") == ["The visit is already recorded"]


def test_fields_that_may_be_left_empty_say_so_unless_the_form_does_not():
    words = {label.text_content().strip() for label in fields(Visit()).xpath("//label | //legend")}
    assert {"Letter (optional)", "Who was seen (optional)", "Seen alone"} <= words
    form = Visit()
    form.mark_optional = False
    assert "Letter" in {label.text_content().strip() for label in fields(form).xpath("//label")}


def test_what_was_chosen_stays_chosen():
    form = Visit({"place": "school", "seen": ["home", "else"], "team": "n2", "alone": "on", "miles": "3"})
    made = fields(form)
    chosen = [box.get("value") for box in made.xpath("//input[@checked]")]
    assert chosen == ["school", "home", "else", "on"]
    assert made.xpath("//option[@selected]/@value") == ["n2"]


def test_a_stored_record_fills_the_form():
    made = fields(Visit(initial={"visited_on": date(2026, 3, 9), "note": "Two\nlines", "place": "home"}))
    assert [
        made.get_element_by_id(f"id_visited_on-{box}").get("value") for box in ("day", "month", "year")
    ] == ["9", "3", "2026"]
    assert made.get_element_by_id("id_note").text == "Two\nlines"


def test_a_note_with_blank_lines_and_leading_space_comes_back_as_it_was():
    note = "  One\n\n    Two"
    made = fields(Visit({"note": note}))
    assert made.get_element_by_id("id_note").text == note


@pytest.mark.parametrize("name", ['<script>alert("x")</script>', "O’Brien & Sons", "Zoë Ōta", '"><b>'])
def test_what_people_type_is_text_and_never_markup(name):
    form = Visit({"note": name, "miles": name, "token": name})
    made = fields(form)
    assert made.get_element_by_id("id_note").text == name
    assert made.get_element_by_id("id_miles").get("value") == name
    assert not made.xpath("//script | //b")


def test_two_forms_on_a_page_do_not_share_names_or_ids():
    made = page("{{ form_fields(one) }}{{ form_fields(two) }}", one=Visit(prefix="a"), two=Visit(prefix="b"))
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert made.xpath("//input[@name='b-visited_on-day']")


def test_numbers_are_typed_as_text_with_a_number_pad():
    box = fields(Visit()).get_element_by_id("id_miles")
    assert (box.get("type"), box.get("inputmode")) == ("text", "numeric")


def test_a_choice_may_carry_a_hint_and_open_more():
    made = page(
        '{{ form_field(form["place"], item_hints={"home": "Where the child lives"}, conditional={"else": more}) }}',
        form=Visit(),
        more="<p>more</p>",
    )
    assert "Where the child lives" in made.text_content()
    assert made.xpath("//div[@id='conditional-id_place-3']/p/text()") == ["more"]


def test_one_question_alone_makes_its_label_the_heading_of_the_page():
    made = page("{{ form_fields(form, question=true) }}", form=Visit())
    assert [h.text_content().strip() for h in made.xpath("//h1")] == ["Visit date"]


def test_hidden_fields_are_sent_and_not_seen():
    made = fields(Visit(initial={"token": "t"}))
    assert made.xpath("//input[@type='hidden']/@value") == ["t"]
