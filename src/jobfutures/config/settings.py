"""All settings. Every value that differs between instances comes from the environment: see docs/using/operator.md."""

import os
import sys
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.csp import CSP

from jobfutures.clients.rules import TOKEN_S
from jobfutures.config import datafolder
from jobfutures.config.databases import databases
from jobfutures.config.environment import Environment, WrongSetting, dns_resolver, log_choice
from jobfutures.config.issuer import issuer_keys
from jobfutures.config.mail import mailers
from jobfutures.config.runner import parse_keys, runner_addresses
from jobfutures.config.storage import storage
from jobfutures.kit import static_headers

env = Environment()

# The rooms of the house, from the lowest floor up. A new room is one folder and one line here.
ROOMS = (
    "kit",
    "telemetry",
    "topics",
    "accounts",
    "ledger",
    "notices",
    "tasks",
    "companies",
    "webhooks",
    "clients",
    "sharing",
    "guide",
    "exercises",
    "reviews",
    "predictions",
    "practice",
    "checks",
    "profiles",
    "credentials",
    "disclosure",
    "jobs",
    "plans",
    "hiring",
    "search",
    "support",
    "operators",
    "web",
    "api",
)

DATA = env.folder("DATA", "data")
SECRET_KEY = env.secret("SECRET_KEY") or datafolder.secret_key(DATA)
SITE_ADDRESS = env.address("ADDRESS", "http://localhost:8000")
SITE_NAME = "JobFutures"
JURISDICTION = env.text("JURISDICTION")  # whose law a record of consent names
ERASURES = Path(env.text("ERASURES") or DATA / "erasures.jsonl")
HTTPS = SITE_ADDRESS.startswith("https:")
DEBUG = env.yes("DEBUG")
ALLOWED_HOSTS = env.words("HOSTS", ("localhost", "127.0.0.1", "[::1]"))
ALLOWED_HOSTS.append(urlsplit(SITE_ADDRESS).netloc.removesuffix(f":{urlsplit(SITE_ADDRESS).port}"))

SHIPPED = Path(str(files("jobfutures"))) / "content"
CONTENT_FOLDERS = [
    SHIPPED if SHIPPED.is_dir() else Path(__file__).parents[3] / "content",
    *env.folders("CONTENT"),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    *(f"jobfutures.{room}" for room in ROOMS),
    "django_htmx",
    "lucide",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    *(["allauth.socialaccount.providers.openid_connect"] if env.text("OIDC_ISSUER") else []),
    "django_ox",
]

MIDDLEWARE = [
    "jobfutures.telemetry.middleware.Observe",
    "jobfutures.kit.public.PublicPages",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "jobfutures.kit.permissions.PermissionsPolicy",
    "jobfutures.api.manners.ApiManners",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jobfutures.accounts.limits.LimitPosts",
    "jobfutures.accounts.manners.AccountManners",
    "allauth.account.middleware.AccountMiddleware",
    "jobfutures.accounts.devices.SeenDevices",
    "django_htmx.middleware.HtmxMiddleware",
    "jobfutures.web.errors.RefusedMethods",
]

ROOT_URLCONF = "jobfutures.config.urls"
WSGI_APPLICATION = "jobfutures.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "jobfutures.kit.templatetags.kit"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jobfutures.kit.site.site",
            ],
        },
    }
]


DATABASES = databases(env, DATA)
REPLICA_LAG_S = env.whole("REPLICA_LAG", 5, low=1, high=300)  # further behind, the primary answers public pages too
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["jobfutures.config.replica.PublicReads"]
    MIDDLEWARE.append("jobfutures.config.replica.PublicReadsOpen")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
OWN_COMMAND = [sys.executable, "-m", "jobfutures.config.command"]  # for work that needs a process of its own
TASKS: dict[str, Any] = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": ["default", "mail"],
        "OPTIONS": {
            "LOCK_TIMEOUT": 30,
            "MAX_ATTEMPTS": 8,
            "SCHEDULES": {
                "prune tasks": {"task": "jobfutures.tasks.commands.prune_tasks", "cron": "53 4 * * *"},
                "prune hits": {"task": "jobfutures.accounts.commands.prune_hits", "cron": "23 * * * *"},
                "prune outbox": {"task": "jobfutures.notices.commands.letters.prune_outbox", "cron": "17 3 * * *"},
                "prune notices": {"task": "jobfutures.notices.commands.notices.prune_notices", "cron": "27 3 * * *"},
                "write digests": {"task": "jobfutures.notices.commands.digests.send_digests", "cron": "3 * * * *"},
                "erase applications": {
                    "task": "jobfutures.hiring.commands.retention.erase_nightly",
                    "cron": "47 3 * * *",
                },
                "clear store": {"task": "jobfutures.hiring.commands.attachments.clear_store", "cron": "33 4 * * *"},
                "prune searches": {"task": "jobfutures.search.commands.prune_searches", "cron": "37 3 * * *"},
                "look at proofs": {
                    "task": "jobfutures.companies.commands.upkeep.look_again_hourly",
                    "cron": "11 * * * *",
                },
                "prune changes": {"task": "jobfutures.jobs.commands.indexing.prune_changes", "cron": "7 4 * * *"},
                "job alerts": {"task": "jobfutures.jobs.commands.alerts.send_alerts", "cron": "11 6 * * *"},
                "keep jobs": {"task": "jobfutures.jobs.commands.upkeep.keep_jobs", "cron": "* * * * *"},
                "ask after jobs": {"task": "jobfutures.jobs.commands.upkeep.ask_still_hiring", "cron": "13 8 * * *"},
                "keep applications": {
                    "task": "jobfutures.hiring.commands.upkeep.keep_applications",
                    "cron": "*/10 * * * *",
                },
                "remind of answers": {
                    "task": "jobfutures.hiring.commands.upkeep.remind_both_sides",
                    "cron": "23 7 * * *",
                },
                "count answers": {"task": "jobfutures.hiring.commands.counting.count_answers", "cron": "29 2 * * *"},
                "remind of interviews": {
                    "task": "jobfutures.hiring.commands.scheduling_reminders.remind_of_interviews",
                    "cron": "*/15 * * * *",
                },
                "count impact": {"task": "jobfutures.hiring.commands.impact.count_impact", "cron": "51 3 * * *"},
                "end of shares": {"task": "jobfutures.sharing.announcing.announce_ended", "cron": "19 * * * *"},
                "prune tokens": {"task": "jobfutures.clients.commands.upkeep.prune_tokens", "cron": "43 3 * * *"},
                "deliver webhooks": {
                    "task": "jobfutures.webhooks.commands.delivering.deliver_again",
                    "cron": "* * * * *",
                },
                "prune webhooks": {
                    "task": "jobfutures.webhooks.commands.delivering.prune_webhooks",
                    "cron": "33 3 * * *",
                },
                "calibrate": {"task": "jobfutures.checks.commands.upkeep.calibrate_nightly", "cron": "41 2 * * *"},
            },
        },
    }
}

# Companies: which resolver is asked for the proof of a domain, and who looks at a proof before a company is public
DNS = dns_resolver(env)
AUTO_VERIFY = env.yes("AUTO_VERIFY")
DUAL_REVIEW = env.yes("DUAL_REVIEW")

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]  # allauth's own lets a pending address in
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:account"
ACCOUNT_ADAPTER = "jobfutures.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "jobfutures.accounts.forms.LogIn",
    "signup": "jobfutures.accounts.forms.SignUp",
    "add_email": "jobfutures.accounts.forms.AddEmail",
    "change_password": "jobfutures.accounts.forms.ChangePassword",
    "set_password": "jobfutures.accounts.forms.SetPassword",
    "reset_password": "jobfutures.accounts.forms.ResetPassword",
    "reset_password_from_key": "jobfutures.accounts.forms.ResetPasswordKey",
    "reauthenticate": "jobfutures.accounts.forms.Reauthenticate",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_DISPLAY = attrgetter("email")
POST_LIMITS_FACTOR = env.whole("POST_LIMITS_FACTOR", 1, low=1, high=1000)
ACCOUNT_RATE_LIMITS = {  # a second line: accounts.rules refuses first, in words
    "login": f"{30 * POST_LIMITS_FACTOR}/m/ip",
    "login_failed": f"{60 * POST_LIMITS_FACTOR}/m/ip,20/900s/key",
    "reset_password": f"{20 * POST_LIMITS_FACTOR}/m/ip,5/m/key",
    "signup": f"{20 * POST_LIMITS_FACTOR}/m/ip",
}
MFA_ADAPTER = "jobfutures.accounts.adapter.MfaAdapter"
MFA_FORMS = {
    "authenticate": "jobfutures.accounts.forms.Code",
    "reauthenticate": "jobfutures.accounts.forms.ReauthenticateCode",
    "activate_totp": "jobfutures.accounts.forms.ActivateApp",
    "add_webauthn": "jobfutures.accounts.forms.AddKey",
    "edit_webauthn": "jobfutures.accounts.forms.RenameKey",
    "login_webauthn": "jobfutures.accounts.forms.LogInKey",
    "authenticate_webauthn": "jobfutures.accounts.forms.AuthenticateKey",
    "reauthenticate_webauthn": "jobfutures.accounts.forms.ReauthenticateKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = SITE_NAME
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ADAPTER = "jobfutures.accounts.adapter.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "jobfutures.accounts.forms.SocialSignUp"}
SOCIALACCOUNT_ONLY = False
OIDC_ISSUER = env.text("OIDC_ISSUER") and env.address("OIDC_ISSUER", "", path=True)
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_ISSUER:
    if not env.text("OIDC_CLIENT_ID"):
        raise WrongSetting("JOBFUTURES_OIDC_CLIENT_ID", "", "the client id that the provider gave to this site")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.text("OIDC_NAME", "your organisation"),
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.secret("OIDC_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }

# Programs of companies: opaque bearer tokens for an hour, nothing else of the provider is switched on
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = TOKEN_S

# Mail
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "jobfutures@localhost")
MAILBOX = DATA / "mailbox"
MAILERS = mailers(env.secret("MAIL_URL") or "mailbox:", MAILBOX)

# Runners: by default the one that `serve` starts on a private socket of the data folder
RUNNER_KEYS = parse_keys(env)
RUNNERS = runner_addresses(env, RUNNER_KEYS)

# Keys that sign credentials: made once in the data folder, or given, where many hosts must have the same
ISSUER_KEYS = issuer_keys(env, DATA)

# Hiring: what this instance says of AI in it; where it says nothing, the page says what the software does
AI_STATEMENT = env.text("AI_STATEMENT")

# Jobs
REVIEW_JOBS = env.yes("REVIEW_JOBS")  # the operator looks at every posting, not only at the first of a company

# Words and numbers
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
FORMAT_MODULE_PATH = ["jobfutures.kit.formats"]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Files of applications stand in their rows, or sealed in an object store
SEALED_STORE = bool(env.secret("STORAGE_URL"))

# Static files: named by their content, compressed once, kept by browsers for ever
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC", str(DATA / "static"))
STATIC_IN_IMAGE = bool(env.text("STATIC"))  # collected when an image was made: taken as it stands
STORAGES = {
    "default": storage(env, DATA),
    "staticfiles": {"BACKEND": "jobfutures.kit.static_files.SiteFiles"},
}
WHITENOISE_IMMUTABLE_FILE_TEST = static_headers.IMMUTABLE
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers.add_headers

# Headers and cookies
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF, *([OIDC_ISSUER.removesuffix(urlsplit(OIDC_ISSUER).path)] if OIDC_ISSUER else [])],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # the operator's other hosts are not ours to decide about
TRUSTED_PROXIES = env.whole("TRUSTED_PROXIES", 0, low=0, high=5)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
CSRF_FAILURE_VIEW = "jobfutures.web.errors.csrf_failure"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_ENGINE = "jobfutures.accounts.sessions"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
SECURITY_CONTACT = env.text("SECURITY_CONTACT")

# Pages that look the same for everybody are answered from memory until what they show changes.
PUBLIC_EDITION = "jobfutures.topics.queries.edition_token"
if "replica" in DATABASES:
    PUBLIC_EDITION = "jobfutures.config.replica.public_edition"
DEMO_MARK = "jobfutures.topics.queries.holds_demo"
PUBLIC_PAGES_KEPT = env.whole("PUBLIC_PAGES_KEPT", 2000, low=0, high=100_000)

LOG_LEVEL, LOG_FORMAT, LOG_REQUESTS = log_choice(env)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # who read what is not ours to write down
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True  # telemetry has judged it, or made it, before
WEB_WORKERS = env.whole("WEB_WORKERS", min(2, os.cpu_count() or 1), low=1, high=64)

# Who may read /metrics besides a signed-in operator: who shows the token, or asks from one of these networks
METRICS_TOKEN = env.secret("METRICS_TOKEN")
METRICS_FROM = env.networks("METRICS_FROM")
METRICS_LISTEN = env.place("METRICS_LISTEN")  # of a worker that stands alone: HOST:PORT
OTLP_ENDPOINT = env.text("OTLP_ENDPOINT") and env.address("OTLP_ENDPOINT", "", path=True)
