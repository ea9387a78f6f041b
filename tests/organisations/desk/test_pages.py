from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import organisations as factory

from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import (
    Calendar,
    CalendarDay,
    Charge,
    Grant,
    Officer,
    Person,
    Post,
    SigningAuthority,
    Tenure,
    Unit,
    UnitAlias,
    UnitEvent,
    User,
)
from motcua.organisations.permissions import Role
from motcua.organisations.queries import units as queries
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.aliases import Meaning, add_alias
from motcua.organisations.services.calendars import create_calendar
from motcua.organisations.services.charges import assign_charge
from motcua.organisations.services.posts import create_post, seat
from motcua.organisations.services.reorganisation import carry_out, merge
from motcua.organisations.services.signing import give_signing
from motcua.organisations.services.units import give_identifier, rename_unit

pytestmark = pytest.mark.long

CITY = date(2026, 4, 30)


@pytest.fixture
def world(province: factory.Province) -> factory.Province:
    """The province with something on every page."""
    territory = factory.place("75", "Tỉnh Đồng Nai")
    factory.place("26068", "Phường Biên Hòa", "75")
    give_identifier(province.board, "QD20", "H19.30", actor=SYSTEM, valid_from=factory.START)
    rename_unit(province.committee, "UBND thành phố Đồng Nai", territory=territory, actor=SYSTEM, on=CITY)
    add_alias("Tổ giúp việc", Meaning(units=(province.office,)), actor=SYSTEM, valid_from=factory.START)
    create_calendar(province.board, code="ban", name="Lịch của Ban", actor=SYSTEM)
    colleague = factory.officer("dongnghiep", province.board, "head")
    deputy = create_post(province.board, kind="deputy", title="Phó Trưởng ban", valid_from=factory.START, actor=SYSTEM)
    ground = Ground("9/TB", CITY)
    seat(deputy, colleague, valid_from=factory.START, valid_to=date(2030, 1, 1), ground=ground, actor=SYSTEM)
    assign_charge(deputy, unit=province.board_division, valid_from=factory.START, ground=ground, actor=SYSTEM)
    give_signing(province.board, deputy, capacity="KT", valid_from=factory.START, ground=ground, actor=SYSTEM)
    return province


@pytest.fixture
def operator(client: Client, province: factory.Province) -> Client:
    client.force_login(factory.user("quantri", province.committee, "operator"))
    return client


def addresses() -> dict[str, tuple[str, frozenset[Role] | None]]:
    """Every page: its address, and the roles that may open it (None: every officer)."""
    officer = Officer.objects.get(person__user__username="dongnghiep")
    alias, post, tenure = UnitAlias.objects.get(), Post.objects.get(), Tenure.objects.get()
    charge, signing = Charge.objects.get(), SigningAuthority.objects.get()
    operator, office = frozenset({Role.OPERATOR}), frozenset({Role.OPERATOR, Role.OFFICE})
    return {
        "units": (reverse("organisations:units"), None),
        "units below": (reverse("organisations:units") + "?duoi=ban&ngay=29/04/2026", None),
        "unit_list": (reverse("organisations:unit_list"), None),
        "add_unit": (reverse("organisations:add_unit"), operator),
        "unit": (reverse("organisations:unit", args=["ban"]), None),
        "change_unit": (reverse("organisations:change_unit", args=["ban"]), operator),
        "correct_unit": (reverse("organisations:correct_unit", args=["ban", "2016-01-01"]), operator),
        "identify_unit": (reverse("organisations:identify_unit", args=["ban"]), operator),
        "close_identifier": (reverse("organisations:close_identifier", args=["ban", "QD20", "H19.30"]), operator),
        "reorganise": (reverse("organisations:reorganise", args=["ban"]), operator),
        "territories": (reverse("organisations:territories"), None),
        "territory": (reverse("organisations:territory", args=["26068"]), None),
        "load_territories": (reverse("organisations:load_territories"), operator),
        "aliases": (reverse("organisations:aliases"), None),
        "alias": (reverse("organisations:alias", args=[alias.uid]), None),
        "add_alias": (reverse("organisations:add_alias"), office),
        "change_alias": (reverse("organisations:change_alias", args=[alias.uid]), office),
        "end_alias": (reverse("organisations:end_alias", args=[alias.uid]), office),
        "officers": (reverse("organisations:officers"), operator),
        "officer": (reverse("organisations:officer", args=[officer.uid]), None),
        "add_officer": (reverse("organisations:add_officer"), operator),
        "add_post": (reverse("organisations:add_post", args=[officer.uid]), operator),
        "leave_post": (reverse("organisations:leave_post", args=[officer.uid]), operator),
        "grant": (reverse("organisations:grant", args=[officer.uid]), operator),
        "token": (reverse("organisations:token", args=[officer.uid]), operator),
        "calendars": (reverse("organisations:calendars"), None),
        "calendar": (reverse("organisations:calendar", args=["ban"]), None),
        "add_calendar": (reverse("organisations:add_calendar"), office),
        "add_day": (reverse("organisations:add_day", args=["ban"]), office),
        "calendar_week": (reverse("organisations:calendar_week", args=["ban"]), office),
        "account": (reverse("organisations:account"), None),
        "unit_posts": (reverse("organisations:unit_posts", args=["ban"]), None),
        "vacancies": (reverse("organisations:vacancies"), None),
        "post": (reverse("organisations:post", args=[post.uid]), None),
        "create_post": (reverse("organisations:create_post", args=["ban"]), office),
        "charge_notice": (reverse("organisations:charge_notice", args=["ban"]), office),
        "end_post": (reverse("organisations:end_post", args=[post.uid]), office),
        "seat": (reverse("organisations:seat", args=[post.uid]), office),
        "assign_charge": (reverse("organisations:assign_charge", args=[post.uid]), office),
        "give_signing": (reverse("organisations:give_signing", args=[post.uid]), office),
        "unseat": (reverse("organisations:unseat", args=[tenure.uid]), office),
        "extend_term": (reverse("organisations:extend_term", args=[tenure.uid]), office),
        "end_charge": (reverse("organisations:end_charge", args=[charge.uid]), office),
        "end_signing": (reverse("organisations:end_signing", args=[signing.uid]), office),
        "delegations": (reverse("organisations:delegations"), None),
        "delegate": (reverse("organisations:delegate"), None),
    }


@pytest.mark.parametrize("role", list(Role))
def test_each_page_opens_for_the_roles_of_the_table_and_for_no_other(
    client: Client, world: factory.Province, role: Role
) -> None:
    client.force_login(factory.user("nguoi", world.committee, role))

    opened = {name: client.get(address).status_code for name, (address, _) in addresses().items()}

    assert opened == {name: 200 if roles is None or role in roles else 403 for name, (_, roles) in addresses().items()}


def test_every_address_of_the_package_is_in_the_table_above_or_takes_posts_only(world: factory.Province) -> None:
    from motcua.organisations.urls import urlpatterns

    posts = {"reverse_event", "end_grant", "officer_account", "revoke_token", "remove_day", "sign_out_elsewhere"}
    posts |= {"act_as", "end_delegation"}
    assert {p.name for p in urlpatterns} == (addresses().keys() - {"units below"}) | posts


def test_nobody_comes_in_without_signing_in_or_without_a_role(client: Client, world: factory.Province) -> None:
    for address, _ in addresses().values():
        assert client.get(address).status_code == 302
    client.force_login(factory.user("khong", world.board))
    for address, _ in addresses().values():
        assert client.get(address).status_code == 403


def test_the_reach_of_a_grant_is_the_reach_of_the_pages(client: Client, world: factory.Province) -> None:
    client.force_login(factory.user("cuaban", world.board, "operator"))

    assert client.get(reverse("organisations:change_unit", args=["ban-dt"])).status_code == 200
    assert client.get(reverse("organisations:change_unit", args=["snv"])).status_code == 403
    facts = {"code": "moi", "name": "Mới", "type": "division", "parent": "snv", "on": "01/01/2026"}
    assert client.post(reverse("organisations:add_unit"), facts).status_code == 403
    assert not Unit.objects.filter(code="moi").exists()


def test_the_tree_shows_the_names_of_the_day_asked_for(operator: Client, world: factory.Province) -> None:
    address = reverse("organisations:units")
    before, after = (
        operator.get(f"{address}?ngay={day}/04/2026").content.decode().partition("<main")[2] for day in (29, 30)
    )

    assert "Ủy ban nhân dân tỉnh Đồng Nai" in before
    assert "UBND thành phố Đồng Nai" not in before
    assert "UBND thành phố Đồng Nai" in after


def test_htmx_gets_the_children_alone(operator: Client, world: factory.Province) -> None:
    response = operator.get(reverse("organisations:units") + "?duoi=ban", headers={"HX-Request": "true"})

    text = response.content.decode()
    assert "Phòng Quản lý Đầu tư" in text
    assert "<html" not in text


@pytest.mark.parametrize("words", ["quan ly dau tu", "Quản lý Đầu tư", "tinh dong nai"])
def test_the_list_of_units_finds_present_and_former_names(
    operator: Client, world: factory.Province, words: str
) -> None:
    text = operator.get(reverse("organisations:unit_list"), {"q": words}).content.decode()

    assert ("Phòng Quản lý Đầu tư" if "tu" in words or "Đầu" in words else "UBND thành phố Đồng Nai") in text


@pytest.mark.parametrize("listing", ["unit_list", "officers", "territories", "aliases"])
def test_a_list_costs_the_same_for_few_and_for_many_rows(
    operator: Client, world: factory.Province, listing: str, django_assert_max_num_queries: Any
) -> None:
    address = reverse(f"organisations:{listing}")
    operator.get(address)
    with django_assert_max_num_queries(40) as few:
        operator.get(address)
    for number in range(4):
        factory.unit(f"them-{number}", parent=world.board)
        factory.officer(f"nguoi{number}", world.board, "head")
        factory.place(f"2607{number}", f"Phường {number}", "75")
        add_alias(f"nhóm {number}", Meaning(units=(world.board,)), actor=SYSTEM, valid_from=factory.START)
    with django_assert_max_num_queries(len(few.captured_queries)):
        operator.get(address)


def test_the_unit_page_tells_history_successors_and_head_of_documents(
    operator: Client, world: factory.Province
) -> None:
    carry_out(merge([world.department], world.board, on=CITY), actor=SYSTEM)

    text = operator.get(reverse("organisations:unit", args=["snv"])).content.decode()

    assert "Đã kết thúc hoạt động" in text
    assert "Ban Quản lý các Khu công nghiệp" in text
    assert "Sáp nhập" in text
    assert "UBND tỉnh Đồng Nai" in text


def test_a_unit_that_has_ended_names_its_last_parent_and_offers_no_change(
    operator: Client, world: factory.Province
) -> None:
    address = reverse("organisations:unit", args=["snv"])
    change = reverse("organisations:change_unit", args=["snv"])
    assert change in operator.get(address).content.decode()
    carry_out(merge([world.department], world.board, on=CITY), actor=SYSTEM)

    page = operator.get(address)

    assert change not in page.content.decode()
    above = next(fact for fact in page.context["facts"] if fact["label"] == "Trực thuộc")
    assert above["url"] == reverse("organisations:unit", args=["ubnd"])


def test_a_rename_is_entered_with_its_day_and_document(operator: Client, world: factory.Province) -> None:
    address = reverse("organisations:change_unit", args=["snv"])
    form = operator.get(address).context["form"]
    data = {**form.initial, "name": "Sở Tổ chức", "on": "01/05/2026", "document": "QĐ 5"}

    response = operator.post(address, data)

    assert response.status_code == 302
    assert [v.name for v in queries.versions_of(world.department)] == ["Sở Tổ chức", "Sở Nội vụ"]
    assert UnitEvent.objects.latest("pk").document == "QĐ 5"


def test_a_wrong_entry_comes_back_with_its_sentences_and_nothing_lost(
    operator: Client, world: factory.Province
) -> None:
    data = {"code": "snv", "name": "Trùng mã", "type": "department", "parent": "không có", "on": "31/02/2026"}

    response = operator.post(reverse("organisations:add_unit"), data)

    errors = response.context["form"].errors
    assert set(errors) == {"parent", "on"}
    assert "Trùng mã" in response.content.decode()
    data |= {"parent": "Ban Quản lý các Khu công nghiệp", "on": "01/02/2026"}
    again = operator.post(reverse("organisations:add_unit"), data)
    assert again.context["form"].errors == {"code": ["Mã này đã dùng cho đơn vị khác."]}


def test_a_merger_is_shown_first_then_done_then_undone(operator: Client, world: factory.Province) -> None:
    address = reverse("organisations:reorganise", args=["ban"])
    data = {"kind": "merge", "others": "snv", "on": "01/05/2026", "document": "NQ 1"}

    shown = operator.post(address, data)
    facts = {fact["label"]: fact["value"] for fact in shown.context["effect"]["facts"]}
    assert facts["Đơn vị kết thúc hoạt động"] == "Ban Quản lý các Khu công nghiệp"
    assert len(facts["Đơn vị trực thuộc"].splitlines()) == 2
    assert not UnitEvent.objects.filter(kind="merge").exists()

    operator.post(address, data | {"confirmed": "1"})
    event = UnitEvent.objects.get(kind="merge")
    assert queries.version_on(world.board, date(2026, 5, 1)) is None

    operator.post(reverse("organisations:reverse_event", args=[event.uid]), {"reason": "Ghi nhầm"})
    assert queries.version_on(world.board, date(2026, 5, 1)) is not None


def test_an_officer_is_added_and_the_password_shown_once(operator: Client, world: factory.Province) -> None:
    data = {"name": "Lê Thị Mới", "unit": "ban", "post": "Chuyên viên", "role": "specialist"}

    response = operator.post(reverse("organisations:add_officer"), data)

    secret = response.context["secret"]
    assert User.objects.get(username="lethimoi").check_password(secret)
    page = operator.get(reverse("organisations:officer", args=[Officer.objects.latest("pk").uid]))
    assert secret not in page.content.decode()


def test_roles_are_given_and_ended_on_the_officers_page(operator: Client, world: factory.Province) -> None:
    officer = Officer.objects.get(person__user__username="dongnghiep")
    data = {"role": "editor", "unit": "ban", "valid_from": "01/11/2026"}

    operator.post(reverse("organisations:grant", args=[officer.uid]), data)
    grant = Grant.objects.get(role="editor")
    operator.post(reverse("organisations:end_grant", args=[grant.uid]))

    grant.refresh_from_db()
    assert grant.valid_to == date(2026, 11, 20)


def test_an_operator_cannot_give_a_role_to_themselves(operator: Client, world: factory.Province) -> None:
    own = Officer.objects.get(person__user__username="quantri")

    response = operator.post(
        reverse("organisations:grant", args=[own.uid]), {"role": "leader", "unit": "ubnd", "valid_from": "01/11/2026"}
    )

    assert "Không ai tự giao quyền" in str(response.context["form"].errors)
    assert not Grant.objects.filter(role="leader").exists()


@pytest.mark.parametrize(("act", "active"), [("khoa", False), ("mat-khau", True), ("bo-hai-buoc", True)])
def test_acts_on_an_account(operator: Client, world: factory.Province, act: str, active: bool) -> None:
    officer = Officer.objects.get(person__user__username="dongnghiep")

    operator.post(reverse("organisations:officer_account", args=[officer.uid, act]))

    user = User.objects.get(username="dongnghiep")
    assert user.is_active is active
    assert user.session_epoch == 1


def test_a_wording_can_be_tried_before_it_is_entered(operator: Client, world: factory.Province) -> None:
    asked = {"text": "Các phòng chuyên môn", "issuer": "Ban Quản lý các Khu công nghiệp", "on": "01/03/2022"}

    answer = operator.get(reverse("organisations:aliases"), asked).context["answer"]

    assert [u["code"] for u in answer["units"]] == ["ban-dt"]


def test_a_wording_is_entered_and_changed(operator: Client, world: factory.Province) -> None:
    data = {"text": "Khối A", "rule": "units", "units": "ban\nsnv", "base": "issuer", "valid_from": "01/01/2026"}
    operator.post(reverse("organisations:add_alias"), data)
    alias = UnitAlias.objects.get(text="Khối A")

    operator.post(
        reverse("organisations:change_alias", args=[alias.uid]), {"rule": "units", "units": "vp", "base": "issuer"}
    )

    assert [m.unit.code for m in alias.members.all()] == ["vp"]


def test_a_day_is_shown_with_its_effect_before_it_is_set(operator: Client, world: factory.Province) -> None:
    address = reverse("organisations:add_day", args=["ban"])
    data = {"date": "23/11/2026", "kind": "local_closure", "name": "Nghỉ", "source": "TB 1"}

    shown = operator.post(address, data)
    assert shown.context["change"].added == (date(2026, 11, 23),)
    assert not CalendarDay.objects.exists()
    operator.post(address, data | {"confirmed": "1"})

    assert CalendarDay.objects.get().calendar == Calendar.objects.get(code="ban")
    operator.post(reverse("organisations:remove_day", args=["ban", "2026-11-23"]))
    assert not CalendarDay.objects.exists()


def test_days_that_come_from_above_say_from_which_calendar_by_its_name(
    operator: Client, world: factory.Province
) -> None:
    own = operator.get(reverse("organisations:calendar", args=["ban"]), {"nam": "2026"}).content.decode()
    assert "Theo lịch" in own
    assert f"</span>{Calendar.objects.get(code='vn').name}</td>" in own
    assert "Theo lịch" not in operator.get(reverse("organisations:calendar", args=["vn"])).content.decode()


def test_hours_of_the_week_are_set_from_a_day_on(operator: Client, world: factory.Province) -> None:
    data = {"valid_from": "01/12/2026", "source": "QĐ 9", "day_0": "08:00-12:00", "day_5": "8:00-11:00"}

    operator.post(reverse("organisations:calendar_week", args=["ban"]), data | {"confirmed": "1"})

    week = Calendar.objects.get(code="ban").weeks.get()
    assert week.sessions == {"0": [["08:00", "12:00"]], "5": [["08:00", "11:00"]]}


def test_signing_out_elsewhere_keeps_this_session(world: factory.Province) -> None:
    user = factory.user("hainoi", world.board, "head")
    here, there = Client(), Client()
    for one in (here, there):
        one.force_login(User.objects.get(pk=user.pk))

    here.post(reverse("organisations:sign_out_elsewhere"))

    assert here.get(reverse("organisations:account")).status_code == 200
    assert there.get(reverse("organisations:account")).status_code == 302


def test_colleagues_see_post_and_unit_but_not_account_and_tokens(client: Client, world: factory.Province) -> None:
    client.force_login(factory.user("toi1", world.board, "specialist"))
    officer = Officer.objects.get(person__user__username="dongnghiep")

    text = client.get(reverse("organisations:officer", args=[officer.uid])).content.decode()

    assert "Nguyễn Văn Dongnghiep" in text
    assert "dongnghiep<" not in text
    assert "Mã truy cập API" not in text


def test_an_invented_person_is_shown_as_such(operator: Client, world: factory.Province) -> None:
    officer = Officer.objects.get(person__user__username="dongnghiep")
    Person.objects.filter(pk=officer.person_id).update(is_sample=True)

    assert "không có thật" in operator.get(reverse("organisations:officer", args=[officer.uid])).content.decode()


def test_an_export_holds_all_rows(operator: Client, world: factory.Province) -> None:
    response: Any = operator.get(reverse("organisations:unit_list"), {"export": "csv"})

    text = b"".join(response.streaming_content).decode("utf-8-sig") if response.streaming else response.content.decode()
    assert text.count("\n") >= 8
