"""What applicants are told of their dossier, over whichever channel reaches them. They are told what is on paper already, not more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.dossiers import events as kinds
from motcua.dossiers.models import Channel, Dossier, Party
from motcua.dossiers.queries.dossiers import dossier_named, ref_of
from motcua.dossiers.queries.printed import track_link
from motcua.kernel import clock
from motcua.kernel.errors import N_
from motcua.kernel.refs import Ref
from motcua.messages.rules.declarations import Purpose, TemplateDeclaration, Variable, declare, purposes
from motcua.messages.rules.outward import Addressee
from motcua.messages.rules.short import Short
from motcua.messages.services.outward import send_to_addresses
from motcua.organisations.queries.units import names_on

if TYPE_CHECKING:
    from motcua.kernel.models import Event

PURPOSE = "dossier"
_MOMENT = datetime(2026, 11, 27, 16, 30, tzinfo=clock.ZONE)
_ALWAYS = {
    "name": Variable(N_("tên người nộp"), "Lê Văn An"),
    "code": Variable(N_("mã hồ sơ"), "H19.26-261120-00123"),
    "procedure": Variable(N_("tên thủ tục"), "Cấp giấy phép lao động"),
    "link": Variable(N_("đường dẫn tra cứu"), "https://motcua.example/tra-cuu/H19.26-261120-00123/?t=…"),
}
_AT = {"at": Variable(N_("thời điểm"), _MOMENT)}
_REASON = {"reason": Variable(N_("lý do"), "Thiếu bản sao hộ chiếu")}


def _template(
    key: str, title: str, variables: dict[str, Variable], vi: tuple[str, str, str], en: tuple[str, str, str]
) -> TemplateDeclaration:
    """`vi`, `en`: subject, body, text message."""
    (subject_vi, body_vi, sms_vi), (subject_en, body_en, sms_en) = vi, en
    return TemplateDeclaration(
        f"dossiers.{key}",
        title,
        PURPOSE,
        _ALWAYS | variables,
        subject_vi,
        f"Kính gửi {{name}},\n\n{body_vi}\n\nTheo dõi hồ sơ: {{link}}",
        subject_en,
        f"Dear {{name}},\n\n{body_en}\n\nFollow your dossier: {{link}}",
        short=Short(sms_vi=sms_vi, sms_en=sms_en),
    )


TEMPLATES = (
    _template(
        "submitted", N_("Đã gửi hồ sơ trực tuyến"), _AT,
        ("Đã nhận được hồ sơ {code} gửi qua mạng", ("Hồ sơ {code} về thủ tục “{procedure}” đã đến nơi nhận. "
         "Việc tiếp nhận được trả lời trước {at}. Ngày hẹn trả có khi hồ sơ được tiếp nhận."),
         "Hồ sơ {code} đã đến nơi nhận, được trả lời tiếp nhận trước {at}."),
        ("Dossier {code} has arrived", ("Your dossier {code} for “{procedure}” has arrived. "
         "You are told by {at} whether it is accepted. The promised date exists from acceptance on."),
         "Dossier {code} has arrived. You will be told by {at} whether it is accepted."),
    ),
    _template(
        "accepted", N_("Đã tiếp nhận hồ sơ"), _AT,
        ("Hồ sơ {code} đã được tiếp nhận", "Hồ sơ {code} về thủ tục “{procedure}” đã được tiếp nhận, hẹn trả kết quả {at}.",
         "Hồ sơ {code} đã được tiếp nhận, hẹn trả {at}."),
        ("Dossier {code} is accepted", "Your dossier {code} for “{procedure}” is accepted. The result is promised for {at}.",
         "Dossier {code} is accepted. Result promised for {at}."),
    ),
    _template(
        "refused", N_("Không tiếp nhận hồ sơ"), _REASON,
        ("Hồ sơ {code} không được tiếp nhận", "Hồ sơ {code} về thủ tục “{procedure}” không được tiếp nhận, vì:\n{reason}",
         "Hồ sơ {code} không được tiếp nhận. Xem lý do ở trang tra cứu hoặc hỏi nơi nhận."),
        ("Dossier {code} is not accepted", "Your dossier {code} for “{procedure}” is not accepted, because:\n{reason}",
         "Dossier {code} is not accepted. The tracking page or the counter tells why."),
    ),
    _template(
        "supplement", N_("Yêu cầu bổ sung hồ sơ"),
        {"items": Variable(N_("việc phải bổ sung"), "– Hộ chiếu: nộp bản sao chứng thực"), "day": Variable(N_("hạn"), date(2026, 12, 10))},
        ("Hồ sơ {code}: bổ sung trước ngày {day}", "Hồ sơ {code} về thủ tục “{procedure}” cần bổ sung trước ngày {day}:\n{items}",
         "Hồ sơ {code} cần bổ sung trước {day}. Xem việc phải làm ở trang tra cứu hoặc phiếu yêu cầu."),
        ("Dossier {code}: complete it by {day}", "Your dossier {code} for “{procedure}” is to be completed by {day}:\n{items}",
         "Dossier {code} is to be completed by {day}. The tracking page tells how."),
    ),
    _template(
        "payment", N_("Yêu cầu thực hiện nghĩa vụ tài chính"), _REASON | {"amount": Variable(N_("số tiền (đồng)"), 1_200_000)},
        ("Hồ sơ {code}: thực hiện nghĩa vụ tài chính", ("Hồ sơ {code} về thủ tục “{procedure}” "
         "chờ bạn thực hiện nghĩa vụ tài chính: {reason}\nSố tiền (đồng): {amount}"),
         "Hồ sơ {code} chờ bạn thực hiện nghĩa vụ tài chính."),
        ("Dossier {code}: a payment is due", ("Your dossier {code} for “{procedure}” "
         "waits for your payment: {reason}\nAmount (VND): {amount}"),
         "Dossier {code} waits for your payment."),
    ),
    _template(
        "extended", N_("Xin lỗi, hẹn lại ngày trả"), _REASON | _AT,
        ("Xin lỗi: hồ sơ {code} hẹn lại {at}", ("Hồ sơ {code} về thủ tục “{procedure}” chưa xong đúng hẹn. "
         "Chúng tôi xin lỗi và hẹn trả lại {at}. Lý do: {reason}"),
         "Xin lỗi: hồ sơ {code} hẹn trả lại {at}."),
        ("Our apology: dossier {code} is promised for {at}", ("Your dossier {code} for “{procedure}” "
         "is not ready as promised. We apologise; the result is now promised for {at}. Reason: {reason}"),
         "Our apology: dossier {code} is now promised for {at}."),
    ),
    _template(
        "ready", N_("Có kết quả, mời đến nhận"), {"place": Variable(N_("nơi trả kết quả"), "Trung tâm Phục vụ hành chính công tỉnh")},
        ("Hồ sơ {code} đã có kết quả", ("Hồ sơ {code} về thủ tục “{procedure}” đã có kết quả. Nơi trả: {place}. "
         "Mang theo giấy hẹn hoặc giấy tờ tùy thân."),
         "Hồ sơ {code} đã có kết quả. Nơi trả: {place}."),
        ("Dossier {code} has its result", ("Your dossier {code} for “{procedure}” has its result. Collect it at: {place}. "
         "Bring the receipt or your identity card."),
         "Dossier {code} has its result. Collect it at: {place}."),
    ),
)  # fmt: skip


def declare_templates() -> None:
    """Called by `apps.py`."""
    purposes.register(PURPOSE, Purpose(N_("Tin về hồ sơ gửi người nộp"), required=True, outward=True))
    for one in TEMPLATES:
        declare(one)


@dataclass(frozen=True, slots=True)
class _Happened:
    """An event, and the dossier as it stands now."""

    dossier: Dossier
    payload: Mapping[str, Any]

    def moment(self, field: str) -> datetime:
        return clock.local(datetime.fromisoformat(self.payload[field]))


def _submitted(happened: _Happened) -> dict[str, Any] | None:
    """At a counter there is paper; who files over the network is told where it has arrived."""
    dossier = happened.dossier
    if dossier.channel != Channel.ONLINE or dossier.received_at is not None or dossier.answer_due_at is None:
        return None
    return {"at": clock.local(dossier.answer_due_at)}


def _supplement(happened: _Happened) -> dict[str, Any] | None:
    asked = happened.dossier.supplement_requests.filter(number=happened.payload["number"]).first()
    if asked is None or asked.answered_at is not None:
        return None
    names = dict(happened.dossier.components.values_list("code", "name"))
    lines = [f"– {names.get(item['component'], item['component'])}: {item['what_to_do']}" for item in asked.items]
    return {"items": "\n".join(lines), "day": asked.due_on}


def _ready(happened: _Happened) -> dict[str, Any] | None:
    """Not one that has been handed out meanwhile, as in a single sitting at the counter."""
    dossier = happened.dossier
    if dossier.returned_at is not None:
        return None
    unit = dossier.intake_unit_id or dossier.unit_id
    return {"place": names_on([unit], clock.today()).get(unit, "") if unit else ""}


def _reason(happened: _Happened) -> dict[str, Any]:
    return {"reason": happened.payload["reason"]}


TOLD: dict[str, tuple[str, Callable[[_Happened], dict[str, Any] | None]]] = {
    kinds.SUBMITTED: ("submitted", _submitted),
    kinds.ACCEPTED: ("accepted", lambda it: {"at": it.moment("promised_at")}),
    kinds.REFUSED: ("refused", _reason),
    kinds.SUPPLEMENT_REQUESTED: ("supplement", _supplement),
    kinds.PAYMENT_REQUESTED: ("payment", lambda it: _reason(it) | {"amount": it.payload["amount"]}),
    kinds.EXTENDED: ("extended", lambda it: _reason(it) | {"at": it.moment("until")}),
    kinds.PROCESSED: ("ready", _ready),
}
"""Kind of event → the template, and its own facts; None where there is nothing left to tell."""


def tell(event: Event) -> None:
    """Tell who filed, and whom they filed for, of what has happened; nothing about what was voided. Run again, it tells nothing twice."""
    dossier = dossier_named(str(Ref.parse(event.subject).uid))
    if dossier is None or dossier.voided_at is not None:
        return
    template, facts_of = TOLD[event.kind]
    facts = facts_of(_Happened(dossier, event.payload))
    if facts is None:
        return
    always = {
        "code": dossier.code,
        "procedure": dossier.procedure_version.name,
        "link": track_link(dossier),
    }
    people = [party for party in (dossier.holder, dossier.submitter) if party is not None]
    with transaction.atomic():
        for party in people:
            send_to_addresses(
                f"dossiers.{template}",
                {"name": party.name} | always | facts,
                [_addressee(party)],
                about=ref_of(dossier),
                key=str(event.uid),
            )


def _addressee(party: Party) -> Addressee:
    private = party.opened
    return Addressee(party.name, private.get("email", ""), private.get("phone", ""))
