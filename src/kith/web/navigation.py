"""The pages each role finds at the top."""

from django.urls import reverse

from kith.access.roles import Permission

# Page, words, and the permission that shows it.
PAGES = (
    ("day", "My day", Permission.CHILDREN_SEE),
    ("team", "Team", Permission.TEAM_SEE),
    ("conferences", "Conferences", Permission.CONFERENCE_HOLD),
    ("service", "Service", Permission.SERVICE_SEE),
    ("contacts", "Contacts", Permission.CONTACTS_SEE),
    ("search", "Find a person", Permission.SEARCH),
    ("directory", "Services", Permission.DIRECTORY_SEE),
    ("restrictions", "Restrictions", Permission.RESTRICT),
    ("restrictions", "Restrictions", Permission.SEALED_SEE),
    ("loads", "Load a return", Permission.RETURN_LOAD),
    ("returns", "Build a return", Permission.RETURN_BUILD),
    ("file-checks", "Check a return", Permission.RETURN_CHECK),
    ("signed-returns", "Returns", Permission.RETURN_SIGN),
    ("audit", "Audit", Permission.AUDIT_SEE),
    ("sharing-log", "Sharing", Permission.AUDIT_SEE),
    ("keeping", "Keeping", Permission.KEEPING_SEE),
    ("accounts", "Accounts", Permission.ACCOUNTS_CHANGE),
)


def navigation(request) -> list[dict]:
    """What this login sees at the top, and which of them is the page now open."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    may = {permission for terms in request.user.terms_on(request.as_of) for permission in terms.permissions}
    shown = {page: words for page, words, permission in PAGES if permission in may}
    return [{"text": words, "href": reverse(page), "active": page == here} for page, words in shown.items()]
