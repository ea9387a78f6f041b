"""What the pages of workflows say of states, steps, times and findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import N_
from motcua.procedures.content import Limit
from motcua.procedures.queries import words
from motcua.procedures.queries.workflow_standing import Lacks, Standing
from motcua.procedures.workflows import (
    END,
    Finding,
    RoleKind,
    Span,
    Split,
    Step,
    Table,
    Time,
    Weight,
    in_words_of,
    longest,
)
from motcua.procedures.workflows.comparing import StepChange
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.language import spoken

STATES = {
    "draft": Badge(_("Đang soạn"), Tone.PLAIN),
    "issued": Badge(_("Đã ban hành"), Tone.DONE),
    "voided": Badge(_("Đã hủy"), Tone.LATE),
}
FOUND_STATES = {
    "waiting": Badge(_("Chờ xác nhận"), Tone.RISK),
    "taken": Badge(_("Đã nhận thành bản soạn"), Tone.DONE),
    "rejected": Badge(_("Không nhận"), Tone.PLAIN),
}
SHIPPED_ROLES = (
    N_("Bộ phận Một cửa"),
    N_("Chuyên viên thụ lý"),
    N_("Lãnh đạo phòng"),
    N_("Lãnh đạo đơn vị"),
    N_("Văn thư"),
    N_("Văn phòng cấp trên"),
    N_("Lãnh đạo cấp trên"),
    N_("Cơ quan khác (liên thông)"),
    N_("Tổ chức, cá nhân nộp hồ sơ"),
)
"""Names of the shipped positions (`procedures.workflow_roles`), which pages translate."""
STANDINGS = {
    Standing.WHOLE: STATES["issued"],
    Standing.PART: Badge(_("Một phần"), Tone.RISK),
    Standing.NONE: Badge(_("Quy trình mặc định"), Tone.PAUSED),
}
"""How far the workflows of a procedure have come at a level."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as a row of a page; `node` is its element in the drawing."""

    step: Step
    node: str
    role: str
    kind: str
    time: str
    after: tuple[str, ...]
    findings: tuple[Finding, ...]


def state_of_found(found: Any) -> Badge:
    """What a person made of a workflow of an annex; once taken, what became of its draft."""
    made = found.made
    if made is None or made.state == "draft":
        return FOUND_STATES[found.state]
    if made.state == "issued":
        since, number = formats.short_date(made.valid_from, spoken()), made.decision.number
        return Badge(gettext("Đã ban hành từ {on} theo {number}").format(on=since, number=number), Tone.DONE)
    return STATES[made.state]


def time_text(time: Time | None) -> str:
    return words.limit_words(Limit(time.value, time.unit)) if time is not None else ""


def span_text(span: Span, hours_a_day: Decimal) -> str:
    """ "2,5 ngày làm việc"; what is measured differently is said one after the other."""
    return " + ".join(time_text(time) for time in in_words_of(span, hours_a_day)) or gettext("chưa ghi thời gian")


def longest_text(table: Table, hours_a_day: Decimal) -> str:
    return gettext(" hoặc ").join(dict.fromkeys(span_text(span, hours_a_day) for span in longest(table, hours_a_day)))


def steps_shown(table: Table, kinds: Iterable[RoleKind], found: Sequence[Finding] = ()) -> list[Shown]:
    roles = {role.key: role for role in table.roles}
    names = {kind.key: gettext(kind.name) for kind in kinds}
    following = [*(step.key for step in table.steps[1:]), END]
    rows = []
    for n, (step, after) in enumerate(zip(table.steps, following, strict=True), 1):
        role = roles.get(step.role)
        kind = names.get(role.kind, "") if role else ""
        rows.append(
            Shown(
                step=step,
                node=f"step_{n}",
                role=role.name if role else "",
                kind=kind if role and kind != role.name else "",
                time=time_text(step.time) or step.words,
                after=tuple(_after(step, after)),
                findings=tuple(one for one in found if one.step == step.key),
            )
        )
    return rows


def _after(step: Step, following: str) -> Iterable[str]:
    """Where it leads, where that is not simply the next row."""
    if not step.flows:
        yield gettext("Kết thúc")
        return
    if len(step.flows) == 1 and step.flows[0].to == following and not step.flows[0].condition:
        return
    if step.split is Split.ALL and len(step.flows) > 1:
        yield gettext("Cùng lúc: {steps}").format(
            steps=", ".join(gettext("bước {key}").format(key=f.to) for f in step.flows)
        )
        return
    for flow in step.flows:
        to = gettext("bước {key}").format(key=flow.to) if flow.to else gettext("kết thúc")
        yield f"{flow.condition} → {to}" if flow.condition else f"→ {to}"


def of_weight(found: Sequence[Finding], weight: Weight) -> list[Finding]:
    return [one for one in found if one.weight is weight]


def change_texts(change: StepChange) -> tuple[str, str]:
    """A step before and after, as words that are compared."""
    old = step_text(change.old, change.old_role.name if change.old_role else "") if change.old else ""
    new = step_text(change.new, change.new_role.name if change.new_role else "") if change.new else ""
    return old, new


def step_text(step: Step, role: str) -> str:
    parts: list[Any] = [step.title, role, time_text(step.time) or step.words, step.output, step.note]
    parts += [
        gettext("chờ mọi nhánh trước") if step.join == "all" else "",
        "" if step.counted else gettext("không tính vào thời hạn"),
        *(_after(step, "") if step.flows else ()),
    ]
    return " · ".join(part for part in parts if part)


def case_name(case: str) -> str:
    """A case under which dossiers are filed; "" stands for what no case names."""
    return case or gettext("Các trường hợp còn lại")


def lacking_text(lacks: Lacks) -> str:
    """What runs on the default, in one line."""
    if lacks.standing is Standing.PART:
        return "; ".join(case_name(case) for case in lacks.lacking)
    count = len(lacks.cases)
    if count < 2:
        return gettext("Cả thủ tục")
    return gettext("Cả {count} trường hợp").format(count=count)
