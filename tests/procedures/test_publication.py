"""Decisions that publish procedures: their states, their lists, their due dates in both readings, what they make of the registry."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import publication as factory
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World, list_file, signed

from motcua.documents.services.approvables import Issue, approvables
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.kernel.workdays import Unit
from motcua.organisations.permissions import actor_of
from motcua.procedures.content import Limit
from motcua.procedures.deadlines import Duty, Reading
from motcua.procedures.models import Procedure, PublicationDecision, PublicationItem, VersionState
from motcua.procedures.queries import local
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries import publication_lines as lines
from motcua.procedures.queries.meant import meant
from motcua.procedures.queries.publication import Verdict
from motcua.procedures.queries.registry import content_of, public_on, ref_of, version_on
from motcua.procedures.queries.sure_lines import differing
from motcua.procedures.services import publication_lists as lists
from motcua.procedures.services import publications
from motcua.procedures.services.disclosures import Told, disclose, void_disclosure
from motcua.procedures.services.publishing import publish_decision
from motcua.procedures.services.sure_lines import settle_sure_lines
from motcua.procedures.workflow import PUBLICATION, PublicationState

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()
SIGNED_ON = date(2026, 3, 3)


def fresh(decision: PublicationDecision) -> PublicationDecision:
    return queries.decision_by_uid(str(decision.uid))


def publish(decision: PublicationDecision) -> Any:
    return publish_decision(fresh(decision), actor=SYSTEM)


def in_state(world: World, state: str) -> PublicationDecision:
    """A decision with one settled line in each state; on its way it is only said to be."""
    found = procedure("1.100001")
    if state in {"signed", "published"}:
        made = signed(world, found)
        if state == "published":
            publish(made)
        return fresh(made)
    made = factory.decision(world)
    lists.add_line(made, action="amended", procedure=found, actor=SYSTEM)
    if state == "withdrawn":
        publications.withdraw_decision(made, reason="Trùng", actor=SYSTEM)
    elif state != "draft":
        PublicationDecision.objects.filter(pk=made.pk).update(state=state)
    return fresh(made)


ACTS: dict[str, Any] = {
    "record": lambda d: publications.record_signed(d, number="9/QĐ-UBND", signed_on=SIGNED_ON, actor=SYSTEM),
    "publish": lambda d: publish_decision(d, actor=SYSTEM),
    "withdraw": lambda d: publications.withdraw_decision(d, reason="Trùng", actor=SYSTEM),
    "change": lambda d: publications.change_decision(d, publications.Facts("Tên khác"), actor=SYSTEM),
    "add a line": lambda d: lists.add_line(d, action="new", code="9.000009", name="Thủ tục khác", actor=SYSTEM),
    "settle a line": lambda d: lists.settle_line(
        d.items.select_related("decision").get(), action="new", procedure=d.items.get().procedure, actor=SYSTEM
    ),
    "drop a line": lambda d: lists.drop_line(d.items.select_related("decision").get(), actor=SYSTEM),
    "read a list": lambda d: factory.read_in(d, list_file((1, "1.100001", "Tên")), actor=SYSTEM),
    "disclose": lambda d: disclose(d, list(d.items.all()), Told("national", TODAY, url="https://a.vn/1"), actor=SYSTEM),
}
POSSIBLE = {
    "draft": {"record", "withdraw", "change", "add a line", "settle a line", "drop a line", "read a list"},
    "in_approval": set(),
    "signed": {
        "publish",
        "withdraw",
        "change",
        "add a line",
        "settle a line",
        "drop a line",
        "read a list",
        "disclose",
    },
    "published": {"disclose"},
    "withdrawn": set(),
}


@pytest.mark.any_database
@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("state", [str(s) for s in PublicationState])
def test_each_act_is_possible_in_its_states_only(world: World, storage: Any, state: str, act: str) -> None:
    made = in_state(world, state)
    before = len(events.history(queries.ref_of(made)))

    if act in POSSIBLE[state]:
        ACTS[act](made)
        assert len(events.history(queries.ref_of(made))) > before
    else:
        with pytest.raises(Refused):
            ACTS[act](made)
        assert fresh(made).state == state
        assert len(events.history(queries.ref_of(made))) == before


def test_the_table_of_states_knows_every_act_that_moves() -> None:
    for name, transition in PUBLICATION.transitions.items():
        assert name in {"submit", "send_back", "issue", "record", "publish", "withdraw"}, transition


def test_case_12_in_time_by_the_decree_late_by_the_index_both_kept_with_the_line(world: World) -> None:
    made = signed(world, procedure("1.100001"))

    (item,) = queries.items_of(fresh(made))
    item.decision = fresh(made)

    assert (item.issue_due, item.issue_due_index) == (date(2026, 3, 4), date(2026, 3, 2))
    assert [(str(j.duty), str(j.reading), str(j.verdict)) for j in queries.judged(item, None, TODAY)] == [
        ("issue", "decree", "on_time"),
        ("issue", "index", "late"),
        ("disclose", "decree", "missing"),
        ("disclose", "index", "missing"),
    ]
    assert list(queries.late(Duty.ISSUE, Reading.DECREE, TODAY)) == []
    assert [i.pk for i in queries.late(Duty.ISSUE, Reading.INDEX, TODAY)] == [item.pk]


def test_each_due_date_is_explained_by_its_count_and_its_article(world: World) -> None:
    found = queries.dues_of(fresh(signed(world, procedure("1.100001"))))

    assert found[Duty.ISSUE][Reading.INDEX].explained is not None
    assert "Điều 24" in found[Duty.DISCLOSE][Reading.DECREE].norm.article


def test_the_days_of_a_lines_own_instrument_count_for_it(world: World) -> None:
    made = signed(world, procedure("1.100001"), procedure("1.100002"))
    first, second = queries.items_of(fresh(made))
    second.decision = fresh(made)
    lists.settle_line(
        second, action="amended", procedure=second.procedure, basis_effective_on=date(2026, 6, 1), actor=SYSTEM
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.issue_due, second.issue_due) == (date(2026, 3, 4), date(2026, 5, 27))


def test_a_corrected_date_of_the_instrument_is_reckoned_anew(world: World) -> None:
    made = fresh(signed(world, procedure("1.100001")))
    publications.change_decision(
        made, publications.Facts(made.title, basis_effective_on=date(2026, 4, 1)), actor=SYSTEM
    )

    assert made.items.get().issue_due == date(2026, 3, 27)


def test_a_stale_correction_is_told(world: World) -> None:
    made = factory.decision(world)

    with pytest.raises(Stale):
        publications.change_decision(made, publications.Facts("Tên khác"), version=made.version + 1, actor=SYSTEM)


def test_a_signed_decision_is_in_the_library_once(world: World) -> None:
    first = signed(world, procedure("1.100001"))
    assert first.document is not None
    assert (first.document.number, first.document.issued_on) == ("461/QĐ-UBND", SIGNED_ON)

    again = factory.decision(world, basis=factory.basis("8/2026/NĐ-CP"))
    with pytest.raises(Invalid) as refusal:
        publications.record_signed(again, number="461/QĐ-UBND", signed_on=SIGNED_ON, actor=SYSTEM)
    assert [e.field for e in refusal.value.errors] == ["number"]
    assert fresh(again).state == "draft"


def test_a_list_finds_its_procedures_by_code_else_by_their_only_name(world: World, storage: Any) -> None:
    procedure("1.100001")
    procedure("1.100002", content("Cấp giấy phép lao động"))
    for code in ("1.100003", "1.100004"):
        procedure(code, content("Cùng một tên"))
    made = factory.decision(world)
    rows = [
        (1, "1.100001", "Tên khác hẳn"),
        (2, "", "CẤP GIẤY PHÉP LAO ĐỘNG"),
        (3, "", "Cùng một tên"),
        (4, "9.000001", "Chưa ai biết"),
        (5, "1.100001", "Dòng trùng"),
    ]
    factory.read_in(made, list_file(*rows), actor=SYSTEM)

    items = queries.items_of(made)
    assert [(i.procedure and i.procedure.base_code, i.matched_by) for i in items] == [
        ("1.100001", "code"),
        ("1.100002", "name"),
        (None, "none"),
        (None, "none"),
        (None, "none"),
    ]
    assert {n["doubt"] for n in fresh(made).list_notes} == {"no_code", "code_twice", "no_action", "other_name"}


def test_a_code_without_its_last_digit_is_matched_only_with_the_same_name(world: World, storage: Any) -> None:
    for code, name in (("1.100010", "Một"), ("1.100020", "Hai")):
        procedure(code, content(name))
    made = factory.decision(world)
    factory.read_in(made, list_file((1, "1.10001", "Một"), (2, "1.10002", "Ba")), actor=SYSTEM)

    assert [(i.base_code, i.procedure is not None) for i in made.items.order_by("line")] == [
        ("1.100010", True),
        ("1.100020", False),
    ]


def test_a_code_beside_another_procedures_name_is_a_persons_to_settle(world: World, storage: Any) -> None:
    """One wrong figure would end a procedure that nobody meant."""
    procedure("1.100001", content("Đăng ký khai sinh"))
    procedure("1.100002", content("Đăng ký khai tử"))
    procedure("1.100003", content("Cấp giấy phép xây dựng"))
    rows = (
        (1, "1.100001", "Đăng ký khai tử"),  # the name of another
        (2, "1.100002", "Công nhận làng nghề truyền thống"),  # of none
        (3, "1.100003", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ"),  # renamed
    )
    made = factory.read_in(factory.decision(world), list_file(*rows), action="abolished", actor=SYSTEM)

    assert [(i.base_code, i.procedure and i.procedure.base_code) for i in made.items.order_by("line")] == [
        ("1.100001", None),
        ("1.100002", "1.100002"),
        ("1.100003", "1.100003"),
    ]
    noted = [(n["line"], n["words"]) for n in made.list_notes if n["doubt"] == "other_name"]
    assert noted == [(1, "Đăng ký khai sinh"), (2, "Đăng ký khai tử"), (3, "Cấp giấy phép xây dựng")]


def test_a_name_that_several_others_bear_is_not_the_codes(world: World, storage: Any) -> None:
    procedure("1.100001", content("Đăng ký khai sinh"))
    for code in ("1.100002", "1.100003"):
        procedure(code, content("Đăng ký khai tử"))
    made = factory.read_in(factory.decision(world), list_file((1, "1.100001", "Đăng ký khai tử")), actor=SYSTEM)
    assert [i.procedure for i in made.items.all()] == [None]


def test_all_at_once_takes_the_lines_that_bear_their_procedures_name_and_no_other(world: World, storage: Any) -> None:
    """One word tells "cấp" from "cấp lại": whoever typed the code may have meant another."""
    for code, name in (("1.100001", "Đăng ký khai sinh"), ("1.100002", "Cấp giấy phép lao động"), ("1.100003", "Ba")):
        procedure(code, content(name))
    rows = (
        (1, "1.100001", "ĐĂNG KÝ KHAI SINH."),
        (2, "1.100002", "Cấp lại giấy phép lao động"),
        (3, "1.100003", "Thủ tục ba"),
        (4, "9.000001", "Chưa ai biết"),
    )
    made = factory.read_in(factory.decision(world), list_file(*rows), actor=SYSTEM)

    assert settle_sure_lines(made, actor=SYSTEM).lines == 2
    assert [i.confirmed_at is not None for i in queries.items_of(made)] == [True, False, True, False]


def test_finding_whose_names_they_are_takes_as_many_queries_for_one_line_as_for_many(
    world: World, django_assert_num_queries: Any
) -> None:
    for n in range(1, 6):
        procedure(f"1.10000{n}", content(f"Việc {n}"))
    for many in (1, 4):
        with django_assert_num_queries(2):
            found = meant((f"1.10000{n}", f"Việc {n + 1}") for n in range(1, many + 1))
        assert [(one.procedure, one.coded and one.coded.name) for one in found] == [
            (None, f"Việc {n}") for n in range(1, many + 1)
        ]


def test_a_list_read_again_keeps_what_a_person_has_settled(world: World, storage: Any) -> None:
    first, _second = procedure("1.100001"), procedure("1.100002")
    made = factory.decision(world)
    rows = [(1, "1.100001", "Một", "15 ngày"), (2, "1.100002", "Hai")]
    factory.read_in(made, list_file(*rows), actor=SYSTEM)
    item = queries.items_of(made)[0]
    item.decision = made
    lists.settle_line(item, action="amended", procedure=first, taken=["limits"], actor=SYSTEM)
    factory.read_in(made, list_file(*rows, (3, "9.000001", "Ba"), name="lan-2.xlsx"), actor=SYSTEM)

    items = queries.items_of(made)
    assert [(i.base_code, i.confirmed_at is not None, i.taken) for i in items] == [
        ("1.100001", True, ["limits"]),
        ("1.100002", False, []),
        ("9.000001", False, []),
    ]


def test_the_differences_with_the_registry_are_shown(world: World, storage: Any) -> None:
    procedure("1.100001")
    made = factory.decision(world)
    factory.read_in(
        made,
        list_file((1, "1.100001", "Cấp giấy phép xây dựng công trình", "15 ngày", "", "150.000 đồng")),
        actor=SYSTEM,
    )

    (item,) = queries.items_of(made)
    assert [(str(d.part), d.printed) for d in differing([item], TODAY)[item.pk]] == [("limits", "15 ngày")]


@pytest.mark.parametrize(
    ("settled", "field"),
    [
        ({"action": "khác"}, "action"),
        ({"action": "new", "code": "12"}, "code"),
        ({"action": "abolished"}, "procedure"),
        ({"action": "new", "code": "9.000001", "taken": ["tất cả"]}, "taken"),
    ],
)
def test_a_line_that_cannot_be_is_refused(world: World, storage: Any, settled: dict[str, Any], field: str) -> None:
    made = factory.decision(world)
    factory.read_in(made, list_file((1, "", "Một")), actor=SYSTEM)
    item = queries.items_of(made)[0]
    item.decision = made
    with pytest.raises(Invalid) as refusal:
        lists.settle_line(item, actor=SYSTEM, **settled)

    assert field in [e.field for e in refusal.value.errors]


def test_a_procedure_has_one_line_in_a_decision(world: World) -> None:
    found = procedure("1.100001")
    made = signed(world, found)

    with pytest.raises(Invalid):
        lists.add_line(fresh(made), action="amended", procedure=found, actor=SYSTEM)


def test_an_amendment_puts_the_draft_in_force_and_the_old_version_stays_readable(world: World) -> None:
    found = procedure("1.100001", origin="own")
    draft(found, content(limits=(Limit(Decimal(10), Unit.DAY),)))
    done = publish(signed(world, found))

    assert (done.versions, done.tied, done.abolished) == (1, 0, 0)
    before, after = version_on(found, date(2026, 3, 2)), version_on(found, SIGNED_ON)
    assert before is not None and after is not None
    assert [content_of(v).limits[0].value for v in (before, after)] == [20, 10]
    assert after.decision == "461/QĐ-UBND"
    assert PublicationItem.objects.get().made == after
    kinds = [e.kind for e in events.history(ref_of(found))]
    assert kinds[-2:] == ["procedure.version_published", "procedure.decided"]


def settled_list(
    world: World, *rows: Any, taken: tuple[str, ...] = ("limits", "fees"), **others: Any
) -> PublicationDecision:
    """A signed decision whose read lines are settled as they were matched."""
    made = signed(world, **others)
    factory.read_in(made, list_file(*rows), actor=SYSTEM)
    for item in queries.items_of(made):
        item.decision = made
        lists.settle_line(item, action=item.action, procedure=item.procedure, taken=taken, actor=SYSTEM)
    return made


def test_what_is_taken_from_the_list_makes_a_version_of_the_provinces_own_procedure(world: World, storage: Any) -> None:
    found = procedure("1.100001", origin="own")
    publish(
        settled_list(
            world, (1, "1.100001", "Tên mới", "15 ngày", "", "Theo quy định"), taken=("name", "limits", "fees")
        )
    )

    version = version_on(found, SIGNED_ON)
    assert version is not None
    said = content_of(version)
    assert (said.name, said.limits[0].value, said.fees) == ("Tên mới", 15, ())
    assert [u.text for u in said.unread] == ["Theo quy định"]
    assert said.steps == content().steps


def test_a_national_procedure_keeps_its_content_and_gets_local_entries_with_the_decision(
    world: World, storage: Any
) -> None:
    found = procedure("1.100001")
    done = publish(settled_list(world, (1, "1.100001", "Tên khác", "15 ngày", "", "100.000 đồng")))

    assert (done.versions, done.tied) == (0, 1)
    assert found.versions.count() == 1
    assert [(str(e.kind), local.said(e.value), e.decision) for e in local.layer_of(found, SIGNED_ON)] == [
        ("limit", "15 ngày", "461/QĐ-UBND"),
        ("fee", "Lệ phí: 100.000 đồng", "461/QĐ-UBND"),
    ]


def test_a_new_procedure_that_the_registry_does_not_know_is_made_from_its_line(world: World, storage: Any) -> None:
    made = settled_list(
        world,
        (
            1,
            "9.000001",
            "Xác nhận hoàn thành hạ tầng",
            "7 ngày làm việc",
            "Trung tâm phục vụ hành chính công",
            "Không",
            "Luật số 61/2020/QH14",
        ),
        taken=(),
    )
    PublicationItem.objects.update(action="new")
    publish(made)

    found = Procedure.objects.get(base_code="9.000001")
    assert (found.origin, found.name) == ("own", "Xác nhận hoàn thành hạ tầng")
    said = content_of(found.versions.get())
    assert (said.limits[0].value, said.fees[0].amount, said.grounds[0].number) == (7, 0, "61/2020/QH14")
    assert found.versions.get().state == VersionState.PUBLISHED


def test_a_code_that_the_registry_knows_makes_no_new_procedure_neither_settled_nor_published(world: World) -> None:
    """The registry may come to know it between the two."""
    procedure("1.100001", content("Đăng ký khai sinh"))
    made = signed(world)
    with pytest.raises(Invalid, match="Chưa thêm được") as refusal:
        lists.add_line(made, action="new", code="1.100001", name="Một", actor=SYSTEM)
    assert [(e.field, e.params["name"]) for e in refusal.value.errors] == [("code", "Đăng ký khai sinh")]
    lists.add_line(made, action="new", code="9.000001", name="Một", actor=SYSTEM)
    procedure("9.000001", content("Một"))

    with pytest.raises(Invalid) as late:
        publish(made)
    assert ["9.000001 đã có trong danh mục" in str(e) for e in late.value.errors] == [True]
    assert fresh(made).state == "signed"


def test_what_is_abolished_ends_on_the_day_and_can_still_be_read(world: World) -> None:
    found = procedure("1.100001")
    publish(signed(world, found, action="abolished", effective_on=date(2026, 4, 1)))

    found.refresh_from_db()
    assert found.abolished_on == date(2026, 4, 1)
    assert public_on(date(2026, 3, 31)).filter(pk=found.pk).exists()
    assert not public_on(date(2026, 4, 1)).filter(pk=found.pk).exists()
    assert version_on(found, date(2026, 3, 31)) is not None


def test_a_replacement_ends_the_old_procedure(world: World) -> None:
    old, new = procedure("1.100001"), procedure("1.100002", origin="own")
    made = signed(world)
    lists.add_line(made, action="replaced", procedure=new, replaces=old, actor=SYSTEM)
    publish(made)

    old.refresh_from_db()
    assert old.abolished_on == SIGNED_ON


def test_a_line_that_cannot_be_done_stops_all_and_says_why(world: World) -> None:
    gone, fine = procedure("1.100001"), procedure("1.100002", origin="own")
    draft(fine, content("Mới"))
    made = signed(world, gone, fine, action="abolished", basis=factory.basis("8/2026/NĐ-CP"))
    publish(signed(world, gone, action="abolished", number="1/QĐ-UBND"))
    PublicationItem.objects.filter(decision=made, procedure=fine).update(action="amended")

    with pytest.raises(Invalid) as refusal:
        publish(made)

    assert [e.params["line"] for e in refusal.value.errors] == [1]
    assert "đã bãi bỏ" in str(refusal.value.errors[0])
    assert fresh(made).state == "signed"
    assert fine.versions.filter(state=VersionState.DRAFT).count() == 1


def test_lines_that_nobody_settled_keep_a_decision_from_being_published(world: World, storage: Any) -> None:
    procedure("1.100001")
    made = signed(world)
    factory.read_in(made, list_file((1, "1.100001", "Cấp giấy phép xây dựng công trình")), actor=SYSTEM)

    with pytest.raises(Refused) as refusal:
        publish(made)
    assert refusal.value.code == "lines_open"

    assert settle_sure_lines(made, actor=SYSTEM).lines == 1
    assert publish(made).tied == 1


def test_imported_procedures_are_a_backlog_until_a_decision_of_the_province_names_them(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002")]
    assert queries.backlog(TODAY).count() == 2

    made = signed(world, found[0])
    assert queries.backlog(TODAY).count() == 2
    publish(made)

    assert [p.base_code for p in queries.backlog(TODAY)] == ["1.100002"]
    told = queries.publication_of(found[0], TODAY)
    assert told is not None
    assert (told.number, told.signed_on, told.issuer) == ("461/QĐ-UBND", SIGNED_ON, "Ủy ban nhân dân tỉnh")
    assert queries.publication_of(found[0], date(2026, 3, 2)) is None
    assert queries.publication_of(found[1], TODAY) is None


def shown(world: World, made: PublicationDecision, place: str, on: date, **others: Any) -> int:
    proof = {"url": "https://csdl.dichvucong.gov.vn/1"} | others
    return disclose(made, queries.items_of(made), Told(place, on, **proof), actor=actor_of(world.clerk))


@pytest.mark.parametrize(
    ("on", "verdict"),
    [(date(2026, 3, 10), Verdict.ON_TIME), (date(2026, 3, 11), Verdict.LATE)],
)
def test_a_disclosure_in_the_national_database_is_in_time_within_five_working_days(
    world: World, on: date, verdict: Verdict
) -> None:
    made = fresh(signed(world, procedure("1.100001")))
    assert [i.pk for i in queries.late(Duty.DISCLOSE, Reading.DECREE, TODAY)] == [made.items.get().pk]
    shown(world, made, "national", on)

    item = queries.with_national(queries.published_items()).get()
    assert {j.verdict for j in queries.judged(item, item.national_on, TODAY) if j.duty is Duty.DISCLOSE} == {verdict}
    assert queries.late(Duty.DISCLOSE, Reading.DECREE, TODAY).count() == (verdict is Verdict.LATE)


def test_what_is_still_within_its_days_is_not_late(world: World) -> None:
    signed(world, procedure("1.100001"))

    assert not queries.late(Duty.DISCLOSE, Reading.DECREE, date(2026, 3, 10)).exists()
    assert queries.late(Duty.DISCLOSE, Reading.DECREE, date(2026, 3, 11)).exists()


def test_each_place_is_recorded_once_with_proof_and_what_is_missing_is_listed(world: World) -> None:
    made = fresh(signed(world, procedure("1.100001")))
    assert shown(world, made, "notice_board", date(2026, 3, 5), unit=world.board, note="Biên bản niêm yết") == 1
    assert shown(world, made, "notice_board", date(2026, 3, 6), unit=world.department) == 1
    with pytest.raises(Refused):
        shown(world, made, "notice_board", date(2026, 3, 7), unit=world.board)

    assert not queries.undisclosed("notice_board").exists()
    assert queries.undisclosed("website").count() == 1


@pytest.mark.parametrize(
    ("place", "others", "field"),
    [
        ("báo", {}, "place"),
        ("national", {"on": date(2026, 3, 2)}, "on"),
        ("national", {"on": date(2026, 11, 21)}, "on"),
        ("counter", {}, "unit"),
        ("national", {"url": ""}, "url"),
    ],
)
def test_a_disclosure_without_place_day_or_proof_is_refused(
    world: World, place: str, others: dict[str, Any], field: str
) -> None:
    made = fresh(signed(world, procedure("1.100001")))
    with pytest.raises(Invalid) as refusal:
        shown(world, made, place, others.pop("on", TODAY), **others)

    assert [e.field for e in refusal.value.errors] == [field]


def test_a_disclosure_recorded_by_mistake_is_voided_and_may_be_recorded_anew(world: World) -> None:
    made = fresh(signed(world, procedure("1.100001")))
    shown(world, made, "national", date(2026, 3, 5))
    row = made.items.get().disclosures.get()
    void_disclosure(row, reason="Nhầm ngày", actor=SYSTEM)
    with pytest.raises(Refused):
        void_disclosure(row, reason="Nhầm ngày", actor=SYSTEM)
    shown(world, made, "national", date(2026, 3, 6))

    item = queries.with_national(queries.published_items()).get()
    assert item.national_on == date(2026, 3, 6)


def test_who_prepares_a_decision_sees_its_draft_and_everybody_what_is_signed(world: World) -> None:
    made = factory.decision(world)
    readers = {"clerk": world.clerk, "stranger": world.stranger, "office": world.office.office}
    seen = {name: queries.decisions_for(user).count() for name, user in readers.items()}
    assert seen == {"clerk": 1, "stranger": 0, "office": 1}

    publications.record_signed(made, number="5/QĐ-UBND", signed_on=SIGNED_ON, actor=SYSTEM)
    assert [queries.decisions_for(user).count() for user in readers.values()] == [1, 1, 1]


def test_a_reorganisation_takes_the_decisions_that_a_unit_prepares_along(world: World) -> None:
    made = factory.decision(world)
    refs = queries.refs_of_unit(world.board.pk)

    assert publications.move_decisions(refs, world.board.pk, world.department.pk) == 1
    assert fresh(made).owner == world.department
    assert publications.move_decisions(refs, world.department.pk, world.board.pk) == 1


def test_a_line_without_a_name_is_a_persons_to_look_at(world: World, storage: Any) -> None:
    """A code alone may be another's by one wrong figure; and a spreadsheet's number may have lost its last digits."""
    exact = procedure("9.800003", content(name="Đăng ký khai tử"))
    procedure("9.800010", content(name="Cấp bản sao trích lục"))
    made = signed(world)
    factory.read_in(made, list_file((1, "9.800003", ""), (2, 9.80001, "")), actor=SYSTEM)

    items = queries.items_of(made)
    assert [(i.procedure, queries.is_sure(i)) for i in items] == [(exact, False), (None, False)]
    items[0].decision = made
    lists.settle_line(items[0], action="amended", procedure=exact, actor=SYSTEM)
    assert queries.items_of(made)[0].name == "Đăng ký khai tử"


def test_a_line_settled_with_another_procedure_bears_its_code_and_is_not_read_again(world: World, storage: Any) -> None:
    procedure("9.800005", content(name="Đăng ký hộ kinh doanh"))
    meant_one = procedure("9.800002", content(name="Đăng ký kết hôn"))
    made = signed(world)
    file = list_file((1, "9.800005", "Đăng ký kết hôn"))
    factory.read_in(made, file, actor=SYSTEM)
    assert lines.counts_of(fresh(made))["noted"] == 1
    (item,) = queries.items_of(made)
    item.decision = made
    lists.settle_line(item, action="amended", procedure=meant_one, code="9.800005", actor=SYSTEM)

    assert queries.items_of(made)[0].base_code == "9.800002"
    assert lines.counts_of(fresh(made))["noted"] == 0
    factory.read_in(made, list_file((1, "9.800005", "Đăng ký kết hôn")), actor=SYSTEM)
    assert len(queries.items_of(made)) == 1


def test_internal_procedures_owe_no_entry_in_the_national_database(world: World) -> None:
    made = signed(world, procedure("1.100001", kind="internal"))

    item = made.items.get()
    assert (item.issue_due, item.disclose_due) == (None, None)
    assert not queries.undisclosed("national").exists()


def test_what_the_clerk_issues_is_signed_in_the_library_and_reckoned(world: World, storage: Any) -> None:
    made = in_state(world, "in_approval")
    file = list_file((1, "1.100001", "Tên"), name="quyet-dinh.xlsx")
    issue = Issue("12/QĐ-UBND", date(2026, 3, 4), "Nguyễn Văn Ký", "KT.", file, signed_on=date(2026, 3, 4))
    approvables[queries.KIND].issued(str(made.uid), issue)

    made = fresh(made)
    assert (made.state, made.number, made.signed_on) == ("signed", "12/QĐ-UBND", date(2026, 3, 4))
    assert made.document is not None and made.document.number == "12/QĐ-UBND"
    assert made.items.get().disclose_due == date(2026, 3, 11)


def test_a_decision_recorded_by_hand_and_corrected_says_the_same_in_the_library(world: World) -> None:
    made = fresh(signed(world, procedure("1.100001")))
    facts = {name: getattr(made, name) for name in publications.Facts.__dataclass_fields__}
    told = publications.Facts(**facts | {"title": "Tên đúng", "effective_on": date(2026, 4, 1)})
    publications.change_decision(made, told, actor=SYSTEM)
    document = fresh(made).document
    assert document is not None
    document.refresh_from_db()
    assert (document.subject, document.valid_from) == ("Tên đúng", date(2026, 4, 1))


@pytest.mark.parametrize(
    ("place", "url", "lines", "proves"),
    [
        ("national", "http://testserver/thu-tuc/1.100001", 1, False),
        ("website", "http://testserver/thu-tuc/1.100001", 1, True),
        ("website", "http://testserver/thu-tuc/1.100001", 2, False),
        ("national", "https://csdl.dichvucong.gov.vn/?ma=1.100001", 2, False),
        ("national", "https://csdl.dichvucong.gov.vn/?qd=461", 2, True),
    ],
)
def test_an_address_proves_only_what_its_page_can_show(
    world: World, place: str, url: str, lines: int, proves: bool
) -> None:
    made = fresh(signed(world, *(procedure(f"1.10000{n}") for n in range(1, lines + 1))))
    unit = None if place == "national" else world.board
    if proves:
        assert shown(world, made, place, date(2026, 3, 5), url=url, unit=unit) == lines
    else:
        with pytest.raises(Invalid) as refusal:
            shown(world, made, place, date(2026, 3, 5), url=url, unit=unit)
        assert [e.field for e in refusal.value.errors] == ["url"]
