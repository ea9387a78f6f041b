"""An officer who chose English reads no Vietnamese of ours: the records here have names without a Vietnamese letter, so every one is ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from tests.factories import organisations as factory

from motcua.kernel import clock, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.models import Job
from motcua.kernel.registries import JobKind, event_labels, health_checks, job_kinds, subjects
from motcua.organisations.models import User
from motcua.organisations.services.accounts import create_account
from motcua.organisations.services.people import appoint_officer, create_person, grant_role
from motcua.organisations.services.units import Facts, establish_unit

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
VIETNAMESE = re.compile(r"[^\W\d_]*[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ][^\W\d_]*")
ENGLISH = re.compile("Một Cửa|Communiqué")
"""The name of the product in every language, and an English word with an accent."""
RECORDER = Actor(None, "Recorder")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SAID = ("aria-label", "placeholder", "title", "alt", "content", "data-label")
LISTS = (
    "/desk/",
    "/desk/viec/",
    "/desk/nhat-ky/",
    "/desk/he-thong/",
    "/desk/van-ban/",
    "/desk/ke-hoach/",
    "/desk/nhiem-vu/",
    "/desk/don-vi/",
    "/desk/don-vi/danh-sach/",
    "/desk/don-vi/board/",
    "/desk/dia-ban/",
    "/desk/can-bo/",
    "/desk/ke-hoach/nhan/",
    "/desk/ke-hoach/ban-doc/",
    "/desk/van-ban/ra-soat/",
    "/desk/so-van-ban/",
    "/desk/cong-viec/",
    "/desk/bang-theo-doi/",
    "/desk/kho-khan/",
    "/desk/giao-viec/",
    "/desk/giao-viec/moi/",
    "/desk/trinh-ky/",
    "/desk/chi-so/",
    "/desk/thong-bao/",
    "/desk/thong-bao-da-gui/",
    "/desk/thong-bao-da-gui/gio-gui/",
    "/desk/thong-bao-da-gui/nguoi-dan/",
    "/desk/thong-bao-da-gui/nguoi-dan/thu-tu-kenh/",
    "/desk/mau-thong-bao/",
    "/desk/kinh-phi/",
    "/desk/kiem-tra/",
    "/desk/danh-gia/",
    "/desk/mo-hinh/",
    "/desk/thu-tuc/noi-khac/",
)


class Words(HTMLParser):
    """Texts and spoken attributes of a page, without scripts and without what says itself that it is Vietnamese (`lang="vi"`)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        silent = (
            tag in {"script", "style"}
            or (tag != "html" and given.get("lang") == "vi")
            or bool(self._silent and self._silent[-1])
        )
        if not silent:
            self.found += [text for name in SAID if (text := given.get(name))]
        if tag not in VOID:
            self._silent.append(silent)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._silent:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self._silent and self._silent[-1]):
            self.found.append(" ".join(data.split()))


def vietnamese_of(html: str) -> list[str]:
    words = Words()
    words.feed(html)
    return [text for text in words.found if VIETNAMESE.search(ENGLISH.sub("", text))]


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(clock.now().replace(year=2026, month=11, day=20, hour=9)):
        yield


@pytest.fixture
def everything(db: None) -> User:
    """Somebody who may see every page of the desk, in a unit whose records have names without Vietnamese letters."""
    board = establish_unit("board", Facts("Board of Zones", "department"), actor=RECORDER, on=factory.START)
    person = create_person("An Le", actor=RECORDER)
    create_account(person, "an.le", actor=RECORDER, password=factory.PASSWORD)
    officer = appoint_officer(person, board, post="Head", valid_from=factory.START, actor=RECORDER)
    for role in ("operator", "auditor", "office", "registry_clerk"):
        grant_role(officer, role=role, unit=board, below=True, valid_from=factory.START, actor=RECORDER)
    return User.objects.get(username="an.le")


@pytest.fixture
def english(everything: User) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(everything, backend="motcua.organisations.signin.OfficerBackend")
    return client


@pytest.mark.parametrize("address", LISTS)
def test_a_page_of_the_desk_is_wholly_in_english(english: Client, address: str) -> None:
    answer = english.get(address)

    assert answer.status_code == 200
    assert vietnamese_of(answer.content.decode()) == []


def test_the_same_page_in_vietnamese_would_be_noticed(english: Client) -> None:
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"

    found = vietnamese_of(english.get("/desk/viec/").content.decode())

    assert {"Kế hoạch", "Nhiệm vụ", "Đang chờ"} <= set(found)


def test_lists_are_titled_in_the_plural(english: Client) -> None:
    titles = {address: english.get(address).content.decode() for address in ("/desk/ke-hoach/", "/desk/nhiem-vu/")}

    for address, title in (("/desk/ke-hoach/", "Plans"), ("/desk/nhiem-vu/", "Tasks")):
        assert re.search(rf"<h1[^>]*>{title}</h1>", titles[address])


def test_the_trail_and_the_work_of_a_record_are_in_english(
    english: Client, everything: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(job_kinds._entries, "test.nothing", JobKind(lambda _: None, "Nothing"))
    jobs.enqueue("test.nothing", {}, actor=RECORDER, title="Nothing")
    job = Job.objects.get()
    officer = everything.person.officers.get()

    for address in (f"/desk/viec/{job.uid}/", f"/desk/nhat-ky/job/{job.uid}/", f"/desk/nhat-ky/officer/{officer.uid}/"):
        answer = english.get(address)
        assert answer.status_code == 200
        assert vietnamese_of(answer.content.decode()) == []


def test_a_fault_on_the_system_page_is_told_in_english(english: Client) -> None:
    html = english.get("/desk/he-thong/").content.decode()

    assert "no background worker is running" in html  # none runs in a test
    assert "Database" in html


def test_every_registered_name_has_its_english() -> None:
    with translation.override("en"):
        shown = [gettext(str(label)) for label in event_labels]
        shown += [str(entry.label) for registry in (subjects, health_checks, job_kinds) for entry in registry]

    assert [text for text in shown if VIETNAMESE.search(text)] == []
