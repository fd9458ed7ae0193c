"""Pages of words only, open to everybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from kith.web.middleware import public
from kith.web.request import Request


@public
def accessibility(request: Request) -> HttpResponse:
    return render(request, "plain/accessibility.html", {"title": "Accessibility"})


@public
def privacy(request: Request) -> HttpResponse:
    return render(request, "plain/privacy.html", {"title": "Privacy"})


urls = [path("accessibility/", accessibility, name="accessibility"), path("privacy/", privacy, name="privacy")]
