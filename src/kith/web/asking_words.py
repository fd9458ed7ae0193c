"""What the public pages say around their questions: whom to ring, where to go at once, the answers to check."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape

SAFER = "https://www.bbc.co.uk/weather"  # where GOV.UK's own pages lead whoever leaves at once
# Ofcom keeps these for the stage: nobody answers them.
NOBODYS = {"day": "01632 960 080", "night": "01632 960 081"}
LABELS = {
    "whom": "Who the help is for", "worries": "What worries you", "working": "What is going well", "would_help": "What would help",
    "name": "Your name", "telephone": "Telephone", "email": "Email", "address": "Where to write to", "no_contact": "Contact",
    "when": "When it is safe", "avoid": "What we should not do", "avoid_more": "What else we should not do",
}  # fmt: skip


def helplines(request: HttpRequest) -> dict:
    """The council's numbers; those of a demonstration reach nobody."""
    made_up = NOBODYS if getattr(request, "demonstration", False) else {}
    return {
        "telephone": settings.HELP_TELEPHONE or made_up.get("day", ""),
        "at_night": settings.HELP_TELEPHONE_AT_NIGHT or made_up.get("night", ""),
        "council": getattr(request, "authority_name", "") or "your council",
        "leave": reverse("help-leave"),
    }


def check_rows(told: dict) -> list[dict]:
    """Every answer in words, each with the way to change it."""
    rows = []
    for question, form in told.items():
        href = f"{reverse('help-question', args=[question])}?check=1"
        if question == "children":
            rows.append(_row("The children", "\n".join(map(child_words, form.children)), href))
        for name, value in form.cleaned_data.items() if question != "children" else ():
            if value or (name in form.fields and question not in ("reach", "safe")):
                rows.append(_row(LABELS[name], _said(form, name, value), href))
    return rows


def child_words(child: dict) -> str:
    """ "Robin Ashgrove, 8"."""
    name = " ".join(each for each in (child.get("given"), child.get("family")) if each)
    return ", ".join(each for each in (name, child.get("age")) if each)


def _said(form, name: str, value) -> str:
    if name == "no_contact":
        return "Please do not contact me"
    if name in ("whom", "avoid"):
        words = dict(form.fields[name].choices)
        return "\n".join(words[each] for each in ([value] if name == "whom" else value)) or "Nothing ticked"
    return value or "Not answered"


def prose(words: str) -> str:
    """Words with their lines, for a component that takes only HTML."""
    return "<br>".join(escape(line) for line in words.splitlines())


def _row(label: str, value: str, href: str) -> dict:
    change = {"href": href, "text": "Change", "visuallyHiddenText": label[:1].lower() + label[1:]}
    return {
        "key": {"text": label},
        "value": {"html": prose(value)},
        "actions": {"items": [change]},
    }
