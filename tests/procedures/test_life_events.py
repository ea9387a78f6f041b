"""What people come for: shipped entries, the province's own, who may edit them, what pages and programs get."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.factories import procedures as factory

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.procedures.models import LifeEvent, Procedure, ProcedureKind
from motcua.procedures.queries import life_events as shown
from motcua.procedures.queries.life_events import Needed
from motcua.procedures.services.life_events import LifeFacts, keep_life_event, take_up_shipped
from motcua.ui.icons import ICONS

pytestmark = pytest.mark.django_db
FACTS = LifeFacts("Sinh con", "people", "child", 10, "Having a child", "Làm trong 60 ngày.", ("đăng ký khai sinh",))
LIST = "/desk/thu-tuc/viec/"
EDIT = f"{LIST}sinh-con/"
PUBLIC = "/thu-tuc/viec/sinh-con/"


def typed(**others: object) -> dict[str, object]:
    said = {"title": "Sinh con", "title_en": "Having a child", "audience": "people", "icon": "child", "position": "10"}
    return {**said, "intro": "", "phrases": "đăng ký khai sinh", "active": "on", "version": "0", "do": "save", **others}


@pytest.fixture
def birth() -> Procedure:
    return factory.procedure("1.100001", factory.content("Đăng ký khai sinh", field="Hộ tịch"))


@pytest.fixture
def health() -> Procedure:
    return factory.procedure("1.100002", factory.content("Cấp thẻ bảo hiểm y tế cho trẻ em", field="Bảo hiểm"))


class TestShipped:
    def test_every_entry_is_whole_and_drawn(self) -> None:
        assert len(shown.shipped()) >= 15
        for one in shown.shipped().values():
            assert one.icon in shown.ICONS, one.key
            assert one.title, one.key
            assert one.title_en, one.key
            assert one.phrases, one.key

    def test_every_icon_that_may_be_chosen_is_there(self) -> None:
        assert set(shown.ICONS) <= ICONS.keys()


class TestKeeping:
    def test_what_the_province_wrote_stands_in_the_place_of_what_ships(self, birth: Procedure) -> None:
        facts = replace(FACTS, title="Chào em bé", position=35)

        keep_life_event("sinh-con", facts, [Needed(birth, "Làm trước.")], version=0, actor=SYSTEM)

        held = {one.key: one for one in shown.life_events()}
        assert (held["sinh-con"].title, held["sinh-con"].own, held["sinh-con"].shipped) == ("Chào em bé", True, True)
        keys = [one.key for one in shown.life_events()]
        assert keys.index("giay-to") < keys.index("sinh-con") < keys.index("noi-o")
        assert [(one.procedure, one.note) for one in shown.named("sinh-con")] == [(birth, "Làm trước.")]

    def test_a_new_one_gets_an_address_of_its_words_and_never_one_that_is_taken(self, birth: Procedure) -> None:
        first = keep_life_event("", replace(FACTS, title="Đi học xa"), [Needed(birth)], version=0, actor=SYSTEM)
        second = keep_life_event("", replace(FACTS, title="Đi học, xa!"), [Needed(birth)], version=0, actor=SYSTEM)
        third = keep_life_event("", replace(FACTS, title="Mới"), [Needed(birth)], version=0, actor=SYSTEM)

        assert [first.key, second.key, third.key] == ["di-hoc-xa", "di-hoc-xa-2", "moi-2"]

    def test_who_comes_too_late_overwrites_nobody(self, birth: Procedure) -> None:
        keep_life_event("sinh-con", FACTS, [Needed(birth)], version=0, actor=SYSTEM)
        for version in (0, 7):
            with pytest.raises(Stale):
                keep_life_event("sinh-con", replace(FACTS, title="Khác"), [], version=version, actor=SYSTEM)
        keep_life_event("sinh-con", replace(FACTS, title="Sau"), [], version=1, actor=SYSTEM)

        assert LifeEvent.objects.get().title == "Sau"
        assert shown.named("sinh-con") == []

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"title": " "}, "title"),
            ({"audience": "all"}, "audience"),
            ({"icon": "skull"}, "icon"),
            ({"position": -1}, "position"),
            ({"phrases": ()}, "phrases"),
            ({"phrases": ("a" * 121,)}, "phrases"),
            ({"phrases": tuple(f"cụm {n}" for n in range(13))}, "phrases"),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_is_kept(self, wrong: dict[str, object], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            keep_life_event("sinh-con", replace(FACTS, **wrong), [], version=0, actor=SYSTEM)  # type: ignore[arg-type]

        assert [error.field for error in refused.value.errors] == [field]
        assert not LifeEvent.objects.exists()

    def test_no_procedure_twice_and_none_of_the_state_itself(self, birth: Procedure) -> None:
        inside = factory.procedure("1.100009", kind=ProcedureKind.INTERNAL)
        for procedures in ([birth, birth], [inside]):
            with pytest.raises(Invalid):
                keep_life_event("sinh-con", FACTS, [Needed(one) for one in procedures], version=0, actor=SYSTEM)

    def test_the_shipped_entry_can_be_taken_up_again_and_the_history_goes_on(self, birth: Procedure) -> None:
        made = keep_life_event("sinh-con", replace(FACTS, title="Khác"), [Needed(birth)], version=0, actor=SYSTEM)
        with pytest.raises(Stale):
            take_up_shipped("sinh-con", version=made.version + 1, actor=SYSTEM)

        take_up_shipped("sinh-con", version=made.version, actor=SYSTEM)

        assert shown.life_event("sinh-con") == shown.shipped()["sinh-con"]
        kinds = [event.kind for event in events.history(shown.ref_of("sinh-con"))]
        assert kinds == ["life_event.kept", "life_event.shipped"]

    def test_what_nothing_ships_of_cannot_be_taken_up(self, birth: Procedure) -> None:
        made = keep_life_event("", replace(FACTS, title="Đi học xa"), [Needed(birth)], version=0, actor=SYSTEM)

        with pytest.raises(Refused):
            take_up_shipped(made.key, version=1, actor=SYSTEM)


class TestPublicPages:
    def test_named_procedures_stand_in_their_order_with_their_notes(
        self, birth: Procedure, health: Procedure, client: Client
    ) -> None:
        chosen = [Needed(health, "Không mất tiền."), Needed(birth)]
        keep_life_event("sinh-con", FACTS, chosen, version=0, actor=SYSTEM)

        page = client.get(PUBLIC).content.decode()

        assert page.index("Cấp thẻ bảo hiểm") < page.index("Không mất tiền.") < page.index(">Đăng ký khai sinh<")
        assert "Làm trong 60 ngày." in page

    def test_an_abolished_procedure_falls_out(self, birth: Procedure, health: Procedure, client: Client) -> None:
        keep_life_event("sinh-con", FACTS, [Needed(birth), Needed(health)], version=0, actor=SYSTEM)
        Procedure.objects.filter(pk=health.pk).update(abolished_on=date(2026, 1, 1))

        assert "bảo hiểm y tế" not in client.get(PUBLIC).content.decode()

    def test_what_is_not_shown_is_on_no_page(self, birth: Procedure, client: Client) -> None:
        keep_life_event("sinh-con", replace(FACTS, active=False), [Needed(birth)], version=0, actor=SYSTEM)

        assert client.get(PUBLIC).status_code == 404
        assert client.get("/api/v1/life-events/sinh-con").status_code == 404
        assert "Sinh con" not in client.get("/").content.decode()

    def test_the_first_page_leads_to_what_comes_first_while_nobody_opened_much(
        self, birth: Procedure, client: Client
    ) -> None:
        keep_life_event("sinh-con", FACTS, [Needed(birth)], version=0, actor=SYSTEM)

        page = client.get("/").content.decode()

        assert "Thường cần" in page
        assert "Được xem nhiều" not in page

    def test_the_procedure_itself_leads_back(self, birth: Procedure, client: Client) -> None:
        keep_life_event("sinh-con", FACTS, [Needed(birth)], version=0, actor=SYSTEM)

        assert f'href="{PUBLIC}"' in client.get("/thu-tuc/1.100001").content.decode()

    def test_english_pages_say_the_english_name(self, birth: Procedure, client: Client) -> None:
        keep_life_event("sinh-con", FACTS, [Needed(birth)], version=0, actor=SYSTEM)

        assert "Having a child" in client.get(f"/en{PUBLIC}").content.decode()


class TestPrograms:
    def test_the_list_and_one_with_its_procedures(self, birth: Procedure, client: Client) -> None:
        keep_life_event("sinh-con", FACTS, [Needed(birth, "Làm trước.")], version=0, actor=SYSTEM)

        listed = client.get("/api/v1/life-events").json()["items"]
        one = client.get("/api/v1/life-events/sinh-con").json()

        assert [item["key"] for item in listed][:2] == ["sinh-con", "ket-hon"]
        assert one["named"] is True
        assert [(row["base_code"], row["note"]) for row in one["procedures"]] == [("1.100001", "Làm trước.")]
        assert client.get("/api/v1/life-events/ket-hon").json()["named"] is False
        assert client.get("/api/v1/life-events/khong-co").status_code == 404


class TestDesk:
    def test_who_edits(self, office: factory.Office, client: Client) -> None:
        for role, status in (("office", 200), ("editor", 200), ("counter", 403), ("auditor", 403), ("leader", 403)):
            client.force_login(office.users[role])
            for address in (LIST, EDIT, f"{LIST}moi/", f"{EDIT}ban-co-san/"):
                assert client.get(address).status_code == status, (role, address)
            assert (client.post(EDIT, typed(title="")).status_code == 403) == (status == 403), role
        assert not LifeEvent.objects.exists()

    def test_procedures_are_looked_for_chosen_ordered_and_saved(
        self, birth: Procedure, health: Procedure, office: factory.Office, client: Client
    ) -> None:
        client.force_login(office.office)
        found = client.post(EDIT, typed(do="save", q="khai sinh", title="Chưa xong")).content.decode()
        assert 'name="add" value="1.100001"' in found
        assert 'value="Chưa xong"' in found
        assert not LifeEvent.objects.exists()

        added = client.post(EDIT, typed(do="add", add=["1.100001", "1.100002"])).content.decode()
        assert added.index('value="1.100001"') < added.index('value="1.100002"')

        rows = {"code": ["1.100001", "1.100002"], "place": ["20", "10"], "note": ["", "Sau khi có giấy khai sinh"]}
        done = client.post(EDIT, typed(**rows))
        assert (done.status_code, done["Location"]) == (302, EDIT)
        assert [one.procedure for one in shown.named("sinh-con")] == [health, birth]

        dropped = typed(**rows, drop=["1.100002"], version="1")
        client.post(EDIT, dropped)
        assert [one.procedure for one in shown.named("sinh-con")] == [birth]

    def test_phrases_can_fill_the_list(self, birth: Procedure, office: factory.Office, client: Client) -> None:
        client.force_login(office.office)

        assert 'name="code" value="1.100001"' in client.post(EDIT, typed(do="fill")).content.decode()

    def test_a_preview_saves_nothing(self, birth: Procedure, office: factory.Office, client: Client) -> None:
        client.force_login(office.office)

        page = client.post(EDIT, typed(do="preview", code=["1.100001"], place=["10"], note=["Nhớ hạn"]))

        assert (page.status_code, LifeEvent.objects.exists()) == (200, False)
        assert "Xem trước (chưa lưu)" in page.content.decode()
        assert page.content.decode().count("Nhớ hạn") == 2

    @pytest.mark.parametrize(
        ("wrong", "status"),
        [({"title": ""}, 422), ({"position": "x"}, 422), ({"phrases": ""}, 422), ({"version": "3"}, 412)],
    )
    def test_what_is_refused_stands_with_what_was_typed(
        self, office: factory.Office, client: Client, wrong: dict[str, str], status: int
    ) -> None:
        client.force_login(office.office)

        page = client.post(EDIT, typed(intro="Lời dẫn đã gõ", **wrong))

        assert page.status_code == status
        assert "Lời dẫn đã gõ" in page.content.decode()
        assert not LifeEvent.objects.exists()

    def test_the_shipped_entry_comes_back_at_a_word(
        self, birth: Procedure, office: factory.Office, client: Client
    ) -> None:
        keep_life_event("sinh-con", FACTS, [Needed(birth)], version=0, actor=SYSTEM)
        client.force_login(office.office)

        assert client.post(f"{EDIT}ban-co-san/").status_code == 302

        assert not LifeEvent.objects.exists()
        assert "Lấy lại bản có sẵn" in client.get(EDIT).content.decode()  # of the history
