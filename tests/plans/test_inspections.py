"""Inspections: from the schedule of a plan to the last remedy; who sees what; what is refused."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import documents as office
from tests.factories import plans as factory
from tests.factories.plans import World, signed_in

from motcua.documents.queries.files import content_of, files_of
from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, TransitionRefused
from motcua.organisations.models import Officer, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.plans.models import Finding, Inspection, Occurrence
from motcua.plans.permissions import readable_findings, readable_inspections
from motcua.plans.queries import inspections as queries
from motcua.plans.services import inspections, remedies
from motcua.plans.services.checklists import issue_checklist
from motcua.plans.services.inspections import Member, Verdict
from motcua.plans.services.work import open_work
from motcua.plans.workflow import FINDING, FindingState, InspectionState, OccurrenceState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
ITEMS = (("Niêm yết thủ tục hành chính", "NĐ 61/2018"), ("Đúng giờ làm việc", ""))
TEXT = factory.plan_text().replace(
    "| 3 | Tập huấn kỹ năng số cho công chức | Phòng Đầu tư | Văn phòng | Tháng 9/2026 | Lớp tập huấn |",
    "| 3 | Kiểm tra công vụ tại các phòng | Văn phòng | Phòng Đầu tư | Tháng 6 và tháng 11/2026 | Báo cáo kết quả kiểm tra công vụ |",
)


@dataclass(frozen=True)
class Case:
    inspection: Inspection
    head: User

    @property
    def inspected(self) -> Any:
        return self.inspection.units.select_related("inspection", "unit").get()


def officer(user: User) -> Officer:
    return Officer.objects.select_related("person").get(person__user=user)


def planned(world: World, **others: Any) -> Case:
    head = create_officer(
        "Bùi Trưởng Phòng", unit=world.division, role="head", actor=SYSTEM, on=office.START, password=office.PASSWORD
    ).user
    actor = actor_of(world.office)
    if not queries.checklist_in_force(world.board, "public_duty", date(2026, 11, 2)):
        issue_checklist(
            owner=world.board,
            kind="public_duty",
            title="Kiểm tra công vụ",
            items=ITEMS,
            valid_from=date(2026, 1, 1),
            actor=actor,
        )
    facts: dict[str, Any] = {
        "owner": world.board,
        "kind": "public_duty",
        "title": "Kiểm tra công vụ đợt 2",
        "starts_on": date(2026, 11, 2),
        "ends_on": date(2026, 11, 30),
        "units": [world.division],
        "actor": actor,
    }
    return Case(inspections.plan_inspection(**(facts | others)), head)


def begun(world: World, **others: Any) -> Case:
    case = planned(world, **others)
    team = [Member(officer(world.office), leads=True), Member(officer(world.clerk))]
    inspections.set_team(case.inspection, team, actor=actor_of(world.office))
    inspections.begin(
        case.inspection, decision_number="88/QĐ-BQL", decision_on=date(2026, 11, 1), actor=actor_of(world.office)
    )
    return case


def found(world: World, case: Case) -> Finding:
    """A fault on the first item, all well on the second. Gives the fault."""
    items = queries.items_of(case.inspection.checklist)
    verdicts = [Verdict(items[0], "fault", "Bảng niêm yết cũ"), Verdict(items[1], "good")]
    return inspections.record(case.inspected, verdicts, actor=actor_of(world.office))[0]


def concluded(world: World, **others: Any) -> tuple[Case, Finding]:
    case = begun(world, **others)
    fault = found(world, case)
    remedies.require_remedy(fault, remedy="Thay bảng", due_on=date(2026, 11, 27), actor=actor_of(world.office))
    inspections.conclude(case.inspection, conclusion="Cơ bản tốt", recommendation="", actor=actor_of(world.office))
    return case, Finding.objects.get(pk=fault.pk)


def proof(user: User) -> Any:
    return store_upload("Ảnh bảng niêm yết mới".encode(), name="minh-chung.txt", actor=actor_of(user))


def test_the_schedule_comes_from_the_plan_and_leads_to_an_inspection(world: World) -> None:
    plan = factory.accepted(world, TEXT)
    open_work(plan, actor=SYSTEM)
    with clock.frozen(datetime(2026, 5, 4, 9, tzinfo=clock.ZONE)):
        rows = list(queries.to_schedule(world.office, clock.today()))
    assert [o.ends_on.month for o in rows] == [6, 11]
    case = planned(world, occurrence=rows[1])
    assert [o.ends_on.month for o in queries.to_schedule(world.office, clock.today())] == [6]
    inspections.cancel(case.inspection, reason="Hoãn", actor=SYSTEM)
    assert queries.to_schedule(world.office, clock.today()).count() == 2


def test_a_checklist_changes_by_a_new_number_and_inspections_keep_theirs(world: World) -> None:
    case = planned(world)
    actor = actor_of(world.office)
    newer = issue_checklist(
        owner=world.board,
        kind="public_duty",
        title="Mới",
        items=[("Một", "")],
        valid_from=date(2026, 12, 1),
        actor=actor,
    )
    assert newer.number == 2
    assert case.inspection.checklist.number == 1
    old = queries.checklist_in_force(world.board, "public_duty", date(2026, 11, 30))
    assert old is not None
    assert (old.number, old.valid_to) == (1, date(2026, 12, 1))
    with pytest.raises(Invalid):
        issue_checklist(
            owner=world.board,
            kind="public_duty",
            title="x",
            items=[("a", "")],
            valid_from=date(2026, 1, 1),
            actor=actor,
        )


def test_nobody_of_an_inspected_unit_is_on_the_team_without_a_stated_reason(world: World) -> None:
    case = planned(world)
    torn = Member(officer(world.specialist), leads=True)
    with pytest.raises(Invalid) as caught:
        inspections.set_team(case.inspection, [torn], actor=actor_of(world.office))
    assert [e.field for e in caught.value.errors] == ["conflict_reason"]
    assert "Vũ Chuyên Viên" in str(caught.value.errors[0])
    named = inspections.set_team(
        case.inspection, [replace(torn, conflict_reason="Chỉ người này rõ việc")], actor=actor_of(world.office)
    )
    assert named == ["Vũ Chuyên Viên"]
    assert case.inspection.members.get().conflict_reason == "Chỉ người này rõ việc"


def test_a_unit_of_a_member_is_not_added_afterwards_either(world: World) -> None:
    case = planned(world, units=[world.office_unit])
    inspections.set_team(case.inspection, [Member(officer(world.specialist), leads=True)], actor=SYSTEM)
    with pytest.raises(Invalid):
        inspections.set_units(case.inspection, [world.office_unit, world.division], actor=SYSTEM)


def test_an_inspection_begins_only_with_a_decision_and_a_team(world: World) -> None:
    case = planned(world)
    with pytest.raises(Refused):
        inspections.begin(case.inspection, decision_number="1/QĐ", decision_on=date(2026, 11, 1), actor=SYSTEM)
    inspections.set_team(case.inspection, [Member(officer(world.office), leads=True)], actor=SYSTEM)
    for number, on in (("", date(2026, 11, 1)), ("1/QĐ", date(2026, 12, 1))):
        with pytest.raises(Invalid):
            inspections.begin(case.inspection, decision_number=number, decision_on=on, actor=SYSTEM)


def test_it_is_concluded_only_when_every_item_has_a_verdict(world: World) -> None:
    case = begun(world)
    items = queries.items_of(case.inspection.checklist)
    inspections.record(case.inspected, [Verdict(items[0], "good")], actor=actor_of(world.office))
    with pytest.raises(Refused) as caught:
        inspections.conclude(case.inspection, conclusion="Tốt", recommendation="", actor=SYSTEM)
    assert "Phòng Đầu tư: 1" in str(caught.value)


def test_a_fault_is_told_in_words_and_only_items_of_the_checklist_count(world: World) -> None:
    case = begun(world)
    item = queries.items_of(case.inspection.checklist)[0]
    for wrong in (Verdict(item, "fault"), Verdict(item, "bad"), Verdict(None, "good")):
        with pytest.raises(Invalid):
            inspections.record(case.inspected, [wrong], actor=SYSTEM)
    assert not Finding.objects.exists()


def test_a_verdict_may_be_recorded_again_until_a_remedy_rests_on_it(world: World) -> None:
    case = begun(world)
    fault = found(world, case)
    item = queries.items_of(case.inspection.checklist)[0]
    again = inspections.record(case.inspected, [Verdict(item, "fault", "Rõ hơn")], actor=SYSTEM)[0]
    assert (again.pk, again.text) == (fault.pk, "Rõ hơn")
    remedies.require_remedy(again, remedy="Thay", due_on=date(2026, 11, 30), actor=SYSTEM)
    with pytest.raises(Refused):
        inspections.record(case.inspected, [Verdict(item, "good")], actor=SYSTEM)


def test_a_remedy_is_due_at_the_end_of_a_working_day_reported_with_proof_and_decided_by_another(world: World) -> None:
    case, fault = concluded(world)
    assert fault.due_at == datetime(2026, 11, 27, 17, tzinfo=clock.ZONE)
    head = actor_of(case.head)
    with pytest.raises(Invalid):
        remedies.report_remedy(fault, text="Đã thay", actor=head)
    remedies.report_remedy(fault, text="Đã thay", proof=proof(case.head), actor=head)
    with pytest.raises(Refused):
        remedies.accept_remedy(fault, actor=head)
    fault.refresh_from_db()
    remedies.send_back_remedy(fault, note="Ảnh mờ", actor=actor_of(world.office))
    with pytest.raises(Refused):
        inspections.close(case.inspection, actor=actor_of(world.office))
    remedies.report_remedy(fault, text="Ảnh rõ", proof=proof(case.head), actor=head)
    remedies.accept_remedy(fault, actor=actor_of(world.office))
    assert [(r.number, r.accepted) for r in queries.reports_of(fault)] == [(2, True), (1, False)]
    inspections.close(case.inspection, actor=actor_of(world.office))
    assert case.inspection.state == InspectionState.CLOSED


def test_an_overdue_remedy_shows_and_an_extension_does_not_hide_that_it_was_late(world: World) -> None:
    case, fault = concluded(world)

    def timing() -> str:
        row: Any = queries.with_timing(Finding.objects.filter(pk=fault.pk), clock.now()).get()
        return str(row.timing)

    assert timing() == "running"
    with clock.frozen(office.NOW + timedelta(days=10)):
        assert timing() == "late"
        html = signed_in(world.office).get(reverse("plans:findings")).content.decode()
        assert "Quá hạn" in html
        remedies.extend_remedy(fault, due_on=date(2026, 12, 15), reason="Chờ in", actor=SYSTEM)
        assert timing() == "running"
        remedies.report_remedy(fault, text="Xong", proof=proof(case.head), actor=actor_of(case.head))
        remedies.accept_remedy(fault, actor=SYSTEM)
        assert timing() == "done_late"


STEPS = {
    "require_remedy": lambda f, _h: remedies.require_remedy(f, remedy="x", due_on=date(2026, 11, 30), actor=SYSTEM),
    "lift": lambda f, _h: remedies.lift_remedy(f, reason="x", actor=SYSTEM),
    "report": lambda f, h: remedies.report_remedy(f, text="x", proof=proof(h), actor=actor_of(h)),
    "accept": lambda f, _h: remedies.accept_remedy(f, actor=SYSTEM),
    "send_back": lambda f, _h: remedies.send_back_remedy(f, note="x", actor=SYSTEM),
}
PATHS: dict[str, tuple[str, ...]] = {
    FindingState.NOTED: ("lift",),
    FindingState.OPEN: (),
    FindingState.REPORTED: ("report",),
    FindingState.RETURNED: ("report", "send_back"),
    FindingState.CLOSED: ("report", "accept"),
}


@pytest.mark.any_database
@pytest.mark.parametrize("state", list(FindingState))
@pytest.mark.parametrize("name", list(FINDING.transitions))
def test_each_step_of_a_finding_is_taken_only_from_its_states(world: World, state: str, name: str) -> None:
    case, fault = concluded(world)
    for step in PATHS[state]:
        STEPS[step](fault, case.head)
        fault.refresh_from_db()
    assert fault.state == state
    if state in FINDING.transitions[name].sources:
        STEPS[name](fault, case.head)
        assert fault.state == FINDING.transitions[name].target
    else:
        with pytest.raises(TransitionRefused):
            STEPS[name](fault, case.head)


def test_the_report_lists_every_finding_and_serves_as_the_deliverable(world: World) -> None:
    plan = factory.accepted(world, TEXT)
    open_work(plan, actor=SYSTEM)
    occurrence = Occurrence.objects.get(task__no="3", ends_on__month=11)
    case, _fault = concluded(world, occurrence=occurrence)
    actor = actor_of(world.office)
    with pytest.raises(Refused):
        inspections.hand_in_report(case.inspection, actor=actor)
    stored = inspections.make_report(case.inspection, number="12/BC-ĐKT", report_on=date(2026, 11, 20), actor=actor)
    document = docx.Document(io.BytesIO(content_of(stored)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*cells, *(p.text for p in document.paragraphs)])
    for said in (
        "Niêm yết thủ tục hành chính",
        "Bảng niêm yết cũ",
        "Thay bảng (trước 17:00 27/11/2026)",
        "12",
        "Cơ bản tốt",
    ):
        assert said in text
    assert "TRƯỞNG ĐOÀN KIỂM TRA" in text
    inspections.hand_in_report(case.inspection, actor=actor)
    occurrence.refresh_from_db()
    assert occurrence.state == OccurrenceState.HANDED_IN
    ref = queries.report_ref(case.inspection)
    assert occurrence.hand_ins.get().deliverables.get().ref == str(ref)
    assert files_of(ref) == [stored]


def test_an_inspected_unit_sees_its_own_findings_and_only_after_the_conclusion(world: World) -> None:
    case = planned(world, units=[world.division, world.office_unit])
    other = create_officer(
        "Cao Phòng Khác", unit=world.office_unit, role="head", actor=SYSTEM, on=office.START, password=office.PASSWORD
    ).user
    assert not readable_inspections(Inspection.objects.all(), case.head).exists()
    inspections.set_team(case.inspection, [Member(officer(world.office), leads=True)], actor=SYSTEM)
    inspections.begin(case.inspection, decision_number="1", decision_on=date(2026, 11, 1), actor=SYSTEM)
    items = queries.items_of(case.inspection.checklist)
    for one in case.inspection.units.select_related("inspection", "unit"):
        words = f"Lỗi riêng của {one.unit.code}"
        inspections.record(one, [Verdict(item, "fault", words) for item in items], actor=SYSTEM)
    assert readable_inspections(Inspection.objects.all(), case.head).exists()
    assert not readable_findings(Finding.objects.all(), case.head).exists()
    inspections.conclude(case.inspection, conclusion="Kín", recommendation="", actor=SYSTEM)
    address = reverse("plans:inspection", args=[case.inspection.uid])
    html = signed_in(case.head).get(address).content.decode()
    assert "Lỗi riêng của bql-dt" in html
    assert "Lỗi riêng của bql-vp" not in html
    assert "Kín" not in html
    assert "Lỗi riêng của bql-vp" in signed_in(other).get(address).content.decode()
    report = inspections.make_report(case.inspection, number="", report_on=date(2026, 11, 20), actor=SYSTEM)
    download = reverse("documents:file", args=[report.uid])
    assert signed_in(case.head).get(download).status_code == 404
    assert b"".join(signed_in(world.office).get(download).streaming_content).startswith(b"PK")


ROLES = {
    "office": (200, 200, 200),
    "leader": (200, 200, 200),
    "clerk": (200, 403, 403),
    "specialist": (200, 403, 200),
    "auditor": (200, 403, 403),
    "stranger": (404, 404, 404),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_manages_and_puts_right(world: World, role: str) -> None:
    case, fault = concluded(world)
    client = signed_in(getattr(world, role))
    uid = case.inspection.uid
    got = (
        client.get(reverse("plans:inspection", args=[uid])).status_code,
        client.get(reverse("plans:inspection_act", args=[uid, "ket-thuc"])).status_code,
        client.get(reverse("plans:finding_act", args=[fault.uid, "bao-cao"])).status_code,
    )
    assert got == ROLES[role]
    rows = readable_findings(Finding.objects.filter(pk=fault.pk), getattr(world, role))
    assert rows.exists() == (client.get(reverse("plans:finding", args=[fault.uid])).status_code == 200)


def test_a_whole_checklist_is_recorded_on_one_page_and_errors_stand_beside_their_item(world: World) -> None:
    case = begun(world)
    client = signed_in(world.clerk)  # a member of the team without further rights
    address = reverse("plans:verdicts", args=[case.inspection.uid, case.inspected.uid])
    html = client.post(address, {"verdict-0": "good", "verdict-1": "fault", "text-1": ""}).content.decode()
    assert 'href="#id_text-1"' in html
    assert not Finding.objects.exists()
    assert client.post(address, {"verdict-0": "good", "verdict-1": "fault", "text-1": "Đi muộn"}).status_code == 302
    assert sorted(Finding.objects.values_list("verdict", "text")) == [("fault", "Đi muộn"), ("good", "")]


def test_every_page_of_an_inspection_is_drawn(world: World) -> None:
    plan = factory.accepted(world, TEXT)
    open_work(plan, actor=SYSTEM)
    case, fault = concluded(world)
    client = signed_in(world.office)
    uid = case.inspection.uid
    addresses = [
        reverse("plans:inspections"),
        reverse("plans:new_inspection") + f"?viec={Occurrence.objects.filter(task__no='3').first().uid}",  # type: ignore[union-attr]  # just opened
        reverse("plans:inspection", args=[uid]),
        reverse("plans:finding", args=[fault.uid]),
        reverse("plans:checklists"),
        reverse("plans:checklist", args=[case.inspection.checklist.uid]),
        reverse("plans:new_checklist") + f"?tu={case.inspection.checklist.uid}",
        *[reverse("plans:inspection_act", args=[uid, s]) for s in ("doan", "don-vi", "sua", "bao-cao", "ket-thuc")],
        *[reverse("plans:finding_act", args=[fault.uid, s]) for s in ("cong-nhan", "tra-lai", "gia-han", "thoi")],
    ]
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_lists_ask_the_database_equally_often_for_one_inspection_and_for_many(world: World) -> None:
    counts = []
    first, _fault = concluded(world)
    for more in (0, 3):
        for n in range(more):
            made = inspections.plan_inspection(
                owner=world.board,
                kind="public_duty",
                title=f"Đợt {n}",
                starts_on=date(2026, 11, 2),
                ends_on=date(2026, 11, 3),
                units=[world.division],
                actor=SYSTEM,
            )
            assert made.checklist_id == first.inspection.checklist_id
        client = signed_in(world.office)
        client.get(reverse("plans:inspections"))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("plans:inspections")).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
