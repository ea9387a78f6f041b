"""People outside the house, and a template that is sent to them by letter, text message and Zalo."""

from __future__ import annotations

from typing import Any

from tests.factories.messages import TASK

from motcua.messages.models import Dispatch
from motcua.messages.rules.declarations import TemplateDeclaration, Variable
from motcua.messages.rules.outward import Addressee
from motcua.messages.rules.short import Short
from motcua.messages.services.outward import send_to_addresses

WORDS = Short(
    sms_vi="Hồ sơ {code} của {name} đã có kết quả, mời đến nhận.",
    sms_en="Your dossier {code} is ready.",
    zns_template_vi="TB-001",
    zns_vi="Chào {name}, hồ sơ {code} đã có kết quả.",
)
READY = TemplateDeclaration(
    key="test.ready",
    title="Thử: có kết quả",
    purpose="news",
    variables={"name": Variable("tên", "Lê Văn An"), "code": Variable("mã hồ sơ", "H01.26.000123")},
    subject_vi="Hồ sơ {code} đã có kết quả",
    body_vi="Kính gửi {name},\n\nhồ sơ {code} đã có kết quả.",
    subject_en="Dossier {code} is ready",
    body_en="Dear {name},\n\nyour dossier {code} is ready.",
    short=WORDS,
)
FACTS = {"name": "Lê Văn An", "code": "H01.26.000123"}
LE_AN = Addressee("Lê Văn An", "le.an@thu.example", "0912 345 678")


def sent_to(*people: Addressee, key: str = "một", **more: Any) -> list[Dispatch]:
    given = {"facts": FACTS, "about": TASK} | more
    return send_to_addresses(given.pop("template", READY.key), given.pop("facts"), people or [LE_AN], key=key, **given)


def ways(dispatch: Dispatch) -> list[tuple[str, str]]:
    """(channel, state) of each leg, in order."""
    return list(dispatch.legs.order_by("place").values_list("channel", "state"))
