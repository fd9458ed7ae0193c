"""When a session ends: after a while without a request, and at the end of a long day whatever happens."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.access.models import User

BEGAN, SEEN, STEP, PROVED = "began", "seen", "step", "proved"
A_MOMENT = (
    30  # seconds: how exactly the last request is remembered, so that not every page writes the session
)
PROVIDER = (
    "provider"  # the second step of whoever came in by the council's own sign-in, which asks for it there
)
LATELY = 10 * 60  # seconds for which somebody who proved who they are need not do so again


def now() -> int:
    return int(timezone.now().timestamp())


def begin(session: SessionBase, step: str) -> None:
    """Somebody has come in just now. `step` says by what second step; empty for none."""
    session[BEGAN] = session[SEEN] = session[PROVED] = now()
    session[STEP] = step


def seconds_left(session: SessionBase) -> int:
    """Until it ends if nothing more is asked."""
    began, seen = session.get(BEGAN, now()), session.get(SEEN, now())
    return max(0, min(seen + settings.IDLE, began + settings.SESSION_COOKIE_AGE) - now())


def day_left(session: SessionBase) -> int:
    """Until it ends whatever is asked."""
    return max(0, session.get(BEGAN, now()) + settings.SESSION_COOKIE_AGE - now())


def touch(session: SessionBase) -> None:
    """A page was asked for: the time without a request begins again."""
    if now() - session.get(SEEN, 0) >= A_MOMENT:
        session[SEEN] = now()
        session.setdefault(BEGAN, now())


def proved_lately(session: SessionBase) -> bool:
    """Whether whoever sits there has shown a short while ago that the login is theirs."""
    return now() - session.get(PROVED, 0) < LATELY


def keep(request: HttpRequest) -> None:
    """Every session of the login was just ended: all but this one, which goes on under a new key."""
    user = User.objects.get(username=request.user.get_username())
    update_session_auth_hash(request, user)
    request.user = user


@require_POST
def session(request: HttpRequest) -> JsonResponse:
    """How many seconds are left. Asking does not make it longer, unless somebody asks to stay."""
    if request.POST.get("stay"):
        touch(request.session)
    return JsonResponse({"left": seconds_left(request.session), "day": day_left(request.session)})


session.quiet = session.before_second_step = True  # type: ignore[attr-defined]
urls = [path("session/", session, name="session")]
