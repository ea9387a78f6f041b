"""Pages about messages to people outside the house: what operators see and change, and what nobody sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from tests.factories import organisations as organisations_factory
from tests.factories import outward as factory
from tests.factories.messages import FRIDAY, MONDAY
from tests.factories.outward import sent_to, ways
from tests.factories.providers import SECRET

from motcua.kernel.actors import SYSTEM
from motcua.messages.models import Dispatch, Leg, Wording
from motcua.messages.queries.hours import hours_on
from motcua.messages.queries.outward import policy_on
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.outward import Addressee
from motcua.messages.services.receipts import Told, take_receipt
from motcua.messages.services.templates import approve_wording
from motcua.organisations.models import Officer, Unit

pytestmark = pytest.mark.django_db
LIST = "messages:outward"


@pytest.fixture(autouse=True)
def providers(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declarations, "_entries", declarations._entries | {factory.READY.key: factory.READY})
    one = {"url": "https://nhacungcap.example/", "token": "x", "receipt_secret": SECRET}
    settings.MOTCUA_PROVIDERS = {"sms": one, "zns": one}


@pytest.fixture
def operator(board: Unit) -> Officer:
    return organisations_factory.officer("operator", board, "operator")


def client_of(officer: Officer) -> Client:
    made = Client()
    assert officer.person.user is not None
    made.force_login(officer.person.user)
    return made


def html(officer: Officer, address: str, status: int = 200) -> str:
    response = client_of(officer).get(address)
    assert response.status_code == status, (address, response.status_code, response.content.decode()[:800])
    return response.content.decode()


def undelivered() -> Dispatch:
    """Zalo took it and told that it did not arrive; the text message waits."""
    (made,) = sent_to()
    Leg.objects.filter(dispatch=made, channel="zns").update(
        state="sent", attempts=1, sent_at=FRIDAY, next_at=FRIDAY + timedelta(hours=2)
    )
    take_receipt("zns", Told(str(made.legs.get(channel="zns").sending_id), "", "undelivered", "-108"))
    return made


def test_the_list_shows_the_chain_and_what_has_not_arrived(operator: Officer) -> None:
    undelivered()
    (arrived,) = sent_to(Addressee("Bình", "binh@thu.example", "0987654321"), key="hai")
    Dispatch.objects.filter(pk=arrived.pk).update(state="arrived")

    page = html(operator, reverse(LIST))
    assert "Zalo ZNS: Không đến → Tin nhắn SMS: Chờ gửi → Thư điện tử: Dự phòng" in page
    assert "•••••• 678" in page and "•••••• 321" in page
    waiting = html(operator, f"{reverse(LIST)}?arrived=not_arrived")
    assert "•••••• 678" in waiting and "•••••• 321" not in waiting
    assert "•••••• 321" not in html(operator, f"{reverse(LIST)}?channel=sms")
    export = client_of(operator).get(f"{reverse(LIST)}?export=csv").getvalue().decode()
    assert "•••••• 678" in export
    for text in (page, waiting, export):
        assert not [part for part in ("Lê Văn", "le.an@", "912345678", "H01.26") if part in text]


def test_the_page_of_a_message_tells_each_channel_and_sends_it_again(operator: Officer) -> None:
    made = undelivered()
    page = html(operator, reverse("messages:outward_message", args=[made.uid]))
    assert "-108" in page and "Tin không đến, chuyển sang kênh tiếp theo" in page
    assert not [part for part in ("Lê Văn", "le.an@", "912345678", "H01.26") if part in page]

    assert "Gửi lại" not in page  # the text message is on its way
    Leg.objects.filter(dispatch=made).exclude(channel="zns").update(state="failed", next_at=None, error="HTTP 422")
    Dispatch.objects.filter(pk=made.pk).update(state="lost")
    assert html(operator, reverse("messages:outward_message", args=[made.uid])).count("Gửi lại") == 3
    zns = made.legs.get(channel="zns")
    answer = client_of(operator).post(reverse("messages:resend_leg", args=[zns.uid]))
    assert answer.status_code == 302
    assert ways(made)[0] == ("zns", "queued")
    assert client_of(operator).post(reverse("messages:resend_leg", args=[zns.uid])).status_code == 409
    assert made.legs.get(channel="zns").sending_id != zns.sending_id


def test_only_operators_see_them(an: Officer) -> None:
    made = undelivered()
    leg = made.legs.get(channel="zns")
    for name, args in ((LIST, []), ("messages:outward_message", [made.uid]), ("messages:order", [])):
        html(an, reverse(name, args=args), 403)
    assert client_of(an).post(reverse("messages:resend_leg", args=[leg.uid])).status_code == 403
    assert Client().get(reverse(LIST)).status_code == 302


def test_no_query_more_with_more_messages(operator: Officer) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as met:
            html(operator, reverse(LIST))
        return len(met)

    sent_to(key="1")
    html(operator, reverse(LIST))
    before = queries()
    for n in range(3):
        sent_to(key=f"thêm {n}")
    assert queries() == before


def test_what_is_missing_is_said_at_the_top(operator: Officer, settings: Settings) -> None:
    take_receipt("zns", Told("", "9", "delivered"))
    settings.MOTCUA_PROVIDERS = {}
    page = html(operator, reverse(LIST))
    assert "Chưa khai kết nối:" in page and "Zalo ZNS, Tin nhắn SMS" in page
    assert "1 biên nhận không khớp tin nào" in page


ORDER = {
    "valid_from": "23/11/2026", "article": "Quyết định 5", "reason": "Zalo thu phí", "zns_place": "", "zns_wait": "1", "zns_receipt": "2",
    "sms_place": "2", "sms_wait": "3", "sms_receipt": "4", "email_place": "1", "email_wait": "5",
}  # fmt: skip


def test_the_order_of_channels_is_changed_from_a_date_on_and_taken_back(operator: Officer) -> None:
    client, address = client_of(operator), reverse("messages:order")
    assert "Zalo ZNS → Tin nhắn SMS → Thư điện tử" in html(operator, address)
    assert client.post(address, ORDER).status_code == 302
    policy = policy_on(MONDAY.date())
    assert (policy.order, policy.of_channel("sms").wait, policy.of_channel("sms").fall_back) == (
        ("email", "sms"), timedelta(hours=3), False,
    )  # fmt: skip
    assert policy_on(FRIDAY.date()).order == ("zns", "sms", "email")
    page = html(operator, address)
    assert "Thư điện tử → Tin nhắn SMS" in page
    (withdraw,) = [part.split('"')[0] for part in page.split('href="') if part.split('"')[0].endswith("/rut/")]
    assert client.post(withdraw, {"reason": "Nhầm"}).status_code == 302
    assert policy_on(MONDAY.date()).order == ("zns", "sms", "email")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sms_place": "1"}, "Hai kênh không thể cùng một thứ tự."),
        ({"sms_place": "", "email_place": ""}, "Chọn ít nhất một kênh."),
        ({"sms_wait": "0"}, "sms_wait"),
        ({"article": ""}, "article"),
        ({"sms_place": "9"}, "sms_place"),
    ],
)
def test_an_order_that_cannot_be_is_refused(operator: Officer, change: dict[str, str], told: str) -> None:
    answer = client_of(operator).post(reverse("messages:order"), ORDER | change)
    assert answer.status_code in {200, 422} and told in answer.content.decode()
    assert policy_on(MONDAY.date()).order == ("zns", "sms", "email")


def test_channels_have_quiet_hours_of_their_own(operator: Officer) -> None:
    address = reverse("messages:hours")
    assert "Tin nhắn SMS cho người dân, doanh nghiệp: không gửi từ 20:30 đến 07:00." in html(operator, address)
    given = {
        "valid_from": "23/11/2026", "quiet_from": "21:00", "quiet_until": "06:00", "digest_from": "07:30", "sms_from": "19:00",
        "sms_until": "08:00", "any_hour": ["news"], "article": "Quyết định 5", "reason": "Dân phàn nàn",
    }  # fmt: skip
    wrong = client_of(operator).post(address, given | {"sms_until": ""})
    assert "Ghi cả giờ bắt đầu và giờ kết thúc" in wrong.content.decode()
    assert client_of(operator).post(address, given).status_code == 302
    hours = hours_on(MONDAY.date())
    assert {c: (b.hour, e.hour) for c, (b, e) in hours.channels.items()} == {"sms": (19, 8)}
    assert hours.any_hour == {"news"}


WORDS = {
    "subject_vi": "Hồ sơ {code}", "body_vi": "Kính gửi {name}.", "subject_en": "Dossier {code}", "body_en": "Dear {name}.", "version": "",
    "sms_vi": "Hồ sơ {code} xong", "sms_en": "", "sms_marks": "0", "zns_template_vi": "TB-9", "zns_vi": "Hồ sơ {code}",
    "zns_template_en": "", "zns_en": "", "zns_parameters": "ma_ho_so = code", "note": "",
}  # fmt: skip


def test_a_wording_has_its_short_texts_with_the_room_they_take(operator: Officer) -> None:
    address = reverse("messages:draft", args=[factory.READY.key])
    assert "Số mẫu Zalo ZNS tiếng Việt" in html(operator, address)
    preview = client_of(operator).post(address, WORDS | {"preview": "1"}).content.decode()
    assert "Ho so H01.26.000123 xong" in preview
    assert "1 phần tin nhắn: 24 chỗ, không dấu" in preview
    marked = client_of(operator).post(address, WORDS | {"preview": "1", "sms_marks": "1"}).content.decode()
    assert "Hồ sơ H01.26.000123 xong" in marked and "1 phần tin nhắn: 24 chỗ, có dấu" in marked

    assert client_of(operator).post(address, WORDS).status_code == 302
    approve_wording(Wording.objects.get(), actor=SYSTEM)
    words = sent_to()[0].contents["words"]
    assert words["sms"]["text"] == "Ho so H01.26.000123 xong"
    assert (words["zns"]["template"], words["zns"]["parameters"]) == ("TB-9", {"ma_ho_so": "H01.26.000123"})
    assert "TB-9" not in html(operator, reverse("messages:template", args=["test.assigned"]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sms_vi": "{nobody}"}, "Mẫu này không có biến {nobody}."),
        ({"zns_vi": ""}, "Chép lời của mẫu"),
        ({"zns_vi": "x" * 390 + "{code}"}, "Zalo chỉ nhận 400"),
        ({"sms_vi": "ồ" * 405}, "chia thành 7 phần"),
        ({"sms_marks": "1", "sms_vi": "", "sms_en": "Ready"}, "Ghi cả lời tiếng Việt."),
        ({"zns_template_vi": "mẫu 9"}, "Số mẫu chỉ gồm chữ"),
        ({"zns_parameters": "ma ho so = code"}, "Sai ở dòng: ma ho so = code"),
        ({"zns_parameters": "ma = nobody"}, "Mẫu này không có biến {nobody}."),
    ],
)
def test_short_texts_that_could_not_be_sent_are_refused(operator: Officer, change: dict[str, str], told: str) -> None:
    address = reverse("messages:draft", args=[factory.READY.key])
    answer = client_of(operator).post(address, WORDS | {"sms_marks": "1"} | change)
    assert told in answer.content.decode()
    assert not Wording.objects.exists()


def test_the_wording_of_a_template_for_officers_has_no_short_texts(operator: Officer) -> None:
    assert "Zalo" not in html(operator, reverse("messages:draft", args=["test.assigned"]))
