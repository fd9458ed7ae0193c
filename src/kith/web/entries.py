"""Forms that each record one thing of a child and lead back to the page that lists it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from kith.access.roles import Permission
from kith.reach.doing import get_child_to
from kith.web.forms.record import RecordForm
from kith.web.request import Request
from kith.web.saving import ask, save


@dataclass(frozen=True)
class Entry:
    """One thing recorded: its form, its action, who may, and what is said."""

    form: type[RecordForm]
    act: Callable
    permission: Permission
    title: str
    said: str


def addresses(entries: Mapping[str, Entry], *, see: Permission, back: str) -> list[URLPattern]:
    """The addresses of all these forms; `back` is the page that lists what they record, seen with `see`."""

    def new(request: Request, child: int, entry: str) -> HttpResponse:
        kind, to = entries[entry], reverse(back, args=[child])
        whose = get_child_to(kind.permission, request.worker, child, see)
        form = kind.form(request.POST or None, as_of=request.as_of)
        saved = save(
            request, form, lambda: kind.act(child=whose, **form.cleaned_data, by=request.worker),
            said=kind.said, to=to,
        )  # fmt: skip
        return saved or ask(request, whose, form, title=kind.title, back=to)

    return [
        path(f"children/<int:child>/{name.removesuffix('-new')}/new/", new, {"entry": name}, name=name)
        for name in entries
    ]
