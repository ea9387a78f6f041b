"""Papers set from the registry: what stands on them, where they hang, when they are stale; national pages that are looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import procedures as factory

from motcua.documents.queries.files import open_content
from motcua.kernel import access, clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.delivery import deliver_due
from motcua.kernel.errors import Invalid, Refused, TransitionRefused
from motcua.kernel.models import AccessRecord, ScheduledRun
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Fee, FeeKind, Limit
from motcua.procedures.content.local import Entry, Local, effective
from motcua.procedures.models import LinkState, NationalLink, PageRemark, PrintedPaper, PrintRun
from motcua.procedures.queries.layout import Source, posting_of
from motcua.procedures.queries.papers import papers, ref_of
from motcua.procedures.services.links import check_links
from motcua.procedures.services.papers import (
    CHECK,
    PUBLIC,
    Scope,
    check_postings,
    order_paper,
    record_print,
    set_paper,
    take_down,
    void_run,
)
from motcua.procedures.services.versions import publish_version

pytestmark = pytest.mark.django_db


def text_of(data: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.fixture
def posting(office: factory.Office) -> PrintedPaper:
    factory.procedure("1.100001", factory.content("Cấp phép xây dựng"))
    return set_paper(order_paper("posting", Scope(), title="Niêm yết", actor=SYSTEM), actor=SYSTEM)


def elements_of(read: pypdf.PdfReader) -> list[tuple[str, Any]]:
    """The structure tree in reading order: tags (as the standard's) with their dictionaries."""
    roles = {k: v.get_object() for k, v in read.trailer["/Root"]["/StructTreeRoot"].get("/RoleMap", {}).items()}

    def below(node: Any) -> Iterator[tuple[str, Any]]:
        held = node.get_object()
        if isinstance(held, list):
            for one in held:
                yield from below(one)
        elif isinstance(held, dict):
            if tag := held.get("/S"):
                yield roles.get(tag, tag), held
            if "/K" in held and "/Type" in held and held["/Type"] in ("/StructElem", "/StructTreeRoot"):
                yield from below(held["/K"])

    return list(below(read.trailer["/Root"]["/StructTreeRoot"]))


def assert_for_screen_readers(data: bytes, title: str) -> list[str]:
    """What PDF/UA-1 asks and a program can see; returns the tags in order."""
    read = pypdf.PdfReader(io.BytesIO(data))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title == title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    elements = elements_of(read)
    tags = [tag for tag, _ in elements]
    headings = [int(tag[2]) for tag in tags if tag in ("/H1", "/H2", "/H3")]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings)), headings
    assert all(held.get("/Alt") for tag, held in elements if tag == "/Figure")
    for page in read.pages:
        assert "/StructParents" in page
        fonts = page["/Resources"].get("/Font", {}).values()
        assert all("/ToUnicode" in font.get_object() for font in fonts)
    return tags


class TestForEverybody:
    @pytest.mark.parametrize("name", ["phieu", "to-roi", "ap-phich"])
    def test_papers_of_a_procedure_are_tagged_and_say_what_the_page_says(self, client: Client, name: str) -> None:
        factory.procedure()

        response = client.get(f"/thu-tuc/1.100001/{name}.pdf")
        read = pypdf.PdfReader(io.BytesIO(response.content))

        assert response.headers["Content-Type"] == "application/pdf"
        tags = assert_for_screen_readers(response.content, factory.content().name)
        assert tags.count("/Figure") == 1
        assert tags.count("/LI") >= 3
        said = " ".join(" ".join(page.extract_text() for page in read.pages).split())
        for words in ("Đơn đề nghị", "150.000 đồng", "20 ngày"):
            assert words in said

    def test_my_checklist_holds_my_case_alone(self, client: Client) -> None:
        base = factory.content()
        other = base.components[1]
        factory.procedure(
            "1.100001",
            factory.content(components=(*base.components, type(other)("TP.09", "Giấy khác", case="Trường hợp khác"))),
        )
        page = client.get("/thu-tuc/1.100001").content.decode()
        key = page.split('id="case-')[1].split('"')[0]

        said = text_of(client.get(f"/thu-tuc/1.100001/phieu.pdf?case={key}").content)

        assert "Giấy tờ đất" in said
        assert "Giấy khác" not in said

    def test_a_hostile_name_stays_text(self, client: Client) -> None:
        factory.procedure("1.100001", factory.content('#panic("x") *đậm* $x$ \\ "'))

        assert '#panic("x")' in text_of(client.get("/thu-tuc/1.100001/phieu.pdf").content)


class TestSetting:
    def test_a_posting_list_holds_a_line_a_procedure(self, posting: PrintedPaper) -> None:
        with open_content(posting.file) as content:
            said = text_of(content.read())

        assert posting.total == 1
        with open_content(posting.file) as content:
            tags = assert_for_screen_readers(content.read(), "Niêm yết")
        assert (tags.count("/TH"), tags.count("/TD")) == (7, 7)
        for words in ("1.100001", "Cấp phép xây dựng", "20 ngày", "Cập nhật ngày"):
            assert words in said

    def test_a_posting_list_tells_who_is_exempt_and_by_which_decision_the_province_settled_it(self, db: None) -> None:
        said = factory.content(
            limits=(Limit(Decimal(15), Unit.DAY),),
            fees=(Fee(FeeKind.CHARGE, Decimal(100_000), exempt="Trẻ em, người cao tuổi"),),
        )
        one = factory.procedure("1.100007", said)
        layer = [
            Entry(Local.LIMIT, Limit(Decimal(10), Unit.DAY), "12/QĐ-UBND"),
            Entry(Local.FEE, Fee(FeeKind.CHARGE, Decimal(50_000), exempt="Trẻ em, người cao tuổi"), "7/NQ-HĐND"),
        ]
        source = Source(one, one.versions.get(), said, effective(said, layer), "")
        (row,) = posting_of([source], title="", address="", qr="", on=clock.today()).rows

        assert row[3] == "10 ngày (theo 12/QĐ-UBND; quy định chung: 15 ngày)"
        assert row[4] == (
            "50.000 đồng (theo 7/NQ-HĐND; quy định chung: 100.000 đồng) Được miễn, giảm: Trẻ em, người cao tuổi."
        )

    def test_set_again_it_keeps_its_file(self, posting: PrintedPaper) -> None:
        before = posting.file_id

        assert set_paper(posting, actor=SYSTEM).file_id == before

    def test_nothing_in_force_is_no_paper(self, office: factory.Office) -> None:
        with pytest.raises(Invalid):
            order_paper("booklet", Scope(), title="Sổ tay", actor=SYSTEM)
        assert not PrintedPaper.objects.exists()

    def test_a_leaflet_is_of_one_procedure(self, office: factory.Office) -> None:
        factory.procedure()
        with pytest.raises(Invalid):
            order_paper("leaflet", Scope(), title="Tờ rơi", actor=SYSTEM)


class TestHanging:
    def test_copies_hang_and_are_taken_down_once(self, posting: PrintedPaper) -> None:
        run = record_print(posting, place="Tầng 1", quantity=2, placed_on=clock.today(), actor=SYSTEM)
        take_down(run, removed_on=clock.today(), actor=SYSTEM)

        with pytest.raises(TransitionRefused):
            take_down(run, removed_on=clock.today(), actor=SYSTEM)
        assert PrintRun.objects.filter(removed_on__isnull=True).count() == 0

    @pytest.mark.parametrize(
        ("place", "quantity", "days"), [(" ", 1, 0), ("Tầng 1", 0, 0), ("Tầng 1", 1, 1), ("Tầng 1", 1, -1)]
    )
    def test_what_is_wrong_is_told_and_nothing_is_kept(
        self, posting: PrintedPaper, place: str, quantity: int, days: int
    ) -> None:
        with pytest.raises(Invalid):
            record_print(
                posting, place=place, quantity=quantity, placed_on=clock.today() + timedelta(days), actor=SYSTEM
            )
        assert not PrintRun.objects.exists()

    def test_the_same_place_and_day_are_recorded_once(self, posting: PrintedPaper) -> None:
        run = record_print(posting, place="Tầng 1", quantity=2, placed_on=clock.today(), actor=SYSTEM)
        with pytest.raises(Invalid) as refused:
            record_print(posting, place=" TẦNG 1 ", quantity=2, placed_on=clock.today(), actor=SYSTEM)
        assert [one.field for one in refused.value.errors] == ["place"]
        assert PrintRun.objects.count() == 1

        record_print(posting, place="Tầng 2", quantity=2, placed_on=clock.today(), actor=SYSTEM)
        record_print(posting, place="Tầng 1", quantity=9, placed_on=clock.today(), manner="handed", actor=SYSTEM)
        void_run(run, reason="Sai số bản", actor=SYSTEM)
        record_print(posting, place="Tầng 1", quantity=3, placed_on=clock.today(), actor=SYSTEM)

    def test_what_hangs_is_looked_through_soon_after_a_change(self, posting: PrintedPaper) -> None:
        later = clock.now() + timedelta(minutes=50)
        ScheduledRun.objects.update_or_create(name=CHECK, defaults={"next_at": later})
        record_print(posting, place="Tầng 1", quantity=1, placed_on=clock.today(), actor=SYSTEM)
        deliver_due()
        assert ScheduledRun.objects.get(name=CHECK).next_at == later, "nothing has changed yet"

        shorter = factory.draft(
            posting_procedure(), factory.content("Cấp phép xây dựng", limits=(Limit(Decimal(9), Unit.DAY),))
        )
        publish_version(shorter, valid_from=clock.today(), actor=SYSTEM)
        deliver_due()

        assert ScheduledRun.objects.get(name=CHECK).next_at < clock.now() + timedelta(minutes=1)

    def test_a_paper_that_is_not_set_hangs_nowhere(self, office: factory.Office) -> None:
        factory.procedure()
        ordered = order_paper("posting", Scope(), title="Niêm yết", actor=SYSTEM)
        with pytest.raises(Refused):
            record_print(ordered, place="Tầng 1", quantity=1, placed_on=clock.today(), actor=SYSTEM)

    def test_a_posting_is_stale_once_its_procedures_say_something_else(self, posting: PrintedPaper) -> None:
        record_print(posting, place="Tầng 1", quantity=1, placed_on=clock.today(), actor=SYSTEM)
        assert check_postings() == 0
        made = posting_procedure()
        shorter = factory.draft(made, factory.content("Cấp phép xây dựng", limits=(Limit(Decimal(9), Unit.DAY),)))
        publish_version(shorter, valid_from=clock.today(), actor=SYSTEM)

        assert check_postings() == 1
        posting.refresh_from_db()
        assert posting.stale_since == clock.today()
        assert check_postings() == 0

    def test_what_was_handed_out_is_not_taken_down_nor_stale(self, posting: PrintedPaper) -> None:
        run = record_print(posting, place="Chợ", quantity=300, placed_on=clock.today(), manner="handed", actor=SYSTEM)
        made = posting_procedure()
        shorter = factory.draft(made, factory.content("Cấp phép xây dựng", limits=(Limit(Decimal(9), Unit.DAY),)))
        publish_version(shorter, valid_from=clock.today(), actor=SYSTEM)

        assert check_postings() == 0
        with pytest.raises(TransitionRefused):
            take_down(run, removed_on=clock.today(), actor=SYSTEM)
        row = papers().get()
        assert (row.placed, row.hanging) == (300, 0)

    def test_what_was_recorded_by_mistake_counts_nowhere_and_says_why(self, posting: PrintedPaper) -> None:
        run = record_print(posting, place="Tầng 1", quantity=3000, placed_on=clock.today(), actor=SYSTEM)
        with pytest.raises(Invalid):
            void_run(run, reason=" ", actor=SYSTEM)
        void_run(run, reason="Ghi thừa một số 0", actor=SYSTEM)

        with pytest.raises(TransitionRefused):
            void_run(run, reason="lần nữa", actor=SYSTEM)
        with pytest.raises(TransitionRefused):
            take_down(run, removed_on=clock.today(), actor=SYSTEM)
        row = papers().get()
        assert (row.placed, row.hanging) == (None, 0)
        told = events.history(ref_of(posting))[-1]
        assert (told.kind, told.payload["reason"]) == ("printed_paper.run_voided", "Ghi thừa một số 0")


def posting_procedure() -> object:
    from motcua.procedures.models import Procedure

    return Procedure.objects.get(base_code="1.100001")


class TestDesk:
    def test_who_sets_papers(self, office: factory.Office, client: Client) -> None:
        factory.procedure()
        for role, status in (
            ("office", 200),
            ("editor", 200),
            ("counter", 200),
            ("specialist", 403),
            ("auditor", 403),
            ("leader", 403),
        ):
            client.force_login(office.users[role])
            assert client.get("/desk/thu-tuc/an-pham/").status_code == 200
            assert client.get("/desk/thu-tuc/an-pham/lap/").status_code == status, role

    def test_who_deals_with_remarks(self, office: factory.Office, client: Client) -> None:
        for role, status in (("office", 200), ("editor", 200), ("counter", 403), ("auditor", 403)):
            client.force_login(office.users[role])
            assert client.get("/desk/thu-tuc/gop-y/").status_code == status, role
            assert client.get("/desk/thu-tuc/trang-hong/").status_code == status, role

    def test_a_remark_waits_until_somebody_tells_what_was_done(self, office: factory.Office, client: Client) -> None:
        factory.procedure()
        client.post("/thu-tuc/1.100001/gop-y", {"helpful": "no", "text": "Phí đã đổi"})
        assert client.get("/thu-tuc/1.100001/gop-y").url == "/thu-tuc/1.100001#trang-nay"  # come back to by language
        client.force_login(office.office)
        page = client.get("/desk/thu-tuc/gop-y/").content.decode()
        address = page.split("/desk/thu-tuc/gop-y/")[-1].split('"')[0]
        assert "Phí đã đổi" in page

        refused = client.post(f"/desk/thu-tuc/gop-y/{address}", {"answer": ""})
        done = client.post(f"/desk/thu-tuc/gop-y/{address}", {"answer": "Đã sửa phí"})

        assert (refused.status_code, done.status_code) == (422, 302)
        assert "Phí đã đổi" not in client.get("/desk/thu-tuc/gop-y/").content.decode()

    def test_a_telephone_in_a_remark_is_hidden_in_lists_and_its_readers_are_kept(
        self, office: factory.Office, client: Client
    ) -> None:
        factory.procedure()
        client.post("/thu-tuc/1.100001/gop-y", {"helpful": "no", "text": "Phí sai, gọi 0912 345 678"})
        client.force_login(office.office)
        listed = [client.get(f"/desk/thu-tuc/gop-y/{tail}").getvalue().decode() for tail in ("", "?export=csv")]
        assert all("Phí sai, gọi •••" in said and "345 678" not in said for said in listed)
        access.flush()
        assert not AccessRecord.objects.exists()

        address = listed[0].split("/desk/thu-tuc/gop-y/")[-1].split('"')[0]
        assert "0912 345 678" in client.get(f"/desk/thu-tuc/gop-y/{address}").content.decode()

        access.flush()
        read = AccessRecord.objects.get()
        assert read.subject == f"page_remark:{PageRemark.objects.get().uid}"
        assert read.reader_name

    def test_the_page_of_a_paper_leads_to_its_file_and_places(
        self, office: factory.Office, posting: PrintedPaper, client: Client
    ) -> None:
        client.force_login(office.office)
        client.post(
            f"/desk/thu-tuc/an-pham/{posting.uid}/noi/",
            {"manner": "posted", "place": "Tầng 1", "quantity": "3", "placed_on": f"{clock.today():%d/%m/%Y}"},
        )

        page = client.get(f"/desk/thu-tuc/an-pham/{posting.uid}/").content.decode()

        assert str(posting.file.uid) in page
        assert "Tầng 1" in page

    def test_the_list_of_places_tells_what_hangs_and_is_out_of_date(
        self, office: factory.Office, posting: PrintedPaper, client: Client
    ) -> None:
        record_print(posting, place="Tầng 1", quantity=2, placed_on=clock.today(), actor=SYSTEM)
        record_print(posting, place="Phát ở chợ", quantity=300, placed_on=clock.today(), manner="handed", actor=SYSTEM)
        wrong = record_print(posting, place="Ghi nhầm", quantity=1, placed_on=clock.today(), actor=SYSTEM)
        void_run(wrong, reason="Nhầm nơi", actor=SYSTEM)
        PrintedPaper.objects.update(stale_since=clock.today())
        client.force_login(office.users["auditor"])

        every = client.get("/desk/thu-tuc/an-pham/noi/").content.decode()
        stale = client.get("/desk/thu-tuc/an-pham/noi/?standing=stale").content.decode()

        assert "Tầng 1" in every
        assert "Phát ở chợ" in every
        assert "Ghi nhầm" not in every
        assert "Tầng 1" in stale
        assert "Phát ở chợ" not in stale

    def test_a_mistake_is_taken_back_by_who_prints(
        self, office: factory.Office, posting: PrintedPaper, client: Client
    ) -> None:
        run = record_print(posting, place="Tầng 1", quantity=2, placed_on=clock.today(), actor=SYSTEM)
        address = f"/desk/thu-tuc/an-pham/huy/{run.uid}/"
        client.force_login(office.users["leader"])
        assert client.post(address, {"reason": "Nhầm"}).status_code == 403

        client.force_login(office.users["counter"])
        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "Nhầm"}).status_code == 302
        assert client.get(address).status_code == 404


class TestNationalPages:
    URL = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{}"

    def test_those_never_looked_at_come_first_and_the_state_is_kept(self) -> None:
        for n in (1, 2, 3):
            factory.procedure(f"1.10000{n}", factory.content(origin=self.URL.format(n)))
        factory.procedure("1.100009", factory.content(origin=""))
        found = {
            self.URL.format(1): LinkState.THERE,
            self.URL.format(2): LinkState.DEAD,
            self.URL.format(3): LinkState.UNKNOWN,
        }

        counts = check_links(look_at=lambda url: (found[url], "404"))

        assert counts == {"there": 1, "dead": 1, "unknown": 1}
        assert list(NationalLink.objects.order_by("url").values_list("state", flat=True)) == [
            "there",
            "dead",
            "unknown",
        ]

    def test_where_nobody_answers_it_stops_and_no_page_is_called_dead(self) -> None:
        for n in range(5):
            factory.procedure(f"1.10000{n}", factory.content(origin=self.URL.format(n)))
        asked: list[str] = []

        def silent(url: str) -> tuple[LinkState, str]:
            asked.append(url)
            return LinkState.UNKNOWN, "ConnectionError"

        check_links(look_at=silent)

        assert len(asked) == 3
        assert not NationalLink.objects.filter(state=LinkState.DEAD).exists()


def test_the_addresses_on_papers_are_those_of_the_product() -> None:
    for name, args in (("public_procedure", ["1.009645"]), ("public_list", [])):
        assert reverse(name, PUBLIC, args=args) == reverse(f"procedures:{name}", args=args)
