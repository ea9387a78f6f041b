"""The pages of drafts, amendments, opinions, coverage, outreach and changes: who opens them, and that they do what they say."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import plan_boards as factory
from tests.factories import plans as readings
from tests.factories.approvals import Board

from motcua.plans.models import Amendment, Channel, Consulted, Opinion, Plan, PlanDraft, Topic
from motcua.plans.services import amending, opinions
from motcua.plans.services.coverage import link_superior
from motcua.plans.workflow import PlanState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def client_of(board: Board, name: str) -> Client:
    return readings.signed_in(board.people[name])


def test_a_plan_is_drafted_and_submitted_on_the_pages(board: Board) -> None:
    client = client_of(board, "office")
    form = {
        "unit": str(board.board.uid),
        "issuer": str(board.board.uid),
        "title": "Kế hoạch kiểm soát thủ tục năm 2027",
        "year": "2027",
    }
    assert client.get(reverse("plans:begin_draft")).status_code == 200
    answer = client.post(reverse("plans:begin_draft"), form)
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("plans:draft", args=[plan.uid])
    draft = PlanDraft.objects.get(plan=plan)

    def post(name: str, *args: object, **data: str) -> None:
        draft.refresh_from_db()
        answer = client.post(reverse(name, args=[plan.uid, *args]), data | {"version": str(draft.version)})
        assert answer.status_code == 302, answer.content.decode()[:3000]

    post(
        "plans:draft_add",
        "nhiem-vu",
        task="Rà soát thủ tục",
        lead="Phòng Quản lý Đầu tư",
        coordinators="Sở Nội vụ",
        schedule_text="Quý I/2027",
    )
    post("plans:draft_add", "nhiem-vu", task="Tập huấn", lead="Phòng Quản lý Đầu tư", schedule_text="Thường xuyên")
    post("plans:draft_add", "chi-tieu", text="Ít nhất 90% hồ sơ trực tuyến", comparator=">=", value="90", unit="%")
    post("plans:draft_add", "noi-dung-nguoi-dan", text="Lợi ích của dịch vụ công trực tuyến")
    post("plans:draft_add", "hinh-thuc-nguoi-dan", text="Trang Zalo", channel="zalo")
    post("plans:draft_add", "can-cu", words="Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ")
    post("plans:draft_add", "bao-cao", text="Báo cáo định kỳ 6 tháng", period="6_months")
    post(
        "plans:draft_change",
        "nhiem-vu",
        0,
        task="Rà soát thủ tục nội bộ",
        lead="Phòng Quản lý Đầu tư",
        schedule_text="Quý I/2027",
    )
    post("plans:draft_outline", text="I. MỤC ĐÍCH\nNâng cao chất lượng.")
    post(
        "plans:draft_header",
        kind="Kế hoạch",
        title="Kế hoạch kiểm soát thủ tục hành chính năm 2027",
        year="2027",
        signer_name="Huỳnh Văn Lãnh",
        recipients="- Như trên;\n- Lưu: VT",
    )
    draft.refresh_from_db()
    client.post(reverse("plans:draft_out", args=[plan.uid, "nhiem-vu", 1]) + f"?len&ban={draft.version}")
    draft.refresh_from_db()
    assert [t["task"] for t in draft.content["tasks"]] == ["Tập huấn", "Rà soát thủ tục nội bộ"]
    page = client.get(reverse("plans:draft", args=[plan.uid])).content.decode()
    assert "Trình duyệt" in page and "Nâng cao chất lượng." in page
    assert client.get(reverse("plans:draft_paper", args=[plan.uid])).status_code == 200
    assert client.get(reverse("plans:plan", args=[plan.uid]))["Location"] == reverse("plans:draft", args=[plan.uid])
    form_page = client.get(reverse("plans:draft_submit", args=[plan.uid]))
    route = form_page.context["form"].fields["route"].choices[0][0]
    post("plans:draft_submit", route=route, opinion="Kính trình")
    plan.refresh_from_db()
    assert plan.state == PlanState.IN_APPROVAL


def test_two_people_at_once_are_told_and_nothing_is_lost(board: Board) -> None:
    draft = factory.drafted(board)
    client = client_of(board, "office")
    answer = client.post(
        reverse("plans:draft_change", args=[draft.plan.uid, "nhiem-vu", 0]),
        factory.TASK | {"task": "Chữ của tôi", "version": "1"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and "đã thay đổi từ lúc bạn mở" in page and "Chữ của tôi" in page


@pytest.mark.parametrize(
    "name", ["draft", "draft_header", "draft_outline", "draft_submit", "ask_opinions", "draft_paper"]
)
def test_a_draft_is_seen_by_its_unit_only(board: Board, name: str) -> None:
    draft = factory.drafted(board)
    assert client_of(board, "stranger").get(reverse(f"plans:{name}", args=[draft.plan.uid])).status_code == 404
    assert client_of(board, "office").get(reverse(f"plans:{name}", args=[draft.plan.uid])).status_code == 200
    readonly = 200 if name in {"draft", "draft_paper"} else 403
    assert client_of(board, "auditor").get(reverse(f"plans:{name}", args=[draft.plan.uid])).status_code == readonly


def test_an_amendment_is_written_and_submitted_on_the_pages(board: Board) -> None:
    plan = factory.issued(board)
    client = client_of(board, "office")
    assert client.get(reverse("plans:amendments", args=[plan.uid])).status_code == 200
    client.post(reverse("plans:amend", args=[plan.uid]), {"title": "Điều chỉnh thời hạn", "reason": "Theo chỉ đạo"})
    found = Amendment.objects.get()
    task = plan.tasks.get()
    args = [found.uid, "nhiem-vu", task.uid]
    page = client.get(reverse("plans:amendment_item", args=args)).content.decode()
    assert "Quý IV/2026" in page
    answer = client.post(
        reverse("plans:amendment_item", args=args), factory.TASK | {"schedule_text": "Quý I/2027", "version": "1"}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    client.post(
        reverse("plans:amendment_add", args=[found.uid, "chi-tieu"]),
        {"text": "Đạt 95%", "comparator": ">=", "value": "95", "unit": "%", "version": "2"},
    )
    client.post(reverse("plans:amendment_undo", args=[found.uid, 1]), {"version": "3"})
    found.refresh_from_db()
    assert [c["after"]["schedule_text"] for c in found.changes] == ["Quý I/2027"]
    page = client.get(reverse("plans:amendment", args=[found.uid])).content.decode()
    assert "I/2027" in page
    assert client.get(reverse("plans:amendment_paper", args=[found.uid])).status_code == 200
    submit = reverse("plans:amendment_submit", args=[found.uid])
    route = client.get(submit).context["form"].fields["route"].choices[0][0]
    assert client.post(submit, {"route": route, "version": str(found.version)}).status_code == 302
    assert factory.approval(amending.amendment_ref(found)).title == "Điều chỉnh thời hạn"
    page = client.get(reverse("plans:amendment", args=[found.uid])).content.decode()
    assert "Đang trình" in page
    assert client.get(reverse("plans:plan_version", args=[plan.uid, 2])).status_code == 200
    for query in ("", "?tu=01/01/2026&den=31/12/2026", "?dang=xlsx", "?tu=sai"):
        assert client.get(reverse("plans:baseline", args=[plan.uid]) + query).status_code == 200


def test_units_answer_and_the_drafter_says_what_became_of_it(board: Board) -> None:
    draft = factory.drafted(board)
    client = client_of(board, "office")
    ask = {"units": "Sở Nội vụ\nPhòng Quản lý Đầu tư", "due_on": "30/11/2026", "note": "Xin ý kiến"}
    answer = client.post(reverse("plans:ask_opinions", args=[draft.plan.uid]), ask)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    theirs = client_of(board, "other_head")
    assert "Kiểm soát thủ tục" in theirs.get(reverse("plans:opinions_waiting")).content.decode()
    asked = Consulted.objects.get(unit=board.elsewhere)
    url = reverse("plans:answer_opinion", args=[asked.uid])
    assert theirs.get(url).status_code == 200
    assert client_of(board, "colleague").get(url).status_code == 404
    sent = theirs.post(
        url, {"answer": "comments", "whole": "Cần rõ kinh phí", "on-tasks-0": "Chuyển sang quý III", "version": "1"}
    )
    assert sent.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Cần rõ kinh phí" in page and "Chưa trả lời" in page
    opinion = Opinion.objects.get(text="Chuyển sang quý III")
    decide = reverse("plans:decide_opinion", args=[opinion.uid])
    assert client.post(decide, {"verdict": "not_taken", "reason": "", "version": "1"}).status_code == 200
    assert (
        client.post(decide, {"verdict": "not_taken", "reason": "Đã thống nhất quý IV", "version": "1"}).status_code
        == 302
    )
    consultation = asked.consultation
    client.post(reverse("plans:close_opinions", args=[consultation.uid]))
    page = client.get(reverse("plans:opinions", args=[consultation.uid])).content.decode()
    assert "Không trả lời" in page and "Đã thống nhất quý IV" in page
    assert client.get(reverse("plans:opinions_table", args=[consultation.uid])).status_code == 200


def test_coverage_is_shown_confirmed_and_becomes_a_draft(board: Board) -> None:
    second = factory.TASK | {"no": "2", "task": "Số hóa hồ sơ, kết quả giải quyết"}
    above = factory.issued(board, factory.drafted(board, title="Kế hoạch của tỉnh", tasks=(factory.TASK, second)))
    below = factory.issued(board, factory.drafted(board, title="Kế hoạch của Ban"))
    client = client_of(board, "office")
    superior = reverse("plans:superior", args=[below.uid])
    assert client.get(superior).status_code == 200
    assert client.post(superior, {"number": above.number}).status_code == 302
    below.refresh_from_db()
    assert below.superior == above
    page = client.get(reverse("plans:coverage", args=[above.uid]))
    states = {c.text: c.state for c, _badge in page.context["rows"]}
    assert states == {"Rà soát thủ tục hành chính": "likely", "Số hóa hồ sơ, kết quả giải quyết": "none"}
    first = above.tasks.get(no="1")
    mark = {"item": "task", "key": str(first.uid), "plan": str(below.uid), "covered": "0"}
    client.post(reverse("plans:mark_coverage", args=[above.uid]), mark)
    page = client.get(reverse("plans:coverage", args=[above.uid]) + "?muc=task&trang-thai=none")
    assert len(page.context["rows"]) == 2
    assert client.get(reverse("plans:coverage_workbook", args=[above.uid])).status_code == 200
    start = reverse("plans:draft_uncovered", args=[above.uid])
    assert client.get(start).status_code == 200
    form = {
        "unit": str(board.board.uid),
        "issuer": str(board.board.uid),
        "title": "Kế hoạch số hóa",
        "tasks": [str(above.tasks.get(no="2").uid)],
    }
    assert client.post(start, form).status_code == 302
    made = Plan.objects.get(title="Kế hoạch số hóa")
    assert made.superior == above and made.draft.content["tasks"][0]["task"] == second["task"]


def test_outreach_shows_what_has_nothing_yet(board: Board) -> None:
    plan = factory.issued(board)
    shared = {"plan": plan, "audience": "public", "audience_label": "Người dân"}
    topic = Topic.objects.create(**shared, position=0, text="Dịch vụ công trực tuyến")
    Topic.objects.create(**shared, position=1, text="Thanh toán trực tuyến")
    Channel.objects.create(**shared, position=0, text="Zalo", channel="zalo")
    client = client_of(board, "office")
    url = reverse("plans:outreach", args=[plan.uid])
    assert [len(m.bare_topics) for m in client.get(url).context["matrices"]] == [2]
    form = {
        "done_on": "19/11/2026",
        "title": "Đăng bài",
        "unit": str(board.board.uid),
        "topic": "0",
        "channel": "0",
        "address": "https://example.vn/bai",
    }
    answer = client.post(reverse("plans:add_evidence", args=[plan.uid]), form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    (matrix,) = client.get(url).context["matrices"]
    assert [t.text for t in matrix.bare_topics] == ["Thanh toán trực tuyến"] and not matrix.bare_channels
    shown = topic.evidence.get()
    client.post(reverse("plans:void_evidence", args=[plan.uid, shown.uid]), {"reason": "Nhầm kế hoạch"})
    assert [len(m.bare_topics) for m in client.get(url).context["matrices"]] == [2]
    assert [len(m.bare_topics) for m in client.get(url + "?tu=01/01/2026&den=31/01/2026").context["matrices"]] == [2]


def test_next_year_is_begun_and_confirmed_on_the_pages(board: Board) -> None:
    last = factory.issued(board)
    client = client_of(board, "office")
    assert client.get(reverse("plans:draft_next_year", args=[last.uid])).status_code == 200
    answer = client.post(reverse("plans:draft_next_year", args=[last.uid]), {})
    page = client.get(answer["Location"]).content.decode()
    assert "chuyển từ việc chưa hoàn thành" in page and "chờ xác nhận" in page
    draft = PlanDraft.objects.get(made_from=last)
    client.post(reverse("plans:draft_settle", args=[draft.plan.uid, 0]), {"take": "1", "version": str(draft.version)})
    draft.refresh_from_db()
    assert len(draft.proposals) == 1


def test_circles_of_superior_plans_are_refused(board: Board) -> None:
    from motcua.kernel.errors import Refused

    one = factory.issued(board)
    other = factory.issued(board, factory.drafted(board, title="Kế hoạch khác"))
    link_superior(one, other, actor=board.act("office"))
    with pytest.raises(Refused):
        link_superior(other, factory.fresh(one), actor=board.act("office"))


def test_opinions_hold_up_submission_until_they_are_closed(board: Board) -> None:
    from motcua.kernel.errors import Refused

    draft = factory.drafted(board)
    made = opinions.ask_opinions(draft, units=[board.elsewhere], due_on=date(2026, 11, 30), actor=board.act("drafter"))
    with pytest.raises(Refused, match="lấy ý kiến"):
        factory.submitted(board, draft)
    opinions.close_opinions(made, actor=board.act("drafter"))
    factory.submitted(board, draft)
