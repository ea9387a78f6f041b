"""Settings of Một Cửa, in titled sections. All values from the environment are listed in docs/admin/settings.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.config import env

# --- Where things are -------------------------------------------------------------------------------------------------
PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent
DATA_DIR = env.folder(
    "MOTCUA_DATA_DIR", CHECKOUT / "var" if (CHECKOUT / "pyproject.toml").exists() else Path("~/.motcua")
)
PORT = env.number("PORT", 8000, least=1, most=65535)

# --- Security ---------------------------------------------------------------------------------------------------------
DEBUG = env.flag("MOTCUA_DEBUG")
SECRET_KEY = env.secret("MOTCUA_SECRET_KEY", DATA_DIR)
MOTCUA_DATA_KEY = env.secret("MOTCUA_DATA_KEY", DATA_DIR)
ALLOWED_HOSTS = env.names("MOTCUA_ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
BASE_URL = env.address("MOTCUA_BASE_URL", f"http://localhost:{PORT}")
HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.names("MOTCUA_TRUSTED_PROXIES")  # addresses or networks whose X-Forwarded-* headers are believed
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # an OIDC provider sends people back here with a top-level GET
SESSION_COOKIE_AGE = env.number("MOTCUA_SESSION_HOURS", 10, least=1, most=720) * 3600
CSRF_COOKIE_HTTPONLY = False  # HTMX reads the token from the page, tests read it from the cookie
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# --- Applications -----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "motcua.kernel",
    "motcua.ui",
    "motcua.organisations",
    "motcua.documents",
    "motcua.messages",
    "motcua.procedures",
    "motcua.records",
    "motcua.dossiers",
    "motcua.indicators",
    "motcua.plans",
    "motcua.portal",
]
MIDDLEWARE = [
    "motcua.config.health.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "motcua.ui.rates.RateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.ui.kiosk.PublicPagesMiddleware",
    "motcua.ui.middleware.LanguageMiddleware",
    "motcua.ui.middleware.TypedMiddleware",
    "motcua.ui.middleware.ReadingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.ui.middleware.SignedOutMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.organisations.signin.DeskMiddleware",
    "motcua.organisations.signin.PasswordChangeMiddleware",
    "motcua.ui.middleware.ErrorMiddleware",
    "motcua.ui.kiosk.OnScreenMiddleware",
]
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
AUTH_USER_MODEL = "organisations.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "ui" / "templates"],  # before the libraries' own: allauth's stock pages are replaced
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.ui.context.page",
                "motcua.organisations.signin.desk_person",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "motcua.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "motcua.ui.forms.Renderer"  # every form, allauth's too, in our design
CSRF_FAILURE_VIEW = "motcua.ui.pages.csrf_failed"

# --- Database and files -----------------------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {"default": env.database("DATABASE_URL", DATA_DIR)}
ATOMIC_REQUESTS = False  # with IMMEDIATE every atomic block takes SQLite's one write lock: only services open them
MEDIA_ROOT = DATA_DIR / "files"
MOTCUA_STORAGE_URL = env.text("MOTCUA_STORAGE_URL")
UPLOAD_LIMIT = env.number("MOTCUA_UPLOAD_MB", 50, least=1, most=2000) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "motcua.ui.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = (
    None  # the system's; uploads above 2.5 MB are spooled there by Django and removed with the request
)
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nothing is served by its plain name; halves the time of collecting
STORAGES: dict[str, Any] = {
    "default": env.storage("MOTCUA_STORAGE_URL", DATA_DIR),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
SITE_NAME = _("Một Cửa")

# --- Sign-in ----------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["motcua.organisations.signin.OfficerBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "motcua.organisations.signin.VietnamesePasswordValidator"},
]
ACCOUNT_ADAPTER = "motcua.organisations.signin.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "motcua.organisations.signin.SocialAccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # officers sign in by name; no address is asked of them
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
_RATES = r"\d+/\d*[smhd]/(ip|key|user)(,\d+/\d*[smhd]/(ip|key|user))*"
ACCOUNT_RATE_LIMITS = {
    "login_failed": env.matching("MOTCUA_RATE_LOGIN_FAILED", "10/m/ip,5/5m/key", _RATES, "10/m/ip,5/5m/key")
}
MFA_ADAPTER = "motcua.organisations.signin.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Một Cửa"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ONLY = False
OIDC_CLAIM = env.text("MOTCUA_OIDC_CLAIM", "preferred_username")  # which claim names the officer's account
OIDC_APPS = [
    app
    for app in (
        env.oidc("MOTCUA_OIDC", "oidc", "Đăng nhập một lần"),
        env.oidc("MOTCUA_CITIZEN_OIDC", "citizen", "Tài khoản định danh điện tử"),
    )
    if app
]
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC_APPS}}
# Browsers hold a form to this list along its redirects too, and signing in leads from a form to the provider.
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += sorted({env.origin(app) for app in OIDC_APPS})

KIOSK_SECONDS = env.number(
    "MOTCUA_KIOSK_SECONDS", 90, least=20, most=3600
)  # a kiosk left alone this long asks, then wipes

# --- Background work --------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
WORKER_THREADS = env.number("MOTCUA_WORKER_THREADS", 2, least=1, most=32)  # jobs that one worker runs side by side
JOB_DEAD_AFTER = env.number("MOTCUA_JOB_DEAD_SECONDS", 30, least=2, most=3600)  # a silent worker's jobs are taken up
ACCESS_FLUSH_SECONDS = 1.0  # readings of personal files wait this long to be written together
MISSES_FLUSH_SECONDS = 5.0  # searches that found nothing
VIEWS_FLUSH_SECONDS = 20.0  # views of public pages, which a killed process may lose
SERVER_PROCESSES = env.number("MOTCUA_SERVER_PROCESSES", 1, least=1, most=64)
SERVER_THREADS = env.number("MOTCUA_SERVER_THREADS", 8, least=1, most=256)  # of each process; each holds one connection

# --- Rates, mail, logs ------------------------------------------------------------------------------------------------
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}}
# Said of the catalogue of open data: a province decides under which terms it gives.
OPEN_DATA_LICENCE = env.matching("MOTCUA_OPEN_DATA_LICENCE", "", r"(https?://\S+)?", "https://data.gov.vn/giay-phep")
RATE_PUBLIC_READ = env.matching("MOTCUA_RATE_PUBLIC_READ", "50/s:2000", r"\d+/[smh]:[1-9]\d*", "50/s:2000")
globals().update(env.mail("SMTP_URL"))  # EMAIL_*
MAIL_OUTBOX = None if env.text("SMTP_URL") else DATA_DIR / "outbox"  # letters as files, where no server takes them
# Whom text messages and Zalo messages go through; without an address the channel is absent.
_PROVIDERS = {"sms": env.provider("MOTCUA_SMS"), "zns": env.provider("MOTCUA_ZNS")}
MOTCUA_PROVIDERS = {channel: found for channel, found in _PROVIDERS.items() if found}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender("MOTCUA_MAIL_FROM", BASE_URL)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": env.choice("MOTCUA_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "pdfminer": {"level": "ERROR"},
    },
}
