"""The directory of services: searching it, one service, and keeping it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kith.access.roles import Permission
from kith.familyhelp.actions.directory import add_service, change_service
from kith.familyhelp.models import Service
from kith.familyhelp.queries import directory, languages, search_directory
from kith.reach.doing import may, require
from kith.reach.seeing import NotFound, must_hold
from kith.web.forms.directory import SearchForm, ServiceForm
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

SEE, CHANGE = Permission.DIRECTORY_SEE, Permission.DIRECTORY_CHANGE
A_PAGE = 20
FIELDS = (
    "name", "organisation", "description", "category", "minimum_age", "maximum_age", "place", "postcode_area",
    "languages", "capacity", "contact", "url", "status",
)  # fmt: skip


def services(request: Request) -> HttpResponse:
    must_hold(SEE)
    return render(
        request, "familyhelp/services.html",
        searched(request) | {"title": "Services", "may_keep": may(request.worker, CHANGE)},
    )  # fmt: skip


def searched(request: Request) -> dict:
    """A page of the services that fit, with the form that narrows them."""
    form = SearchForm(request.GET or None, languages=languages())
    page = Paginator(search_directory(form.wanted()), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "form": form,
        "page": page,
        "lines": [service_line(each) for each in page],
        "link": f"?{query.urlencode()}&page=",
    }


def service_line(found: Service) -> dict:
    """A service as a list shows it. `found` comes from the directory, with how many it helps and how many wait."""
    first, last = found.minimum_age, found.maximum_age
    ages = f"{first or 0} to {last}" if last is not None else f"{first} and over" if first else "All ages"
    return {
        "service": found, "ages": ages, "room": room(found), "waiting": found.waiting,  # type: ignore[attr-defined]
        "languages": ", ".join(found.languages), "place": ", ".join(each for each in (found.place, found.postcode_area) if each),
        "taking": found.status == Service.Status.ACTIVE,
    }  # fmt: skip


def room(found: Service) -> str:
    """How many more families it can help now."""
    if found.status != Service.Status.ACTIVE:
        return found.get_status_display()
    if found.capacity is None:
        return "Not known how many it can help"
    left = max(found.capacity - found.taken, 0)  # type: ignore[attr-defined]
    return f"Room for {left} of {found.capacity}" if left else f"Full: {found.capacity} of {found.capacity}"


def service(request: Request, service: int) -> HttpResponse:
    must_hold(SEE)
    return render(
        request, "familyhelp/service.html",
        {"line": service_line(get_service(service)), "may_keep": may(request.worker, CHANGE)},
    )  # fmt: skip


def get_service(number: int) -> Service:
    found = directory().filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such service in the directory, or it has closed.")
    return found


def new(request: Request) -> HttpResponse:
    require(request.worker, CHANGE)
    form = ServiceForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: add_service(**form.cleaned_data, by=request.worker),
        said="It is in the directory", to=lambda made: reverse("directory-service", args=[made.pk]),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, title="Add a service", back=reverse("directory"), button="Add the service"
    )


def change(request: Request, service: int) -> HttpResponse:
    require(request.worker, CHANGE)
    found, back = get_service(service), reverse("directory-service", args=[service])
    stands = {each: getattr(found, each) for each in FIELDS} | {"languages": ", ".join(found.languages)}
    form = ServiceForm(request.POST or None, as_of=request.as_of, initial=stands)
    saved = save(
        request, form, lambda: change_service(service=found, **form.cleaned_data, by=request.worker),
        said="The directory is changed", row=found,
        to=lambda _: reverse("directory") if found.status == Service.Status.DEFUNCT else back,
    )  # fmt: skip
    return saved or ask_apart(request, form, title=f"Change {found.name}", back=back, row=found)


urls = [
    path("services/", services, name="directory"),
    path("services/new/", new, name="directory-new"),
    path("services/<int:service>/", service, name="directory-service"),
    path("services/<int:service>/change/", change, name="directory-change"),
]
