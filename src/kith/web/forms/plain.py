"""Forms whose complaints a tired person can act on: Django's own sentences are replaced by GOV.UK's."""

from django import forms

from kith.web.forms.fields import DateField, TimeField, lower_first, sentence

CHOICES = (forms.ChoiceField, forms.ModelChoiceField)


class PlainErrors:
    """Mixed into a form class. `called` says how errors name a field, where its label does not read well."""

    use_required_attribute = False
    mark_optional = True
    called: dict[str, str] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            label = self.called.get(name) or str(field.label or name.replace("_", " "))
            speak_plainly(field, label)


class Form(PlainErrors, forms.Form):
    """The form of every page. Set `mark_optional = False` on filters and searches."""


def speak_plainly(field, label: str) -> None:
    """Give a field GOV.UK's wording wherever the form did not choose its own."""
    if isinstance(field, DateField | TimeField):
        return
    for code, message in plain_messages(field, label).items():
        if field.error_messages.get(code) == inherited_message(field, code):
            field.error_messages[code] = message
    for validator in field.validators:
        limit = getattr(validator, "limit_value", None)
        if getattr(validator, "code", "") == "max_length":
            validator.message = f"{sentence(unfilled(label))} must be {limit} characters or fewer"


def plain_messages(field, label: str) -> dict[str, str]:
    """The sentences for what can go wrong with a field of this kind."""
    thing, start = lower_first(label), sentence(label)
    unlisted = f"Choose {unfilled(thing)} from those shown"
    return {
        "required": required_message(field, thing),
        "invalid_choice": unlisted,
        "invalid_list": unlisted,
        "invalid_pk_value": unlisted,
        "invalid": invalid_message(field, start),
        "empty": "The selected file is empty",
        "missing": "Select a file",
    }


def required_message(field, thing: str) -> str:
    if thing.endswith("?"):
        return f"Answer “{sentence(thing)}”"
    if isinstance(field, forms.FileField):
        return "Select a file"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{sentence(thing)}” to go on"
    return f"Select {thing}" if isinstance(field, CHOICES) else f"Enter {thing}"


def invalid_message(field, start: str) -> str:
    if isinstance(field, forms.EmailField):
        return "Enter an email address in the correct format, like name@example.com"
    if isinstance(field, forms.IntegerField):
        return f"{start} must be a whole number, like 15"
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return f"{start} must be a number, like 15.5"
    return f"{start} is not in the right form"


def inherited_message(field, code: str) -> object:
    """What Django would say: the nearest class that has a sentence for this code."""
    for kind in type(field).__mro__:
        messages = getattr(kind, "default_error_messages", {})
        if code in messages:
            return messages[code]
    return None


def unfilled(words: str) -> str:
    """Django fills these sentences in with `%`; a per cent sign in a label must survive it."""
    return words.replace("%", "%%")
