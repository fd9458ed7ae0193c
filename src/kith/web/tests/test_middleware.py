"""What the audit keeps of where a request came from."""

from kith.access.models import AuditEntry
from kith.web.middleware import address_of


def test_what_a_client_says_of_itself_is_ignored(rf):
    request = rf.get("/", REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR="1.2.3.4")
    assert address_of(request) == "10.0.0.7"


def test_behind_a_proxy_only_the_last_address_is_believed(rf, settings):
    settings.BEHIND_PROXY = True
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 10.0.0.7")
    assert address_of(request) == "10.0.0.7"


def test_a_page_view_is_kept_with_page_and_address(standing, client):
    client.force_login(standing.worker.user)
    assert client.get(f"/children/{standing.child.pk}/", REMOTE_ADDR="10.0.0.7").status_code == 200
    entry = AuditEntry.objects.get(event="record viewed")
    assert (entry.page, entry.address, entry.worker) == ("GET child", "10.0.0.7", standing.worker.pk)
