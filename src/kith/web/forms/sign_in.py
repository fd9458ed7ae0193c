"""Forms of signing in, and of what a login is opened with."""

from collections.abc import Callable

from django import forms
from django.contrib.auth.password_validation import validate_password

from kith.access.doors import TRIES
from kith.access.models import User
from kith.web.forms.plain import Form

# The same whatever was wrong: whether there is such an account, and whether it waits, is nobody's to learn here.
WRONG = (
    "The username and password do not match an account that is open. Check both and try again. "
    f"After {TRIES} wrong tries wait a quarter of an hour."
)
WRONG_CODE = (
    f"The code does not fit. Check it and try again. After {TRIES} wrong tries wait a quarter of an hour."
)
NAME = {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}
ON_PAPER = {
    "autocomplete": "off",
    "spellcheck": "false",
    "autocapitalize": "none",
    "class": "govuk-input--width-20",
}
Passes = Callable[[str, str], tuple[User | None, User | None]]


def password_field(label: str, how: str, **options) -> forms.CharField:
    """A password: the current one or a new one, as the browser's own store of passwords calls them."""
    widget = forms.PasswordInput(attrs={"autocomplete": how})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget, **options)


class SignInForm(Form):
    """Username and password."""

    called = {"username": "your username", "password": "your password"}

    username = forms.CharField(label="Username", max_length=150, widget=forms.TextInput(attrs=NAME))
    password = password_field("Password", "current-password")
    tried: User | None = None
    user: User

    def __init__(self, *args, passes: Passes, **options):
        super().__init__(*args, **options)
        self.passes = passes

    def clean(self) -> dict:
        given = super().clean() or {}
        if not self.errors:
            self.tried, user = self.passes(given["username"], given["password"])
            if user is None:
                raise forms.ValidationError(WRONG)
            self.user = user
        return given


class CodeForm(Form):
    """The digits that the authenticator app shows."""

    called = {"code": "the 6 digits"}

    code = forms.CharField(
        label="6-digit code", max_length=20, help_text="The code changes every 30 seconds",
        widget=forms.TextInput(attrs={
            "inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false", "class": "govuk-input--width-5",
        }),
    )  # fmt: skip


class PaperCodeForm(Form):
    """A code from paper."""

    called = {"code": "the code"}

    code = forms.CharField(label="Code", max_length=40, widget=forms.TextInput(attrs=ON_PAPER))


class OneTimeForm(PaperCodeForm):
    """The code that an administrator gave, and whose it is."""

    called = {"username": "your username", "code": "the one-time code"}

    username = forms.CharField(label="Username", max_length=150, widget=forms.TextInput(attrs=NAME))
    field_order = ("username", "code")


class NewPasswordForm(Form):
    """A new password, twice."""

    called = {"password": "a new password", "again": "the new password once more"}

    password = password_field(
        "New password", "new-password",
        help_text="At least 12 characters. Three words that you will remember are better than one with signs in it.",
    )  # fmt: skip
    again = password_field("New password once more", "new-password")

    def __init__(self, *args, user: User, **options):
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        given = self.cleaned_data["password"]
        if given.casefold() == self.user.username.casefold():
            raise forms.ValidationError("The password may not be your username")
        validate_password(given)
        return str(given)

    def clean(self) -> dict:
        given = super().clean() or {}
        if "password" in given and given.get("again") not in (None, given["password"]):
            self.add_error("again", "The two passwords are not the same. Type both again")
        return given


class CurrentPasswordForm(Form):
    """The password again, to show that whoever sits there is still whose login it is."""

    called = {"current": "your password"}

    current = password_field("Your password", "current-password")


class KeyForm(Form):
    """What a browser says that a security key answered. A script fills it in."""

    answer = forms.CharField(
        max_length=20_000, widget=forms.HiddenInput,
        error_messages={"required":
            "The key did not answer. It may be another one, or this browser or this address may not be able to use "
            "keys. Try again, or choose another way"
        },
    )  # fmt: skip


class NewKeyForm(KeyForm):
    """A new key, and what its owner calls it."""

    called = {"name": "a name for the key"}

    name = forms.CharField(
        label="Name of the key", max_length=50, help_text="Such as “Blue key on my ring” or “My telephone”",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )  # fmt: skip
    field_order = ("name", "answer")
