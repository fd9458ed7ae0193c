"""A page's request, as the work middleware prepares it."""

from datetime import date

from django.http import HttpRequest

from kith.access.models import User
from kith.workforce.models import Worker


class Request(HttpRequest):
    """What every view may rely on. `worker` is None only where nobody is signed in, or a login is no worker's."""

    user: User
    worker: Worker
    as_of: date
    authority_name: str
    demonstration: bool
    navigation: list[dict]
    must_set_up: bool  # a second step is asked of everybody here, and this session began without one
    ended: bool  # somebody was signed in until just now
    unread: int  # notices
