"""From a Django form's bound field to the GOV.UK component that shows it: its name and its parameters."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from kith.web.forms.fields import BOXES, DateBoxes, boxes

WIDTHS = {"day": "govuk-input--width-2", "month": "govuk-input--width-2", "year": "govuk-input--width-4"}
# What a widget may carry in `attrs` that a component takes as a parameter of its own.
PARAMETERS = ("autocomplete", "inputmode", "spellcheck", "pattern", "rows", "prefix", "suffix")
NEVER = ("class", "required", "maxlength", "id", *PARAMETERS)


def as_component(bound: BoundField, *, heading=False, item_hints=None, conditional=None) -> tuple[str, dict]:
    """The component's name and parameters. `heading` makes the label the page's heading.

    `item_hints` and `conditional` go by a choice's value: a hint below it, HTML to open when it is chosen.
    """
    widget = bound.field.widget
    for kind, build in BUILDERS:
        if isinstance(widget, kind):
            return build(bound, heading, item_hints or {}, conditional or {})
    return text_input(bound, heading, {}, {})


def date_input(bound, heading, hints, conditional):
    typed, wrong = boxes(bound.value()), boxes_at_fault(bound)
    items: list[dict[str, Any]] = [
        {
            "name": box,
            "value": typed[box],
            "classes": WIDTHS[box] + (" govuk-input--error" if box in wrong else ""),
            "attributes": {"autocomplete": "off"},
        }
        for box in BOXES
    ]
    for item in items:
        item["inputmode"] = "text" if item["name"] == "month" else "numeric"
    return "date_input", group(bound, heading) | {
        "id": field_id(bound),
        "namePrefix": bound.html_name,
        "items": items,
    }


def radios(bound, heading, hints, conditional):
    items = choice_items(bound, hints, conditional)
    inline = "govuk-radios--inline" if len(items) == 2 and not (hints or conditional) else ""
    return "radios", choices(bound, heading, items) | {
        "value": str(bound.value() if bound.value() is not None else ""),
        "classes": bound.field.widget.attrs.get("class", inline),
    }


def checkboxes(bound, heading, hints, conditional):
    items = choice_items(bound, hints, conditional)
    return "checkboxes", choices(bound, heading, items) | {
        "values": [str(value) for value in bound.value() or []],
        "classes": bound.field.widget.attrs.get("class", ""),
    }


def one_checkbox(bound, heading, hints, conditional):
    """A tick of its own: the label stands beside the box, so there is no legend."""
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    if bound.help_text:
        item["hint"] = {"text": str(bound.help_text)}
    if "on" in conditional:
        item["conditional"] = {"html": conditional["on"]}
    return "checkboxes", wrong(bound) | {
        "name": bound.html_name,
        "idPrefix": field_id(bound),
        "items": [item],
    }


def select(bound, heading, hints, conditional):
    chosen = str(bound.value() if bound.value() is not None else "")
    items: list[dict[str, Any]] = [
        {"value": value, "text": text, "selected": value == chosen}
        for value, text in flat_choices(bound.field)
    ]
    return "select", labelled(bound, heading) | {"items": items}


def textarea(bound, heading, hints, conditional):
    limit = getattr(bound.field, "max_length", None)
    made = labelled(bound, heading) | {"value": shown(bound), "rows": bound.field.widget.attrs.get("rows", 8)}
    if limit:
        return "character_count", made | {"maxlength": limit, "threshold": 75}
    return "textarea", made


def file_upload(bound, heading, hints, conditional):
    return "file_upload", labelled(bound, heading) | {"multiple": bound.field.widget.allow_multiple_selected}


def password_input(bound, heading, hints, conditional):
    made = labelled(bound, heading)
    return "password_input", made | {"autocomplete": made.get("autocomplete", "current-password")}


def text_input(bound, heading, hints, conditional):
    """Numbers are typed as text with a number pad: browsers' own number boxes change under a scroll."""
    kind = getattr(bound.field.widget, "input_type", "text")
    made: dict[str, Any] = labelled(bound, heading) | {"value": shown(bound), "type": kind}
    for affix in ("prefix", "suffix"):
        if affix in made:
            made[affix] = {"text": made[affix]}
    if kind == "number":
        pad = "numeric" if isinstance(bound.field, forms.IntegerField) else "decimal"
        made |= {"type": "text", "inputmode": made.get("inputmode", pad), "spellcheck": False}
    return "input", made


# The first that fits: a set of checkboxes is a kind of radios to Django, and a hidden box a kind of input.
BUILDERS = (
    (DateBoxes, date_input),
    ((forms.CheckboxSelectMultiple, forms.SelectMultiple), checkboxes),
    (forms.RadioSelect, radios),
    (forms.CheckboxInput, one_checkbox),
    (forms.Select, select),
    (forms.Textarea, textarea),
    (forms.FileInput, file_upload),
    (forms.PasswordInput, password_input),
)


def labelled(bound, heading) -> dict[str, Any]:
    """What every component with one box has: label, hint, error, name, and the widget's attributes."""
    attrs = bound.field.widget.attrs
    given = {key: attrs[key] for key in PARAMETERS if key in attrs}
    return (
        wrong(bound)
        | hint(bound)
        | given
        | {
            "id": field_id(bound),
            "name": bound.html_name,
            "label": title(bound, heading, "govuk-label"),
            "classes": attrs.get("class", ""),
            "attributes": {key: value for key, value in attrs.items() if key not in NEVER},
        }
    )


def group(bound, heading) -> dict:
    """What a set of boxes has: a legend in place of a label."""
    legend = title(bound, heading, "govuk-fieldset__legend")
    return wrong(bound) | hint(bound) | {"fieldset": {"legend": legend}}


def choices(bound, heading, items) -> dict:
    return group(bound, heading) | {
        "name": bound.html_name,
        "idPrefix": field_id(bound),
        "items": items,
    }


def choice_items(bound, hints, conditional) -> list[dict]:
    """One item for each choice; a choice without a value ("---------") is never offered to tick."""
    made: list[dict[str, Any]] = [
        {"value": value, "text": text} for value, text in flat_choices(bound.field) if value != ""
    ]
    for item in made:
        if item["value"] in hints:
            item["hint"] = {"text": hints[item["value"]]}
        if item["value"] in conditional:
            item["conditional"] = {"html": conditional[item["value"]]}
    return made


def flat_choices(field) -> list[tuple[str, str]]:
    """The choices in order, groups opened out: GOV.UK's components have none."""
    flat = []
    for value, text in field.widget.choices:
        members = text if isinstance(text, list | tuple) else [(value, text)]
        flat += [(str(each if each is not None else ""), str(words)) for each, words in members]
    return flat


def title(bound, heading, kind) -> dict:
    words = str(bound.label)
    optional = getattr(bound.form, "mark_optional", True) and not bound.field.required
    if optional and "(optional)" not in words and words:
        words += " (optional)"
    return {"text": words, "isPageHeading": heading, "classes": f"{kind}--{'l' if heading else 's'}"}


def hint(bound) -> dict:
    return {"hint": {"text": str(bound.help_text)}} if bound.help_text else {}


def wrong(bound) -> dict:
    """The first error: one thing at a time is enough to mend."""
    return {"errorMessage": {"text": str(bound.errors[0])}} if bound.errors else {}


def boxes_at_fault(bound) -> tuple[str, ...]:
    """Which of a date's boxes an error is about: all, unless it says."""
    if not bound.errors:
        return ()
    return (bound.errors.as_data()[0].params or {}).get("boxes", BOXES)


def shown(bound) -> str:
    """The value as its widget writes it; what was refused stands as it was typed."""
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def field_id(bound) -> str:
    return bound.auto_id or bound.html_name


def link_to(bound) -> str:
    """Where the error summary sends the reader: the first box to mend."""
    if isinstance(bound.field.widget, DateBoxes):
        return f"#{field_id(bound)}-{(boxes_at_fault(bound) or BOXES)[0]}"
    return f"#{field_id(bound)}"


def error_list(*given) -> list[dict]:
    """Every form's errors in the order of its fields, each linked to what has to be mended."""
    return [error for form in given if form is not None for error in errors_of(form)]


def errors_of(form) -> list[dict]:
    """Errors of the whole form first, linked to its first field; then one for each field."""
    shown_fields = form.visible_fields()
    first = link_to(shown_fields[0]) if shown_fields else "#main-content"
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    whole = [{"text": str(error), "href": first} for error in [*form.non_field_errors(), *hidden]]
    return whole + [{"text": str(b.errors[0]), "href": link_to(b)} for b in shown_fields if b.errors]
