"""What every service must say of itself: how accessible it is, and what becomes of what is known about people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.web.middleware import public


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "about/accessibility.html")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "about/privacy.html")
