"""A draft is kept while the form it belongs to is being saved: neither waits for what the other holds."""

from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection

from kith.casework.actions.drafts import finish, save_draft
from kith.casework.drafts import Draft, Page, Written
from kith.store.history import as_it_stands
from kith.testing.standing import MOMENT, at_work

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_draft_is_kept_while_its_form_changes_the_child(standing):
    page = Page(form="note-new", child=standing.child.pk)
    written = Written(values={"text": ["Robin"]}, token=uuid4())
    told = {"page": page, "written": written, "at": MOMENT, "by": standing.worker}

    def typing() -> None:
        with at_work(standing.worker):
            save_draft(**told)
        connection.close()

    with at_work(standing.worker):
        as_it_stands(standing.child)
        late = Thread(target=typing)
        late.start()
        late.join(timeout=20)
        assert not late.is_alive()
        finish(**told)
    assert Draft.objects.get().finished_at == MOMENT
