"""The local layer, units, flags and levels on the desk: what changes, what is shown, who may."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import publication as factory
from tests.factories.documents import law
from tests.factories.procedures import content, procedure
from tests.factories.publication import World

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import User
from motcua.procedures.content import Level
from motcua.procedures.models import Assignment, CompetenceTransfer, LocalEntry, OnlineLevel, Procedure, ProcedureFlag
from motcua.procedures.queries import marks
from motcua.procedures.services.assignments import assign as give
from motcua.procedures.services.marks import set_flags, set_level

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()


@pytest.fixture
def world(standing_world: World, db: None) -> World:
    made = deepcopy(standing_world)
    law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 1), kind="resolution")
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def page(user: User, name: str, *args: Any, **query: Any) -> str:
    response = signed_in(user).get(reverse(f"procedures:{name}", args=args), query)
    assert response.status_code == 200, (response.status_code, response.content.decode()[:2000])
    return " ".join(response.content.decode().split())


def post(user: User, name: str, *args: Any, **data: Any) -> Any:
    return signed_in(user).post(reverse(f"procedures:{name}", args=args), data)


def done(user: User, name: str, *args: Any, **data: Any) -> None:
    response = post(user, name, *args, **data)
    assert response.status_code == 302, response.content.decode()[:3000]


def limit(of: Procedure, user: User, **others: Any) -> Any:
    data = {
        "kind": "limit",
        "amount": "15",
        "measure": "day",
        "channel": "",
        "case": "",
        "decision": "12/NQ-HĐND",
        "valid_from": "01/01/2026",
    }
    return post(user, "add_local", of.uid, **data | others)


def test_a_shortened_limit_is_added_shown_ended_and_another_voided(world: World) -> None:
    found, user = procedure(), world.office.office
    assert limit(found, user).status_code == 302
    shown = page(user, "local", found.uid)
    assert "<strong>15 ngày</strong>" in shown
    assert "20 ngày" in shown
    assert ">12/NQ-HĐND<" in shown

    entry = LocalEntry.objects.get()
    done(user, "end_local", found.uid, entry.uid, on="20/11/2026")
    assert limit(found, user, amount="12", valid_from="20/11/2026").status_code == 302
    done(user, "void_local", found.uid, LocalEntry.objects.latest("pk").uid, reason="Nhầm số")
    shown = page(user, "local", found.uid)
    assert "Nhầm số" in shown
    assert "<strong>15 ngày</strong>" not in shown


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"amount": ""}, "Hãy ghi mục này"),
        ({"amount": "25"}, "không được dài hơn thời hạn chung"),
        ({"decision": "99/QĐ-UBND"}, "Kho không có văn bản số"),
        ({"decision": ""}, "Ghi quyết định, nghị quyết làm căn cứ"),
        ({"kind": "fee", "money": ""}, "Hãy ghi mục này"),
    ],
)
def test_what_cannot_be_added_is_told_beside_its_field(world: World, entered: dict[str, str], said: str) -> None:
    response = limit(procedure(), world.office.office, **entered)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not LocalEntry.objects.exists()


@pytest.mark.parametrize(
    ("kind", "entered", "shown"),
    [
        ("fee", {"fee_kind": "charge", "money": "100000"}, "Lệ phí: 100.000 đồng"),
        ("place", {"text": "Trung tâm phục vụ hành chính công"}, "Trung tâm phục vụ hành chính công"),
        ("delegated", {"text": "Ủy quyền cho Ban Quản lý"}, "Ủy quyền cho Ban Quản lý"),
        ("note", {"text": "Gọi 1022 để hỏi"}, "Gọi 1022 để hỏi"),
    ],
)
def test_every_kind_of_entry_has_its_fields(world: World, kind: str, entered: dict[str, str], shown: str) -> None:
    found = procedure()
    assert limit(found, world.office.office, kind=kind, **entered).status_code == 302

    assert shown in page(world.office.office, "local", found.uid)


def test_what_holds_at_one_unit_is_its_own_to_keep_but_not_what_holds_everywhere(world: World) -> None:
    found = procedure()

    assert limit(found, world.clerk).status_code == 403
    assert limit(found, world.clerk, unit="so").status_code == 403
    assert limit(found, world.clerk, unit="bql").status_code == 302


def test_a_procedure_is_given_to_all_communes_and_taken_from_one(world: World) -> None:
    found, user = procedure("1.100001", content(levels=(Level.COMMUNE,))), world.office.office
    done(user, "assign", found.uid, role="performing", whom="communes", valid_from="01/07/2025")
    assert Assignment.objects.count() == 3
    assert "Ủy ban nhân dân Xã Hai" in page(user, "units", found.uid)

    row = Assignment.objects.order_by("pk").first()
    assert row is not None
    done(user, "end_assignment", found.uid, row.uid, on="20/11/2026")
    assert Assignment.objects.filter(valid_to__isnull=True).count() == 2


def test_what_is_not_named_for_the_communes_is_given_after_a_tick(world: World) -> None:
    found, user = procedure(), world.office.office
    data = {"role": "performing", "whom": "communes", "valid_from": "01/07/2025", "decision": "12/NQ-HĐND"}
    assert 'type="checkbox" name="confirm"' not in page(user, "assign", found.uid)
    refused = post(user, "assign", found.uid, **data)
    assert refused.status_code == 422
    assert 'type="checkbox" name="confirm"' in refused.content.decode()
    assert not Assignment.objects.exists()
    done(user, "assign", found.uid, confirm="on", **data)
    assert Assignment.objects.count() == 3


def test_many_procedures_are_given_by_code_or_by_field(world: World) -> None:
    for n in (1, 2, 3):
        procedure(f"1.10000{n}")
    user = world.office.office
    done(
        user,
        "assign_many",
        procedures="1.100001, 1.100002",
        role="receiving",
        whom="listed",
        units="bql\nso",
        valid_from="01/07/2025",
    )
    assert Assignment.objects.count() == 4

    done(
        user,
        "assign_many",
        field="hoat dong xay dung",
        level="province",
        role="performing",
        whom="listed",
        units="bql",
        valid_from="01/07/2025",
    )
    assert Assignment.objects.filter(role="performing").count() == 3
    response = post(
        user,
        "assign_many",
        procedures="9.999999",
        role="performing",
        whom="listed",
        units="bql",
        valid_from="01/07/2025",
    )
    assert "Danh mục không có mã: 9.999999" in response.content.decode()


def test_an_officer_of_a_unit_gives_to_that_unit_only(world: World) -> None:
    found = procedure()
    data = {"role": "performing", "whom": "listed", "valid_from": "01/07/2025"}

    assert post(world.clerk, "assign", found.uid, units="so", **data).status_code == 403
    assert post(world.clerk, "assign", found.uid, units="bql", **data).status_code == 302


def test_competence_is_looked_at_carried_out_and_taken_back(world: World) -> None:
    found, user = procedure(), world.office.office
    give([found], [world.department], role="performing", valid_from=date(2025, 7, 1), actor=SYSTEM)
    data = {
        "from_unit": "so",
        "whom": "communes",
        "roles": ["performing"],
        "on": "01/01/2027",
        "decision": "12/NQ-HĐND",
    }
    looked = post(user, "new_transfer", preview="1", **data)
    assert looked.status_code == 200
    assert "Sẽ chuyển 1 thủ tục, thành 3 lượt giao mới" in " ".join(looked.content.decode().split())
    assert not CompetenceTransfer.objects.exists()

    assert found.display_code in looked.content.decode()
    assert "cấp thực hiện không gồm đơn vị nhận" in looked.content.decode()
    assert post(user, "new_transfer", carry_out="1", **data).status_code == 422
    done(user, "new_transfer", carry_out="1", confirm="on", **data)
    made = CompetenceTransfer.objects.get()
    assert "Ủy ban nhân dân Phường Ba" in page(user, "transfer", made.uid)
    assert str(made.uid) in page(user, "transfers")
    done(user, "reverse_transfer", made.uid, reason="Thu hồi")
    assert [a.unit.code for a in Assignment.objects.all()] == ["so"]
    assert "Đã hoàn lại" in page(user, "transfer", made.uid)


def test_only_the_province_moves_competence(world: World) -> None:
    assert signed_in(world.clerk).get(reverse("procedures:new_transfer")).status_code == 403


def test_the_matrix_shows_who_is_missing_and_procedures_nobody_has(world: World) -> None:
    found = procedure()
    give([found], [world.board], role="performing", valid_from=date(2025, 7, 1), actor=SYSTEM)
    factory.officer("Bà một cửa", world.board, "counter")
    shown = page(world.clerk, "matrix", thieu="1")

    assert "Ban Quản lý các khu công nghiệp" in shown
    assert shown.count(">Thiếu<") == 4
    assert found.name in page(world.clerk, "unassigned", **{"vai-tro": "receiving"})
    assert "Mọi thủ tục đều đã giao vai trò này" in page(world.clerk, "unassigned", **{"vai-tro": "performing"})


def test_a_long_matrix_comes_page_by_page_with_those_that_lack_somebody_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from motcua.procedures.desk import assignments as desk

    give([procedure()], world.communes, role="performing", valid_from=date(2025, 7, 1), actor=SYSTEM)
    monkeypatch.setattr(desk, "UNITS_A_PAGE", 2)
    first, last = page(world.clerk, "matrix", thieu="1"), page(world.clerk, "matrix", thieu="1", trang="2")
    assert (first.count("data-row"), last.count("data-row")) == (2, 1)
    assert "vai-tro=performing&amp;thieu=1&amp;trang=2" in first
    assert 'rel="prev"' in last


def test_a_flag_is_set_ended_and_a_mistake_voided(world: World) -> None:
    found, user = procedure(), world.office.editor
    done(user, "set_flag", found.uid, kind="boundary_free", decision="12/NQ-HĐND", valid_from="01/01/2026")
    flag = ProcedureFlag.objects.get()
    assert "từ ngày 01/01/2026" in page(user, "marks", found.uid)

    done(user, "end_mark", found.uid, "dau", flag.uid, on="01/12/2026")
    done(user, "void_mark", found.uid, "dau", flag.uid, reason="Nhầm")
    assert marks.flags_of(found, TODAY) == {}


def test_a_level_is_set_with_its_reason_and_told(world: World) -> None:
    found, user = procedure(), world.office.office
    refused = post(user, "set_level", found.uid, level="partial", reason="", valid_from="01/08/2026")
    assert refused.status_code == 422
    done(user, "set_level", found.uid, level="partial", reason="presence", valid_from="01/08/2026")

    shown = page(user, "marks", found.uid)
    assert "Một phần" in shown
    assert "Pháp luật yêu cầu phải có mặt" in shown
    done(user, "void_mark", found.uid, "muc-do", OnlineLevel.objects.get().uid, reason="Nhầm")
    assert "Chưa trực tuyến" in page(user, "marks", found.uid)


def test_many_are_flagged_and_levelled_and_the_list_narrows(world: World) -> None:
    for n in (1, 2, 3):
        procedure(f"1.10000{n}")
    user = world.office.office
    done(
        user,
        "flag_many",
        field="hoat dong xay dung",
        kind="online_eligible",
        decision="12/NQ-HĐND",
        valid_from="01/01/2026",
    )
    done(user, "level_many", procedures="1.100001", level="whole", valid_from="01/08/2026")

    def codes(**query: Any) -> list[str]:
        shown = page(user, "online", **query)
        return [n for n in "123" if f">1.10000{n}" in shown]

    assert codes() == ["1", "2", "3"]
    assert codes(kind="whole") == ["1"]
    assert codes(kind="eligible") == ["2", "3"]
    assert codes(flag="online_eligible") == ["1", "2", "3"]
    assert codes(flag="public_post") == []
    of_field = {"field": "hoat dong xay dung", "performed_at": "province"}
    done(user, "level_many", **of_field, level="whole", valid_from="01/09/2026")
    assert OnlineLevel.objects.filter(valid_from=date(2026, 9, 1)).count() == Procedure.objects.count()


def test_the_list_costs_the_same_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    found = [procedure(f"1.10000{n}") for n in range(1, 6)]
    decision = law("77/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2025, 1, 2))
    set_flags(found, kind="public_post", valid_from=date(2026, 1, 1), decision=decision, actor=SYSTEM)
    set_level(found, level="whole", valid_from=date(2026, 8, 1), actor=SYSTEM)
    client = signed_in(world.office.office)
    client.get(reverse("procedures:online"))

    with django_assert_max_num_queries(26):
        assert client.get(reverse("procedures:online")).status_code == 200


PAGES = {
    "add_local": {"office", "editor"},
    "assign": {"office"},
    "assign_many": {"office"},
    "new_transfer": {"office"},
    "set_flag": {"office", "editor"},
    "set_level": {"office", "editor"},
    "flag_many": {"office", "editor"},
    "level_many": {"office", "editor"},
}
OF_ONE = {"add_local", "assign", "set_flag", "set_level"}
READ = ("local", "units", "marks", "publication_tab")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_role_does_what_its_rights_say(world: World, name: str) -> None:
    found = procedure()
    args = [found.uid] if name in OF_ONE else []
    address = reverse(f"procedures:{name}", args=args)

    open_to = {role for role, user in world.office.users.items() if signed_in(user).get(address).status_code == 200}

    assert open_to == PAGES[name]


def test_every_officer_reads_and_nobody_else(world: World) -> None:
    found = procedure()
    for name in READ:
        address = reverse(f"procedures:{name}", args=[found.uid])
        assert {signed_in(user).get(address).status_code for user in world.office.users.values()} == {200}
        assert Client().get(address).status_code == 302
