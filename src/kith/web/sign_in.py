"""Coming in and going out: the password, and what every way of coming in ends with."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kith.access.audit import Event, current, viewed
from kith.access.doors import held, must_wait
from kith.access.models import AuditEntry, User
from kith.access.second_step import has_one
from kith.web import sessions
from kith.web.forms.sign_in import SignInForm
from kith.web.jinja import moment
from kith.web.middleware import before_second_step, may_come_in, public, today
from kith.workforce.models import Worker

PENDING, NEXT = "pending", "next"
PATIENCE = 10 * 60  # seconds between the password and the second step
BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@never_cache
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.GET.get("ended"):
        return redirect(
            safe(request, request.GET.get("next", "")) or "home"
        )  # signed in again in another window
    form = SignInForm(request.POST or None, passes=passes)
    if request.method == "POST" and settings.PASSWORDS:
        if form.is_valid():
            request.session[NEXT] = safe(request, request.POST.get("next", ""))
            return after_password(request, form.user)
        viewed(Event.SIGN_IN_FAILED, row=form.tried)
    return render(request, "sign_in.html", _frame(request, form))


def passes(username: str, password: str) -> tuple[User | None, User | None]:
    """The login that was tried, and again if it may come in: its password fits, it need not wait, it has not ended."""
    tried = held(username)
    user = authenticate(username=tried.username if tried else username, password=password)
    waits = must_wait(tried, timezone.now())
    open_to = user if user and not waits and may_come_in(user, today()) else None
    return tried, open_to


def after_password(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for the second step where the login has one; else they are in."""
    if not has_one(user):
        return come_in(request, user, step="")
    if request.session.get("_auth_user_id"):
        logout(request)
    request.session.cycle_key()
    request.session[PENDING] = {"user": user.pk, "hash": user.get_session_auth_hash(), "at": sessions.now()}
    return redirect("second-step-code" if hasattr(user, "authenticator_app") else "second-step-key")


def come_in(request: HttpRequest, user: User, *, step: str) -> HttpResponse:
    """Every way of signing in ends here: a session under a new key, the audit, and the page that was asked for."""
    wanted = request.session.get(NEXT, "")
    told = _news(user)
    login(request, user, backend=BACKEND)
    request.session.cycle_key()  # also where the same login was signed in before
    for used in (PENDING, NEXT):
        request.session.pop(used, None)
    sessions.begin(request.session, step)
    current().user, current().worker = user, getattr(getattr(user, "worker", None), "pk", None)
    viewed(Event.SIGNED_IN)
    for words in told:
        messages.warning(request, words)
    return redirect(wanted or reverse("home"))


@before_second_step
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        viewed(Event.SIGNED_OUT)
        logout(request)
    return redirect("sign-in")


@public
def sign_in_help(request: HttpRequest) -> HttpResponse:
    return render(
        request, "sign_in/help.html", {"title": "If you cannot sign in", "passwords": settings.PASSWORDS}
    )


def safe(request: HttpRequest, wanted: str) -> str:
    """An address of ours, or none."""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""


def _news(user: User) -> list[str]:
    """What somebody else did to the login since its owner last came in, for them to know of."""
    entries = AuditEntry.objects.filter(event=Event.CODE_GIVEN, model=User._meta.label, row=user.pk)
    since = entries.filter(at__gt=user.last_login) if user.last_login else entries
    names = dict(Worker.objects.filter(pk__in=since.values("worker")).values_list("pk", "name"))
    return [
        f"{names.get(each.worker or 0, 'The administrator of the machine')} made a one-time code for your account "
        f"on {moment(each.at)}. If you did not ask for it, tell your manager."
        for each in since.order_by("at")
    ]


def _frame(request: HttpRequest, form: SignInForm) -> dict:
    return {
        "form": form, "next": request.GET.get("next", ""), "passwords": settings.PASSWORDS,
        "provider": settings.OPENID["name"] if settings.OPENID["issuer"] else "",
        "ended": settings.IDLE // 60 if request.GET.get("ended") and request.method == "GET" else 0,
    }  # fmt: skip


urls = [
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/help/", sign_in_help, name="sign-in-help"),
    path("sign-out/", sign_out, name="sign-out"),
]
