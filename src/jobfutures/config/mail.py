"""Where mail goes: a folder of this instance by default, an SMTP server or a mail service by address."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from jobfutures.config.environment import WrongSetting

# service -> the name under which django-anymail takes its key
SERVICES = {
    "brevo": "api_key",
    "mailersend": "api_token",
    "mailgun": "api_key",
    "mailjet": "api_key",
    "postmark": "server_token",
    "resend": "api_key",
    "sendgrid": "api_key",
}
ACCEPTED = "mailbox:, smtp://user:password@host:587 (smtps:// for port 465), or SERVICE://key with one of " + ", ".join(
    SERVICES
)


def mailers(url: str, mailbox: Path) -> dict[str, Any]:
    """Return Django's MAILERS: `default` puts letters into the outbox, from where a worker sends them by `delivery`.

    Raises WrongSetting.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WrongSetting("JOBFUTURES_MAIL_URL", without_secrets(url), ACCEPTED) from None
    if parts.scheme == "mailbox":
        delivery = {"BACKEND": "jobfutures.notices.mailbox.MailboxBackend", "OPTIONS": {"folder": str(mailbox)}}
    elif parts.scheme in ("smtp", "smtps") and parts.hostname:
        delivery = smtp(parts, port)
    elif parts.scheme in SERVICES and parts.hostname:
        key = {SERVICES[parts.scheme]: unquote(url.partition("://")[2])}
        delivery = {"BACKEND": f"anymail.backends.{parts.scheme}.EmailBackend", "OPTIONS": key}
    else:
        raise WrongSetting("JOBFUTURES_MAIL_URL", without_secrets(url), ACCEPTED)
    return {"default": {"BACKEND": "jobfutures.notices.outbox.OutboxBackend"}, "delivery": delivery}


def smtp(parts: SplitResult, port: int | None) -> dict[str, Any]:
    """Return the mailer for an SMTP server; only a server on this machine is spoken to without encryption."""
    secure = parts.scheme == "smtps"
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port or (465 if secure else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": secure,
            "use_tls": not secure and parts.hostname not in ("localhost", "127.0.0.1"),
            "timeout": 20,
        },
    }


def without_secrets(url: str) -> str:
    """Return what may be shown of an address: its kind and its host, without user, password or key."""
    kind, _, rest = url.partition("://")
    _, at, host = rest.rpartition("@")
    return f"{kind}://...{at}{host if at else ''}" if rest else "..."
