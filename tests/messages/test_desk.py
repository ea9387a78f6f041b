"""Pages: one's own notices and nobody else's, choices, wordings by two people, what operators see; no query more with more rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from tests.factories import messages as factory
from tests.factories import organisations as organisations_factory
from tests.factories.messages import MONDAY, NIGHT, told

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.messages.models import Address, Message, Preference, Wording
from motcua.messages.queries.hours import hours_on
from motcua.messages.queries.notices import unread_count
from motcua.messages.services.delivery import send_due
from motcua.messages.workflow import MessageState
from motcua.organisations.models import Officer, Unit

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def client_of(officer: Officer) -> Client:
    made = Client()
    assert officer.person.user is not None
    made.force_login(officer.person.user)
    return made


def html(officer: Officer, address: str, status: int = 200) -> str:
    response = client_of(officer).get(address)
    assert response.status_code == status, (address, response.status_code, response.content.decode()[:800])
    return response.content.decode()


def post(officer: Officer, address: str, status: int = 302, **data: object) -> str:
    response = client_of(officer).post(address, data)
    assert response.status_code == status, (address, response.status_code, response.content.decode()[:1500])
    return response.content.decode() if status != 302 else response["Location"]


@pytest.fixture
def operator(board: Unit) -> Officer:
    return organisations_factory.officer("operator", board, "operator")


@pytest.fixture
def office(board: Unit) -> Officer:
    return organisations_factory.officer("office", board, "office")


@pytest.fixture
def editor(board: Unit) -> Officer:
    return organisations_factory.officer("editor", board, "editor")


def about(officer: Officer) -> Ref:
    """A record that officers may open."""
    return Ref.to("unit", officer.unit.uid)


def test_the_bell_counts_what_is_unread_and_what_is_ones_own(an: Officer, binh: Officer) -> None:
    told([an])
    told([an], dedupe="hai")
    assert re.search(r"ui-bell__count\">2<", html(an, reverse("messages:bell")))
    assert "ui-bell__count" not in html(binh, reverse("messages:bell"))
    assert reverse("messages:bell") in html(an, "/desk/")


def test_the_bell_says_99_and_more(an: Officer) -> None:
    for n in range(101):
        told([an], dedupe=str(n))
    assert ">99+<" in html(an, reverse("messages:bell"))


def test_a_notice_is_opened_by_its_reader_alone_and_counts_as_read(an: Officer, binh: Officer) -> None:
    told([an], subject=about(an))
    notice = Message.objects.get(channel="in_product")
    page = html(an, reverse("messages:notice", args=[notice.uid]))
    assert "đến hạn ngày 20/11/2026" in page
    assert unread_count(an.person.user) == 1  # a GET changes nothing

    assert post(an, reverse("messages:open_subject", args=[notice.uid])) == reverse("organisations:unit", args=["ban"])
    assert unread_count(an.person.user) == 0
    for name in ("notice", "open_subject", "read"):
        address = reverse(f"messages:{name}", args=[notice.uid])
        assert client_of(binh).post(address).status_code == (405 if name == "notice" else 404)
    html(binh, reverse("messages:notice", args=[notice.uid]), 404)


def test_a_record_that_is_gone_is_told_so(an: Officer) -> None:
    told([an], subject=Ref("unknown_kind", "a"))
    notice = Message.objects.get(channel="in_product")
    assert post(an, reverse("messages:open_subject", args=[notice.uid])) == reverse("messages:notices")


def test_notices_are_found_without_diacritics_and_narrowed(an: Officer) -> None:
    told([an], context={"task": "Tuyên truyền cải cách", "due": None})
    told([an], "test.mention", dedupe="hai", context={"task": "Rà soát quy trình", "due": None})
    post(an, reverse("messages:read", args=[Message.objects.get(purpose="discussion", channel="in_product").uid]))
    address = reverse("messages:notices")
    for query, count in (
        ("q=tuyen+truyen", 1),
        ("q=TUYÊN+cach", 1),
        ("q=khong+co", 0),
        ("state=unread", 1),
        ("purpose=discussion", 1),
        ("", 2),
    ):
        assert len(re.findall(r"<tr[^>]*data-row", html(an, f"{address}?{query}"))) == count, query
    assert client_of(an).get(f"{address}?export=csv").status_code == 200


def test_all_can_be_marked_as_read_at_once(an: Officer, binh: Officer) -> None:
    told([an, binh])
    post(an, reverse("messages:read_all"))
    assert (unread_count(an.person.user), unread_count(binh.person.user)) == (0, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_notices_asks_the_same_for_one_and_for_many(an: Officer, count: int) -> None:
    for n in range(count):
        told([an], dedupe=str(n))
    client = client_of(an)
    client.get(reverse("messages:notices"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("messages:notices"))
    assert len([q for q in queries if "messaging_" in q["sql"]]) == 3, [q["sql"] for q in queries]


def test_values_are_text_on_every_page(an: Officer, operator: Officer) -> None:
    told([an], context={"task": HOSTILE, "due": None})
    notice, letter = Message.objects.order_by("pk")
    for who, address in (
        (an, reverse("messages:notices")),
        (an, reverse("messages:notice", args=[notice.uid])),
        (operator, reverse("messages:sent")),
        (operator, reverse("messages:sent_message", args=[letter.uid])),
    ):
        page = html(who, address)
        assert "<script>alert" not in page and "<img src=x" not in page, address


def test_a_person_gives_an_address_and_verifies_it_by_pressing_a_button(board: Unit) -> None:
    chi = organisations_factory.officer("chi", board, "specialist")
    page = reverse("messages:preferences")
    post(chi, reverse("messages:address"), email="chi@coquan.example", language="vi")
    assert "Chờ xác nhận" in html(chi, page)
    send_due()
    link = re.search(r"http://localhost:8000(\S+/xac-nhan/\S+/)", str(mail.outbox[0].body))
    assert link is not None
    assert Client().get(link[1]).status_code == 302  # signed out: first sign in
    assert "chi@coquan.example" in html(chi, link[1])
    assert Address.objects.get().verified_at is None  # opening the link verifies nothing
    post(chi, link[1])
    assert "Đã xác nhận" in html(chi, page)

    post(chi, reverse("messages:remove_address"))
    assert not Address.objects.exists()


def test_a_wrong_address_is_told_beside_its_field(an: Officer) -> None:
    page = post(an, reverse("messages:address"), 422, email="không phải thư", language="vi")
    assert "govuk-error-message" in page
    assert Address.objects.get().value == "anh@coquan.example"


def test_choices_are_kept_and_required_ones_not_offered(an: Officer) -> None:
    page = html(an, reverse("messages:preferences"))
    assert 'name="reminder" value="email" checked' in page and 'name="reminder" value="in_product"' not in page
    post(an, reverse("messages:preferences"), reminder=["email"], discussion=["in_product"])
    assert set(Preference.objects.filter(wanted=False).values_list("purpose", "channel")) >= {
        ("discussion", "email"),
        ("news", "email"),
    }
    assert not Preference.objects.filter(purpose="reminder").exists()
    assert post(an, reverse("messages:preferences"), 200, reminder=["in_product"])  # not a choice
    assert not Preference.objects.filter(purpose="reminder", channel="in_product").exists()


def test_a_wording_is_drafted_previewed_and_approved_by_another(editor: Officer, office: Officer, an: Officer) -> None:
    address = reverse("messages:draft", args=["test.assigned"])
    texts = {
        "subject_vi": "Việc mới: {task}",
        "body_vi": "Hạn {due}",
        "subject_en": "New: {task}",
        "body_en": "Due {due}",
    }
    page = post(editor, address, 200, **texts, preview="1")
    assert "Việc mới: Rà soát quy trình" in page and not Wording.objects.exists()
    page = post(editor, address, 200, **texts | {"body_vi": "{nobody}"})
    assert "{nobody}" in page and "govuk-error-message" in page and not Wording.objects.exists()

    post(editor, address, **texts)
    draft = Wording.objects.get()
    shown = reverse("messages:template", args=["test.assigned"])
    assert "Duyệt lời này" not in html(editor, shown)
    approve = reverse("messages:approve", args=["test.assigned"])
    post(editor, approve, 403, version=draft.version)
    post(office, approve, 412, version=draft.version + 1)
    assert "Duyệt lời này" in html(office, shown)
    post(office, approve, version=draft.version)
    assert told([an])[0].title == "Việc mới: Rà soát quy trình"
    assert "Lời riêng, bản 1" in html(office, shown)
    post(office, reverse("messages:use_shipped", args=["test.assigned"]), reason="thử")
    assert told([an], dedupe="hai")[0].title.startswith("Được giao")


def test_an_operator_who_drafted_does_not_approve(operator: Officer) -> None:
    texts = {"subject_vi": "a", "body_vi": "b", "subject_en": "c", "body_en": "d"}
    post(operator, reverse("messages:draft", args=["test.assigned"]), **texts)
    post(operator, reverse("messages:approve", args=["test.assigned"]), 409, version=1)
    assert Wording.objects.get().state == "draft"
    post(operator, reverse("messages:discard", args=["test.assigned"]), version=1)


def test_pages_of_the_installation_are_closed_to_others(an: Officer, operator: Officer) -> None:
    told([an])
    message = Message.objects.get(channel="email")
    for name, arguments in (
        ("sent", []), ("sent_message", [message.uid]), ("outbox", []), ("hours", []), ("templates", []),
        ("template", ["test.assigned"]), ("draft", ["test.assigned"]), ("use_shipped", ["test.assigned"]),
    ):  # fmt: skip
        address = reverse(f"messages:{name}", args=arguments)
        html(an, address, 403)
        html(operator, address)
    post(an, reverse("messages:resend", args=[message.uid]), 403)
    for name in ("sent", "templates"):
        assert reverse(f"messages:{name}") not in html(an, "/desk/")
        assert reverse(f"messages:{name}") in html(operator, "/desk/")


def test_an_operator_sees_failures_and_sends_again(an: Officer, operator: Officer) -> None:
    told([an])
    Message.objects.filter(channel="email").update(
        state=MessageState.FAILED, error="SMTPRecipientsRefused 550", attempts=12
    )
    assert "1 thông báo không gửi được" in html(operator, reverse("messages:sent"))
    assert len(re.findall(r"<tr[^>]*data-row", html(operator, f"{reverse('messages:sent')}?state=failed"))) == 1
    letter = Message.objects.get(channel="email")
    page = html(operator, reverse("messages:sent_message", args=[letter.uid]))
    assert "SMTPRecipientsRefused 550" in page and "coquan" not in page
    post(operator, reverse("messages:resend", args=[letter.uid]))
    send_due()
    assert len(mail.outbox) == 1
    assert len(re.findall(r"<tr[^>]*data-row", html(operator, f"{reverse('messages:sent')}?q=van+anh"))) == 2
    assert len(re.findall(r"<tr[^>]*data-row", html(operator, f"{reverse('messages:sent')}?q=nobody"))) == 0


def test_an_operator_reads_the_local_outbox(an: Officer, operator: Officer, settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "motcua.messages.services.outbox.OutboxBackend"
    settings.MAIL_OUTBOX = tmp_path / "outbox"
    assert "Chưa có thư nào" in html(operator, reverse("messages:outbox"))
    told([an], context={"task": HOSTILE, "due": None})
    send_due()
    letter = Message.objects.get(channel="email")
    assert reverse("messages:outbox_letter", args=[letter.uid]) in html(operator, reverse("messages:outbox"))
    page = html(operator, reverse("messages:outbox_letter", args=[letter.uid]))
    assert "anh@coquan.example" in page and "<script>alert" not in page
    html(operator, reverse("messages:outbox_letter", args=[Message.objects.get(channel="in_product").uid]), 404)
    settings.MAIL_OUTBOX = None
    html(operator, reverse("messages:outbox_letter", args=[letter.uid]), 403)
    assert "SMTP_URL" in html(operator, reverse("messages:outbox"))


def test_hours_are_changed_from_a_date_on_and_taken_back(operator: Officer, an: Officer) -> None:
    address = reverse("messages:hours")
    asked = {
        "valid_from": "23/11/2026",
        "quiet_from": "06:00",
        "quiet_until": "09:15",
        "digest_from": "09:30",
        "article": "Quy chế",
        "reason": "thử",
    }
    assert "phủ hết giờ làm việc" in post(
        operator, address, 200, **asked | {"quiet_from": "07:00", "quiet_until": "18:00"}
    )
    assert "govuk-error-message" in post(operator, address, 200, **asked | {"quiet_from": "25:00"})
    post(operator, address, **asked)
    with clock.frozen(NIGHT):
        told([an])
        told([an], "test.reminder")
    for minute, letters in ((0, 0), (110, 1), (125, 2)):
        with clock.frozen(MONDAY + factory.minutes(minute)):
            send_due()
            assert len(mail.outbox) == letters, minute
    assert hours_on(MONDAY.date()).digest_from.minute == 30
    (link,) = set(re.findall(r'href="([^"]+/rut/)"', html(operator, address)))
    post(operator, link, reason="thử xong")
    assert "Đã rút" in html(operator, address)
