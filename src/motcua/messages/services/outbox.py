"""Without a mail server: letters become files in `outbox/` of the data folder, readable by our account alone and on an operators' page.

Files are named after the message, so a letter that is sent again after a crash overwrites itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from motcua.kernel.uids import uuid7
from motcua.messages.queries.outbox import folder as folder_of_letters

_UID = re.compile(r"<([0-9a-f-]{36})@[^<>]*>")


class OutboxBackend(BaseEmailBackend):
    """Django's e-mail backend of an installation without `SMTP_URL`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = folder_of_letters()
        if folder is None:
            raise RuntimeError("this backend is used where MAIL_OUTBOX is set")
        for message in email_messages:
            _keep(folder, message.message())
        return len(email_messages)


def _keep(folder: Path, mail: Any) -> None:
    """Whole or not at all: written beside, then renamed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = _UID.fullmatch(str(mail.get("Message-ID", "")))
    name = found[1] if found else str(uuid7())
    made = folder / f".{name}.{os.getpid()}"
    descriptor = os.open(made, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(mail.as_bytes())
    made.replace(folder / f"{name}.eml")
