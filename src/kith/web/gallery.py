"""The gallery: every component with its name, its example and the lines that make it."""

import datetime
from pathlib import Path

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form
from kith.web.middleware import public

COMPONENTS = Path(__file__).parent / "templates" / "components"
DAY = datetime.date(2026, 3, 27)
BORN = datetime.date(2014, 3, 3)
NAMES = [
    f"{first} {last}"
    for last in ("Ashgrove", "Marrowby", "Fernley")
    for first in ("Robin", "Kit", "Jo", "Ali")
]


class ExampleForm(Form):
    """A visit, sent with two faults so that errors can be seen."""

    mark_optional = True
    called = {"seen": "who was seen"}

    visited_on = DateField(label="Visit date", called="the visit date")
    seen = django_forms.MultipleChoiceField(
        label="Who was seen",
        choices=[("child", "The child"), ("carer", "The carer")],
        widget=django_forms.CheckboxSelectMultiple,
    )
    place = django_forms.CharField(label="Where", required=False, help_text="Leave empty if it was at home")


@public
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "gallery/index.html", gallery_context())


def gallery_context() -> dict:
    form = ExampleForm(
        {"example-visited_on-day": "3", "example-visited_on-month": "3"}, prefix="example", auto_id="form-%s"
    )
    return {
        "title": "Gallery of components",
        "components": [{"name": name, "source": source(name)} for name in component_names()],
        "example_form": form,
        "example_day": DAY,
        "example_born": BORN,
        "example_page": Paginator(NAMES, 4).page(2),
    }


def component_names() -> list[str]:
    return sorted(folder.name for folder in COMPONENTS.iterdir() if folder.is_dir())


def source(name: str) -> str:
    return (COMPONENTS / name / "example.html").read_text(encoding="utf-8").strip()
