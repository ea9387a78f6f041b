"""The two channels to officers: notices on the desk, and e-mail. Those to people outside the house are in `services.providers`."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from motcua.kernel.errors import N_
from motcua.messages.rules.channels import EMAIL, IN_PRODUCT, CannotDeliver, Carrier, NoService, TryAgain
from motcua.messages.rules.letters import Letter


class InProduct:
    """Notices on the desk: the bell and its list."""

    key = IN_PRODUCT
    label = N_("Trên phần mềm")
    silent = True
    bundles = False

    def session(self) -> Any:
        raise RuntimeError("notices are shown, not carried")


class Email:
    """E-mail through `SMTP_URL`; without it Django's backend is the local outbox (`services.outbox`)."""

    key = EMAIL
    label = N_("Thư điện tử")
    silent = False
    bundles = True

    @contextmanager
    def session(self) -> Iterator[Carrier]:
        connection = get_connection()
        try:
            yield lambda letter: _carry(letter, connection)
        finally:
            with suppress(OSError, smtplib.SMTPException):  # all that was sent is sent
                connection.close()


def message_id(uid: str) -> str:
    """The same for every repetition of a letter, so that a mail program can tell them."""
    return f"<{uid}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}>"


def _carry(letter: Letter, connection: Any) -> None:
    headers = {
        "Message-ID": message_id(letter.uid),
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if not letter.outward:
        headers["List-Unsubscribe"] = f"<{settings.BASE_URL}{reverse('messages:preferences')}>"
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        connection=connection,
        headers=headers,
    )
    mail.attach_alternative(letter.html, "text/html")
    try:
        connection.open()  # stays open for the next letter; nothing to do when it is
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()  # the next letter begins anew
        raise _meaning(error) from None  # the library's words name the address; they go nowhere


def _meaning(error: Exception) -> TryAgain | CannotDeliver:
    """What an answer of the server means: for ever (5xx of this mailbox or letter), for now, or nobody there."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _words in error.recipients.values()]
            return _by_code(type(error).__name__, codes[0] if codes else 550)
        case smtplib.SMTPDataError():
            return _by_code(type(error).__name__, error.smtp_code)
        case smtplib.SMTPSenderRefused() | smtplib.SMTPAuthenticationError() | smtplib.SMTPResponseException():
            return NoService(f"{type(error).__name__} {error.smtp_code}")
        case _:
            return NoService(type(error).__name__)


def _by_code(name: str, code: int) -> TryAgain | CannotDeliver:
    told = f"{name} {code}"
    return CannotDeliver(told) if 500 <= code < 600 else TryAgain(told)
