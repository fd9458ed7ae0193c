"""Django's sentences are replaced, and a form's own are kept."""

from django import forms

from kith.web.forms.plain import Form


class Person(Form):
    name = forms.CharField(label="Name", max_length=5)
    nhs = forms.CharField(label="NHS number")
    seen = forms.ChoiceField(label="Was the child seen alone?", choices=[("y", "Yes")])
    agreed = forms.BooleanField(label="The family agrees")
    letter = forms.FileField(label="Letter")
    email = forms.EmailField(label="Email")
    share = forms.ChoiceField(label="Share over 50%", choices=[("y", "Yes")])
    own = forms.CharField(error_messages={"required": "Say something"})


def said(**sent) -> dict[str, str]:
    return {name: errors[0] for name, errors in Person(sent).errors.items()}


def test_what_is_missing_is_asked_for_by_its_name():
    assert said() == {
        "name": "Enter name",
        "nhs": "Enter NHS number",
        "seen": "Answer “Was the child seen alone?”",
        "agreed": "Tick “The family agrees” to go on",
        "letter": "Select a file",
        "email": "Enter email",
        "share": "Select share over 50%",
        "own": "Say something",
    }


def test_what_is_wrong_says_how_to_mend_it():
    wrong = said(name="Bartholomew", email="x", share="other")
    assert wrong["name"] == "Name must be 5 characters or fewer"
    assert wrong["email"] == "Enter an email address in the correct format, like name@example.com"
    assert wrong["share"] == "Choose share over 50% from those shown"
