"""One settings module; every difference between machines is a SAMLET_* environment variable.

Each variable is described in docs/running/settings.md (a test holds the two together).
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE_DIR = Path(__file__).resolve().parents[2]
CHECKOUT = PACKAGE_DIR.parents[1]
DATA_DIR = Path(os.environ.get("SAMLET_DATA_DIR") or CHECKOUT / "var")
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = os.environ.get("SAMLET_DEBUG", "") == "1"
ALLOWED_HOSTS = os.environ.get("SAMLET_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")


def _secret_key() -> str:
    """The environment's key, else one made at the first start and kept in the data folder."""
    if key := os.environ.get("SAMLET_SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


SECRET_KEY = _secret_key()


def _database(url: str) -> dict[str, object]:
    """`sqlite:///path` or `postgres://user:password@host:port/name?host=/socket/dir`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": {
                # Deferred transactions lose writes under concurrency (docs/decisions/0003).
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA secure_delete=ON;"  # what is deleted is overwritten, not only unlinked
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
        }
    raise ImproperlyConfigured(
        "SAMLET_DATABASE must start with sqlite:/// or postgres://; see docs/running/settings.md"
    )


DATABASES = {
    "default": _database(
        os.environ.get("SAMLET_DATABASE") or f"sqlite:///{DATA_DIR / 'samlet.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "samlet.web.ui",
    "samlet.web.core",
    "samlet.web.places",
    "samlet.web.parties",
    "samlet.web.organisations",
    "samlet.web.people",
    "samlet.web.accounts",
    "samlet.web.messages",
    "samlet.web.events",
    "samlet.web.elections",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "samlet.web.accounts.quiet_sessions.QuietSessionsConfig",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samlet.web.core.middleware.ContentSecurityPolicy",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "samlet.web.core.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samlet.web.accounts.middleware.SignedIn",
    "samlet.web.core.middleware.CurrentActor",
    "samlet.web.core.middleware.Errors",
    "samlet.web.core.policy.StatedPolicies",
]

ROOT_URLCONF = "samlet.web.config.urls"
WSGI_APPLICATION = "samlet.web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "samlet.web.ui.context.shell",
            ],
        },
    }
]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE_DIR / "web" / "locale"]
LANGUAGE_COOKIE_NAME = "samlet_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists() or DEBUG
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# Nothing is fetched from another host and nothing runs inline (docs/decisions/0004).
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "samlet.web.core.middleware.refused_by_csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
# Behind a proxy that speaks https: cookies for https only, and its word for how the reader came.
if HTTPS := os.environ.get("SAMLET_HTTPS", "") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
# Uploads above this are refused before they are read into memory.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Long work is queued in the database and done by the worker that `samlet serve` starts beside the
# pages; what takes seconds has a queue of its own (docs/running/jobs.md).
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "quick"]},
}

# Sign-in (docs/running/sign-in.md). Users are invited; the ways in are in samlet.web.accounts.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "samlet.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The address is the one the user was invited by, and every link sent there proves it anew.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# An office shares one address, so the limits by address leave room for thirty people at a course.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "request_link": "40/10m/ip,3/10m/key",
    "use_link": "60/m/ip",
    "unknown_link": "30/m/ip",
    "reset_password": "20/10m/ip,3/10m/key",
}
ACCOUNT_FORMS = {
    "login": "samlet.web.accounts.forms.PasswordSignInForm",
    "change_password": "samlet.web.accounts.forms.ChangePasswordForm",
    "set_password": "samlet.web.accounts.forms.SetPasswordForm",
    "reset_password": "samlet.web.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "samlet.web.accounts.forms.NewPasswordForm",
    "reauthenticate": "samlet.web.accounts.forms.ConfirmByPasswordForm",
}
MFA_ADAPTER = "samlet.web.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samlet"
MFA_TOTP_TOLERANCE = 1  # the clocks of phones are half a minute off
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "samlet.web.accounts.forms.CodeForm",
    "reauthenticate": "samlet.web.accounts.forms.ConfirmByCodeForm",
    "activate_totp": "samlet.web.accounts.forms.AddAppForm",
    "add_webauthn": "samlet.web.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "samlet.web.accounts.forms.RenamePasskeyForm",
}
# How many proxies of one's own stand in front; the limits by address read what they say.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SAMLET_PROXIES") or 0)
# Limits must hold across workers. A table needs nothing more to run; keys are hashed with our
# secret, so neither network nor e-mail addresses stand in it (samlet.web.accounts.cache).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "KEY_FUNCTION": "samlet.web.accounts.cache.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SOCIALACCOUNT_ADAPTER = "samlet.web.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # we match the address ourselves, and store no link
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {}
# A provider that asks for a second factor itself, so that ours need not be asked for as well.
OIDC_SECOND_FACTOR = os.environ.get("SAMLET_OIDC_SECOND_FACTOR", "") == "1"
if oidc_server := os.environ.get("SAMLET_OIDC_SERVER", ""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("SAMLET_OIDC_NAME") or "OpenID Connect",
                "client_id": os.environ.get("SAMLET_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("SAMLET_OIDC_CLIENT_SECRET", ""),
                "settings": {
                    "server_url": oidc_server,
                    "verified_email": os.environ.get("SAMLET_OIDC_TRUST_EMAIL", "") == "1",
                },
            }
        ],
    }
    # Browsers hold the form that starts the sign-in to this list through its redirects too.
    SECURE_CSP["form-action"].append("https://" + urlsplit(oidc_server).netloc)


# Letters (docs/running/mail.md). Without a mail server they are written to files beside the data.
EMAIL_HOST = os.environ.get("SAMLET_SMTP_HOST", "")
SMTP_SECURITY = os.environ.get("SAMLET_SMTP_SECURITY") or "starttls"
if SMTP_SECURITY not in ("starttls", "tls", "none"):
    raise ImproperlyConfigured("SAMLET_SMTP_SECURITY must be starttls, tls or none")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "samlet.web.messages.files.EmailBackend"
)
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP_SECURITY == "starttls", SMTP_SECURITY == "tls"
EMAIL_PORT = int(
    os.environ.get("SAMLET_SMTP_PORT") or {"starttls": 587, "tls": 465, "none": 25}[SMTP_SECURITY]
)
EMAIL_HOST_USER = os.environ.get("SAMLET_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SAMLET_SMTP_PASSWORD", "")
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = DATA_DIR / "mail"
MAIL_FROM = os.environ.get("SAMLET_MAIL_FROM") or "samlet@localhost"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
MAIL_PER_MINUTE = int(os.environ.get("SAMLET_MAIL_PER_MINUTE") or 60)
# Where readers find the pages, for links in letters and calendars that no request asked for.
SITE_ADDRESS = (os.environ.get("SAMLET_ADDRESS") or "http://127.0.0.1:8000").rstrip("/")

# Where to tell of a hole in the security: an e-mail address or https address (SECURITY.md).
SECURITY_CONTACT = os.environ.get("SAMLET_SECURITY_CONTACT", "")

# The county shown first; a number of samlet.data's counties table.
HOME_COUNTY = os.environ.get("SAMLET_HOME_COUNTY", "32")
# Whose time is over: how many a run takes at most, and above how many a second person must agree.
RETENTION_CAP = int(os.environ.get("SAMLET_RETENTION_CAP") or 100)
RETENTION_ROWS = int(os.environ.get("SAMLET_RETENTION_ROWS") or 20_000)
RETENTION_SECOND = int(os.environ.get("SAMLET_RETENTION_SECOND") or 25)
# A TOML file of blocs read in place of the packaged proposal (docs/running/blocs.md).
BLOCS_FILE = os.environ.get("SAMLET_BLOCS_FILE", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_tokens": {"()": "samlet.web.accounts.logs.WithoutTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "without_tokens"},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("SAMLET_LOG_LEVEL", "WARNING")},
}
