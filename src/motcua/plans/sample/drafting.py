"""Plans on their way in the sample province: a draft in approval, next year's draft before the units, an amendment in approval."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from motcua.documents.services.approvals import approve
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import user_named
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries.contents import content_of
from motcua.plans.queries.drafts import draft_for
from motcua.plans.queries.plans import plans_for
from motcua.plans.services import amending, drafts, issuing, opinions
from motcua.plans.workflow import PlanState

BODY = "bql-kcn"
_DRAFTER, _HEAD, _OFFICE = "chuyenvien", "truongphong", "vanphong"
TASKS = (
    ("Khảo sát nhu cầu hỗ trợ làm thủ tục trực tuyến của doanh nghiệp", "Quý I/{year}", "Báo cáo khảo sát"),
    ("Tổ chức điểm hỗ trợ lưu động tại các khu công nghiệp", "Thường xuyên", "Lịch và sổ hỗ trợ"),
    ("Tổng kết, đề xuất nhân rộng", "Trước ngày 15/12/{year}", "Báo cáo tổng kết"),
)


def load_drafting() -> None:
    """One draft in approval, one before the units for their opinion, one amendment in approval."""
    year = clock.today().year + 1
    body = unit_named(BODY)
    plan = drafts.begin_draft(
        body,
        title=f"Hỗ trợ doanh nghiệp thực hiện dịch vụ công trực tuyến năm {year}",
        year=year,
        issuer=body,
        actor=_actor(_DRAFTER),
        is_sample=True,
    )
    draft = _draft(plan)
    for n, (text, when, result) in enumerate(TASKS, 1):
        item = {
            "no": str(n),
            "task": text,
            "lead": "Văn phòng",
            "schedule_text": when.format(year=year),
            "deliverable": result,
        }
        drafts.edit_item(draft, "/tasks/-", item, version=draft.version, actor=_actor(_DRAFTER))
    base = {"words": "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ"}
    drafts.edit_item(draft, "/bases/-", base, version=draft.version, actor=_actor(_DRAFTER))
    approval = issuing.submit_plan(draft, actor=_actor(_DRAFTER), version=draft.version, opinion="Kính trình lãnh đạo.")
    approve(approval, actor=_actor(_HEAD), note="Nhất trí nội dung.")
    in_force = plans_for(user_named(_OFFICE)).filter(owner=body, state=PlanState.ISSUED, year__isnull=False)
    last = in_force.order_by("-year", "pk").first()
    if last is not None:
        _next_year(last)
        _amendment(last)


def _next_year(last: Any) -> None:
    draft = _draft(drafts.draft_from_last_year(last, actor=_actor(_OFFICE)))
    opinions.ask_opinions(
        draft,
        units=[unit_named("vp-ubnd")],
        due_on=clock.today() + timedelta(days=10),
        note="Đề nghị cho ý kiến về thời gian và phân công.",
        actor=_actor(_OFFICE),
    )


def _amendment(plan: Any) -> None:
    task = next((t for t in content_of(plan)["tasks"] if t["schedule"]["kind"] == "quarter"), None)
    if task is None:
        return
    made = amending.begin_amendment(
        plan,
        title=f"Điều chỉnh thời gian thực hiện Kế hoạch số {plan.number}",
        reason="Phù hợp với tiến độ triển khai phần mềm dùng chung của tỉnh.",
        actor=_actor(_DRAFTER),
        is_sample=True,
    )
    given = task | {"schedule_text": f"Trước ngày 25/12/{plan.year}"}
    amending.change_item(made, "tasks", task["uid"], given, version=made.version, actor=_actor(_DRAFTER))
    amending.submit_amendment(made, actor=_actor(_DRAFTER), version=made.version, opinion="Kính trình.")


def _draft(plan: Any) -> Any:
    return draft_for(user_named(_OFFICE), plan.uid)


def _actor(username: str) -> Actor:
    return actor_of(user_named(username))
