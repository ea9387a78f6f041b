"""How this package's records are shown and guarded elsewhere: what `apps.py` puts into `kernel.registries`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.kernel.registries import Subject
from motcua.messages.permissions import may_operate
from motcua.messages.queries import notices, outward, wordings


def _for_operators(user: Any, uids: Sequence[str]) -> set[str]:
    return set(uids) if may_operate(user) else set()


MESSAGE = Subject(
    titles=notices.message_titles,
    address=lambda uid: reverse("messages:sent_message", args=[uid]),
    readable=_for_operators,
    label=_("Thông báo"),
)
DISPATCH = Subject(
    titles=outward.dispatch_titles,
    address=lambda uid: reverse("messages:outward_message", args=[uid]),
    readable=_for_operators,
    label=_("Tin gửi người dân, doanh nghiệp"),
)
TEMPLATE = Subject(
    titles=wordings.template_titles,
    address=wordings.template_address,
    readable=wordings.readable_templates,
    label=_("Mẫu thông báo"),
)
