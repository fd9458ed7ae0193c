"""Settings, all from the environment. `kith` fills in what a demonstration needs; see docs/running.md."""

from pathlib import Path
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

ROOT = Path(env("KITH_ROOT", default=str(Path.cwd())))
BUILD = Path(env("KITH_BUILD", default=str(ROOT / "build")))

SECRET_KEY = env("KITH_SECRET_KEY", default="for-tests-and-checks-only-never-for-serving")
# Keys of before: what they sealed and signed is still read, until each thing is written anew.
SECRET_KEY_FALLBACKS = env.list("KITH_SECRET_KEYS_BEFORE", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("KITH_HOSTS", default=["127.0.0.1", "localhost", "testserver"])
HTTPS = env.bool("KITH_HTTPS", default=False)
# Behind one proxy of ours, which says in X-Forwarded-For where a request came from.
BEHIND_PROXY = env.bool("KITH_BEHIND_PROXY", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "kith.store",
    "kith.access",
    "kith.people",
    "kith.workforce",
    "kith.reach",
    "kith.casework",
    "kith.providers",
    "kith.frontdoor",
    "kith.familyhelp",
    "kith.assessment",
    "kith.protection",
    "kith.sharing",
    "kith.care",
    "kith.leavingcare",
    "kith.deadlines",
    "kith.returns",
    "kith.keeping",
    "kith.filechecks",
    "kith.demo",
    "kith.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kith.web.middleware.WorkMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "kith.web.urls"
WSGI_APPLICATION = "kith.web.wsgi.application"
AUTH_USER_MODEL = "access.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "day"
# Anything but "optional" is "required". A demonstration never asks for it: its passwords are printed.
SECOND_STEP_REQUIRED = env("KITH_SECOND_STEP", default="required") != "optional"
PASSWORDS = env.bool("KITH_PASSWORDS", default=True)
# Days for which the result of a check of files is kept.
CHECKS_KEPT = env.int("KITH_CHECKS_KEPT_DAYS", default=14)
# Where families reach somebody now: shown on the public pages. Without them those pages name the council only.
HELP_TELEPHONE = env("KITH_HELP_TELEPHONE", default="")
HELP_TELEPHONE_AT_NIGHT = env("KITH_HELP_TELEPHONE_AT_NIGHT", default="")
# What a child weighs in a caseload, by what stands for them ("protection=3,need=1.5"); the council's own choice.
CASE_WEIGHTS = env.dict("KITH_CASE_WEIGHTS", cast={"value": float}, default={})
# The council's own sign-in (OpenID Connect). Without an issuer there is none.
OPENID = {
    "issuer": env("KITH_OPENID_ISSUER", default=""),
    "client": env("KITH_OPENID_CLIENT", default=""),
    "secret": env("KITH_OPENID_SECRET", default=""),
    "name": env("KITH_OPENID_NAME", default="your work account"),
    "subject": env("KITH_OPENID_SUBJECT_CLAIM", default="sub"),
    "username": env("KITH_OPENID_USERNAME_CLAIM", default=""),
}
if not PASSWORDS and not OPENID["issuer"]:
    raise ImproperlyConfigured(
        "KITH_PASSWORDS is off and KITH_OPENID_ISSUER is not set, so nobody could sign in. Set the one or the other."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database(url: str) -> dict:
    """One PostgreSQL. A socket folder arrives percent-encoded as the host and is decoded here."""
    config = env.db_url_config(url)
    config["HOST"] = unquote(config.get("HOST") or "")
    pool = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}} if POOLED else {}
    config["OPTIONS"] = config.get("OPTIONS", {}) | pool
    config["TEST"] = {"NAME": env("KITH_TEST_DATABASE", default="test_kith")}
    return config


# The application connects as a role that owns no table; only migrating connects as the owner.
AS_OWNER = env.bool("KITH_AS_OWNER", default=False)
POOLED = env.bool("KITH_POOLED", default=False)
DATABASES = {
    "default": database(
        env("DATABASE_OWNER_URL", default="postgres:///kith")
        if AS_OWNER
        else env("DATABASE_URL", default="postgres:///kith")
    )
}
APPLICATION_ROLE = env("KITH_APPLICATION_ROLE", default="kith_app")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parent / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "kith.web.jinja.environment",
            "context_processors": ["kith.web.jinja.page_context"],
        },
    },
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [BUILD / "assets"] if (BUILD / "assets").exists() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env("KITH_FILES", default=str(ROOT / ".kith" / "files"))},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# With this prefix a browser takes a cookie from this very host by HTTPS only: no neighbour can plant one.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-kith", "__Host-kith-forms") if HTTPS else ("kith", "kith-forms")
)
SESSION_COOKIE_AGE = env.int("KITH_SESSION_HOURS", default=10) * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE = env.int("KITH_IDLE_MINUTES", default=30) * 60  # seconds without a request, after which a session ends
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# What goes wrong is told where and of what kind, never with the words and names that were being worked on.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"impersonal": {"()": "kith.web.logs.Impersonal"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "impersonal"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "ERROR"},
        "procrastinate": {"level": "ERROR"},
    },
}

PGHISTORY_APPEND_ONLY = True
PGTRIGGER_MIGRATIONS = False  # the triggers follow the models, after each migration (store/triggers.py)
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
