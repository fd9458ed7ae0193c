"""Every address of the pages. Each domain's module lists its own."""

from django.urls import path

from kith.web import (
    about,
    accounts,
    asking,
    assessment_writing,
    assessments,
    audit,
    card,
    care,
    chair,
    child,
    child_return,
    chronology,
    conferences,
    contact,
    contact_strategy,
    contacts,
    contribute,
    contributions,
    court,
    day,
    deadline_lists,
    deadlines,
    dictionary,
    directory,
    disposal,
    documents,
    drafts,
    duplicates,
    education,
    emergency,
    family,
    family_forms,
    family_help,
    family_help_children,
    family_plan,
    file_check_results,
    file_checks,
    gallery,
    genogram,
    health,
    help_requests,
    homes,
    keeping,
    lateness,
    legal_status,
    loads,
    measures,
    merging,
    missing,
    moving_in,
    need_plans,
    new_password,
    notes,
    notices,
    other_care,
    oversight,
    own_account,
    people,
    placements,
    protection,
    protection_corrections,
    provider,
    put_right,
    reason,
    reconciliation,
    recording,
    referrals,
    referring,
    restriction,
    restrictions,
    return_issues,
    return_rules,
    returns,
    returns_across,
    reviews,
    rules,
    sealing,
    search,
    second_step,
    secure,
    seen_by,
    service,
    sessions,
    sign_in,
    signed_differences,
    signing,
    step_back,
    steps,
    team,
    timeline,
    twins,
    visits,
    workers,
)
from kith.web.papers import pages as papers

urlpatterns = [
    path("children/<int:child>/reason/", reason.reason, name="reason"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
]
urlpatterns += sign_in.urls
urlpatterns += second_step.urls
urlpatterns += new_password.urls
urlpatterns += provider.urls
urlpatterns += sessions.urls
urlpatterns += own_account.urls
urlpatterns += accounts.urls
urlpatterns += audit.urls
urlpatterns += child.urls
urlpatterns += chronology.urls
urlpatterns += day.urls
urlpatterns += deadline_lists.urls
urlpatterns += deadlines.urls
urlpatterns += dictionary.urls
urlpatterns += homes.urls
urlpatterns += notes.urls
urlpatterns += rules.urls
urlpatterns += timeline.urls
urlpatterns += directory.urls
urlpatterns += family_help.urls + family_help_children.urls
urlpatterns += family_plan.urls
urlpatterns += referring.urls
urlpatterns += assessments.urls
urlpatterns += assessment_writing.urls
urlpatterns += need_plans.urls
urlpatterns += referrals.urls
urlpatterns += put_right.urls
urlpatterns += visits.urls
urlpatterns += care.urls
urlpatterns += placements.urls
urlpatterns += protection.urls
urlpatterns += conferences.urls
urlpatterns += court.urls
urlpatterns += chair.urls
urlpatterns += contact_strategy.urls
urlpatterns += protection_corrections.urls
urlpatterns += moving_in.urls
urlpatterns += legal_status.urls
urlpatterns += reviews.urls
urlpatterns += documents.urls
urlpatterns += oversight.urls
urlpatterns += missing.urls
urlpatterns += health.urls
urlpatterns += education.urls
urlpatterns += steps.urls
urlpatterns += secure.urls
urlpatterns += lateness.urls
urlpatterns += loads.urls
urlpatterns += returns.urls
urlpatterns += returns_across.urls
urlpatterns += return_issues.urls
urlpatterns += child_return.urls
urlpatterns += file_checks.urls
urlpatterns += file_check_results.urls
urlpatterns += return_rules.urls
urlpatterns += reconciliation.urls
urlpatterns += signing.urls
urlpatterns += signed_differences.urls
urlpatterns += card.urls
urlpatterns += family.urls
urlpatterns += genogram.urls
urlpatterns += family_forms.urls
urlpatterns += people.urls
urlpatterns += twins.urls
urlpatterns += merging.urls
urlpatterns += duplicates.urls
urlpatterns += search.urls
urlpatterns += service.urls
urlpatterns += measures.urls
urlpatterns += team.urls
urlpatterns += workers.urls
urlpatterns += other_care.urls
urlpatterns += drafts.urls
urlpatterns += recording.urls
urlpatterns += notices.urls
urlpatterns += restrictions.urls
urlpatterns += restriction.urls
urlpatterns += emergency.urls
urlpatterns += seen_by.urls
urlpatterns += sealing.urls
urlpatterns += keeping.urls
urlpatterns += disposal.urls
urlpatterns += asking.urls
urlpatterns += help_requests.urls
urlpatterns += contribute.urls
urlpatterns += contributions.urls
urlpatterns += contacts.urls
urlpatterns += contact.urls
urlpatterns += step_back.urls
urlpatterns += papers.urls
