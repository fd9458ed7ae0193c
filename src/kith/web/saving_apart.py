"""Showing a form that belongs to no child's record."""

from uuid import uuid4

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from kith.web.request import Request
from kith.web.saving import TOKEN


def ask_apart(
    request: Request, form: BaseForm, *, template: str = "people/form.html", **context: object
) -> HttpResponse:
    """Show a form: `title`, `back` (an address), `button`; `person` where it is about one."""
    token = request.POST.get(TOKEN) or uuid4()
    return render(request, template, context | {"form": form, "form_token": token})
