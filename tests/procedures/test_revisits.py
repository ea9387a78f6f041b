"""Feeds, catalogue, files and pages for readers who come again: valid by their standards, and not sent twice while nothing has changed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from pytest_django import Settings
from tests.factories import procedures as factory

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.procedures.models import Origin, Procedure
from motcua.procedures.queries.changed import changed_at, mark_of
from motcua.procedures.services.versions import publish_version

pytestmark = pytest.mark.django_db
FILES = (
    "/thu-tuc/tai/thu-tuc.jsonl",
    "/thu-tuc/tai/thu-tuc.csv",
    "/catalog.jsonld",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/thu-tuc/moi/rss",
    "/en/thu-tuc/moi/rss",
)
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def registry(office: factory.Office) -> Procedure:
    factory.procedure("1.100002", factory.content("Do địa phương & lập"), origin=Origin.OWN)
    return factory.procedure("1.100001", factory.content("Bản cũ"), factory.content("Bản sửa <b>"))


def one(held: Xml.Element, name: str) -> Xml.Element:
    (found,) = held.findall(f"{ATOM}{name}")
    return found


@pytest.mark.parametrize("address", ["/thu-tuc/moi/rss", "/en/thu-tuc/moi/rss"])
def test_the_feed_is_what_rfc_4287_demands(client: Client, registry: Procedure, address: str) -> None:
    response = client.get(address)
    feed = Xml.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")

    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert feed.tag == f"{ATOM}feed"
    assert one(one(feed, "author"), "name").text == "Ủy ban nhân dân tỉnh"  # 4.1.1, 3.2.1
    assert len(entries) == 2
    for held in (feed, *entries):
        assert one(held, "title").text  # 4.2.14
        assert (one(held, "id").text or "").startswith("http")  # 4.2.6: an IRI
        assert MOMENT.fullmatch(one(held, "updated").text or "")  # 4.2.15, 3.3
        assert sum(link.get("rel") == "alternate" for link in held.findall(f"{ATOM}link")) == 1  # 4.1.1, 4.1.2
    assert len({one(entry, "id").text for entry in entries}) == len(entries)
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"http://localhost:8000{address}"
    ]


def test_the_catalogue_tells_what_dcat_ap_demands(client: Client, registry: Procedure, settings: Settings) -> None:
    settings.OPEN_DATA_LICENCE = "https://tinh.gov.vn/giay-phep"
    told = client.get("/catalog.jsonld").json()
    (data,) = told["dcat:dataset"]

    for held in (told, data):
        assert held["dct:title"]["@value"]
        assert held["dct:description"]["@value"]
        assert held["dct:publisher"]["@type"] == "foaf:Agent"
        assert held["dct:publisher"]["foaf:name"]["@value"] == "Ủy ban nhân dân tỉnh"
        assert held["dct:modified"]["@value"] == changed_at(clock.today()).isoformat(timespec="seconds")
    for file in data["dcat:distribution"]:
        assert file["dcat:accessURL"]["@id"].startswith("http")
        assert file["dct:license"] == {"@id": "https://tinh.gov.vn/giay-phep"}
    assert told["dct:license"] == {"@id": "https://tinh.gov.vn/giay-phep"}


def test_no_licence_is_told_where_the_province_has_set_none(client: Client, registry: Procedure) -> None:
    assert b"dct:license" not in client.get("/catalog.jsonld").content


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_sent_again_only_when_the_registry_has_changed(
    client: Client, registry: Procedure, address: str
) -> None:
    first = client.get(address)
    known = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["Last-Modified"]
    assert "no-cache" in first.headers["Cache-Control"]
    assert client.get(address, headers=known).status_code == 304

    publish_version(factory.draft(registry, factory.content("Nữa")), valid_from=clock.today(), actor=SYSTEM)

    assert client.get(address, headers=known).status_code == 200


def test_the_mark_follows_acts_and_days(registry: Procedure) -> None:
    today = clock.today()
    soon = today + timedelta(days=5)
    marks = [mark_of(today)]
    publish_version(factory.draft(registry, factory.content("Sắp tới")), valid_from=soon, actor=SYSTEM)
    marks += [mark_of(today), mark_of(soon)]
    assert changed_at(soon) >= changed_at(today)
    assert changed_at(soon).date() == soon

    assert len(set(marks)) == 3
    assert mark_of(today + timedelta(days=1)) == marks[1], "a day on which nothing begins or ends changes nothing"


def test_when_it_changed_is_when_somebody_acted(registry: Procedure) -> None:
    before = clock.now()
    publish_version(factory.draft(registry, factory.content("Nữa")), valid_from=clock.today(), actor=SYSTEM)

    assert before <= changed_at(clock.today()) <= clock.now()
    assert changed_at(clock.today()) == changed_at(clock.today())


class TestRest:
    @pytest.mark.parametrize("address", ["/api/v1/procedures/1.100001", "/api/v1/procedures"])
    def test_who_has_the_answer_is_told_so(self, client: Client, registry: Procedure, address: str) -> None:
        known = {"If-None-Match": client.get(address).headers["ETag"]}
        again = client.get(address, headers=known)
        assert (again.status_code, again.content) == (304, b"")

        publish_version(factory.draft(registry, factory.content("Nữa")), valid_from=clock.today(), actor=SYSTEM)

        assert client.get(address, headers=known).status_code == 200

    def test_each_form_of_a_record_has_a_mark_of_its_own(self, client: Client, registry: Procedure) -> None:
        plain = client.get("/api/v1/procedures/1.100001")
        linked = client.get("/api/v1/procedures/1.100001", headers={"Accept": "application/ld+json"})

        assert plain.headers["ETag"] != linked.headers["ETag"]
        assert "Accept" in plain.headers["Vary"]


class TestPages:
    def test_a_page_is_sent_once_while_it_is_the_same(self, registry: Procedure) -> None:
        client = Client()
        client.get("/thu-tuc/1.100001")  # gives the device its proof against forged forms
        first = client.get("/thu-tuc/1.100001")
        known = {"If-None-Match": first.headers["ETag"]}

        assert "no-cache" in first.headers["Cache-Control"]
        assert "Cookie" in first.headers["Vary"]
        assert client.get("/thu-tuc/1.100001", headers=known).status_code == 304
        assert Client().get("/thu-tuc/1.100001", headers=known).status_code == 200, "another device, another proof"
        assert client.get("/en/thu-tuc/1.100001", headers=known).status_code == 200

    def test_a_kiosk_and_a_person_keep_nothing_by_a_mark(self, registry: Procedure, office: factory.Office) -> None:
        kiosk: Any = Client().get("/thu-tuc/1.100001?kiosk=1")
        person = Client()
        person.force_login(office.office)
        signed_in: Any = person.get("/thu-tuc/1.100001")

        assert kiosk.headers["Cache-Control"] == "no-store"
        assert not {"ETag"} & {*kiosk.headers, *signed_in.headers}


def test_what_ends_changes_the_mark(registry: Procedure) -> None:
    today = clock.today()
    before = mark_of(today)
    Procedure.objects.filter(pk=registry.pk).update(abolished_on=today)

    assert mark_of(today) != before
    assert mark_of(today) == mark_of(today)
