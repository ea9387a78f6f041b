"""The figures that compliance costs are reckoned with: entered with source and dates, ended, voided; and the sheet a review begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import translation

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc
from motcua.procedures.content import ChannelKind, Content
from motcua.procedures.events import EventKind
from motcua.procedures.formulas import Costing, CostLine, CostRow, CostSheet
from motcua.procedures.models import CostParameter, CostParameterKind
from motcua.procedures.queries.reviews import ref_of, wage_on
from motcua.procedures.queries.words import CHANNELS, FEES

MOST_SCOPE = 500


def set_parameter(
    *, kind: str, value: Decimal, source: str, valid_from: date, actor: Actor, name: str = ""
) -> CostParameter:
    """Ghi a figure with its source; the one of the same kind and name that held before ends then. Raises Invalid."""
    name, source = " ".join(nfc(name).split()), nfc(source).strip()
    errors = []
    if kind not in CostParameterKind.values:
        errors.append(FieldError("kind", N_("Chọn loại trong danh sách.")))
    if not source:
        errors.append(FieldError("source", N_("Ghi nguồn của số liệu: văn bản, cơ quan công bố, ngày.")))
    if value < 0 or value >= Decimal(10) ** 15:
        errors.append(FieldError("value", N_("Giá trị phải từ 0 trở lên và nhỏ hơn một triệu tỷ.")))
    if kind == CostParameterKind.OTHER and not name:
        errors.append(FieldError("name", N_("Ghi tên tham số.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        rows = CostParameter.objects.filter(kind=kind, name=name[:200], voided_at__isnull=True)
        if rows.filter(valid_from__gte=valid_from).exists():
            told = FieldError("valid_from", N_("Đã có giá trị từ ngày này hoặc sau đó; hãy hủy giá trị đó trước."))
            raise Invalid("Khoảng ngày trùng với giá trị đã có.", errors=(told,))
        rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
        made = CostParameter.objects.create(
            kind=kind,
            name=name[:200],
            value=value,
            source=source[:500],
            valid_from=valid_from,
            recorded_at=clock.now(),
            recorded_by=actor.name[:200],
        )
        payload: dict[str, events.Plain] = {"kind": kind, "figure": f"{value:f}", "from": valid_from}
        events.append(ref_of(made), EventKind.PARAMETER_SET, actor=actor, payload=payload)
    return made


def end_parameter(found: CostParameter, *, on: date, actor: Actor) -> CostParameter:
    """Thôi dùng from a day on. Raises Invalid, Refused."""
    if on <= found.valid_from:
        told = FieldError("on", N_("Ngày chấm dứt phải sau ngày bắt đầu; ghi nhầm thì hủy mục này."))
        raise Invalid("Ngày chấm dứt chưa đúng.", errors=(told,))
    with transaction.atomic():
        rows = CostParameter.objects.filter(pk=found.pk, voided_at__isnull=True)
        if rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).update(valid_to=on) != 1:
            raise Refused("Tham số này đã chấm dứt hoặc đã hủy.")
        events.append(ref_of(found), EventKind.PARAMETER_ENDED, actor=actor, payload={"to": on})
    found.refresh_from_db()
    return found


def void_parameter(found: CostParameter, *, reason: str, actor: Actor) -> CostParameter:
    """Hủy what was recorded by mistake. What was reckoned with it keeps the figure and says where it was from."""
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    with transaction.atomic():
        rows = CostParameter.objects.filter(pk=found.pk, voided_at__isnull=True)
        if rows.update(voided_at=clock.now(), void_reason=reason) != 1:
            raise Refused("Tham số này đã hủy.")
        events.append(ref_of(found), EventKind.PARAMETER_VOIDED, actor=actor, payload={"reason": reason})
    found.refresh_from_db()
    return found


@dataclass(frozen=True, slots=True)
class Choices:
    """The cases that papers and fees tell apart, and the ways to hand in."""

    cases: tuple[str, ...]
    channels: tuple[str, ...]

    @property
    def several(self) -> bool:
        return bool(self.cases) or len(self.channels) > 1


def choices_of(content: Content) -> Choices:
    cases = dict.fromkeys([*(one.case for one in content.components), *(one.case for one in content.fees)])
    return Choices(
        tuple(case for case in cases if case), tuple(dict.fromkeys(one.kind.value for one in content.channels))
    )


def begun(content: Content | None, on: date, case: str = "", channel: str = "") -> Costing:
    """The sheet that a review begins with, for one case and one way to hand in: a line for each paper, fee and result of it, no figure
    guessed. What is not chosen is left out, but what holds for every case stands.
    """
    wage = wage_on(on)
    lines: tuple[CostLine, ...] = ()
    scope = ""
    if content is not None:
        with translation.override("vi"):  # names of lines are kept as they are written
            found = choices_of(content)
            case = case if case in found.cases else ""
            if len(found.channels) == 1:
                channel = found.channels[0]
            channel = channel if channel in found.channels else ""
            lines = tuple(_lines(content, case, channel))
            way = str(CHANNELS[ChannelKind(channel)]).lower() if channel else ""
            scope = "; ".join(part for part in (case, f"nộp {way}" if way else "") if part)[:MOST_SCOPE]
    return Costing(CostSheet(lines), CostSheet(), wage.value if wage else None, source_of(wage) if wage else "", scope)


def source_of(found: CostParameter) -> str:
    """How a costing names where its figure is from."""
    return f"{found.source} (từ {found.valid_from:%d/%m/%Y})"[:600]


def _lines(content: Content, case: str, channel: str) -> Iterator[CostLine]:
    for one in content.components:
        if one.case in ("", case):
            yield CostLine(CostRow.PREPARE, one.name[:300])
    if channel:
        yield CostLine(CostRow.SUBMIT, str(CHANNELS[ChannelKind(channel)])[:300])
    fees = [one for one in content.fees if one.case in ("", case) and one.channel in (None, channel)]
    alone = len(fees) == 1  # which of several are paid together a person says
    for fee in fees:
        known = alone and fee.currency == "VND"
        words = " ".join(part for part in (str(FEES[fee.kind]), fee.case, fee.note) if part)
        yield CostLine(CostRow.FEES, words[:300], fees=fee.amount if known else None)
    for result in content.results:
        if result.negative:
            continue
        yield CostLine(CostRow.RECEIVE, result.name[:300])
