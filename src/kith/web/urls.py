"""Every address of the pages. Each domain's module lists its own."""

from django.urls import path

from kith.web import (
    about,
    audit,
    care,
    child,
    chronology,
    day,
    deadlines,
    documents,
    gallery,
    health,
    homes,
    lateness,
    legal_status,
    missing,
    notes,
    oversight,
    placements,
    reason,
    reviews,
    rules,
    sign_in,
    steps,
    timeline,
    visits,
)

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("children/<int:child>/reason/", reason.reason, name="reason"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
]
urlpatterns += audit.urls
urlpatterns += child.urls
urlpatterns += chronology.urls
urlpatterns += day.urls
urlpatterns += deadlines.urls
urlpatterns += homes.urls
urlpatterns += notes.urls
urlpatterns += rules.urls
urlpatterns += timeline.urls
urlpatterns += visits.urls
urlpatterns += care.urls
urlpatterns += placements.urls
urlpatterns += legal_status.urls
urlpatterns += reviews.urls
urlpatterns += documents.urls
urlpatterns += oversight.urls
urlpatterns += missing.urls
urlpatterns += health.urls
urlpatterns += steps.urls
urlpatterns += lateness.urls
