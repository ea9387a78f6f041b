"""What applicants are told: each moment once, with what the paper says; nothing of what is over already."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.factories.dossiers import ITEM, Counter, accepted, act, file, forwarded, outcome, processed

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.dossiers import ref_of
from motcua.dossiers.services.notices import TOLD
from motcua.kernel import clock, delivery, events
from motcua.kernel.models import Event
from motcua.kernel.registries import handlers
from motcua.messages.models import Dispatch
from motcua.messages.queries.outward import told_outside
from motcua.messages.rules.declarations import declarations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
MAILBOX = {"kind": "person", "name": "Lê Văn An", "phone": "0912 345 678", "email": "an@thu.example"}


def told(dossier: Dossier) -> list[tuple[str, str]]:
    """(template, the letter), in order, once the worker has run."""
    while delivery.deliver_due():
        pass
    rows = Dispatch.objects.filter(subject=str(ref_of(dossier))).order_by("pk")
    return [(row.template.partition(".")[2], letter(row)) for row in rows]


def letter(dispatch: Dispatch) -> str:
    words: dict[str, Any] = dispatch.contents["words"]
    return str(words["email"]["text"]) if "email" in words else ""


def test_every_kind_that_is_told_has_its_template_and_is_listened_to() -> None:
    assert all(f"dossiers.{template}" in declarations for template, _facts in TOLD.values())
    assert set(handlers["dossiers.tell"].kinds) == set(TOLD)


def test_an_acceptance_tells_the_promised_moment_and_where_to_follow(counter: Counter) -> None:
    dossier = accepted(counter, holder=MAILBOX)
    [(template, said)] = told(dossier)
    assert template == "accepted"
    assert dossier.promised_at is not None
    assert f"{clock.local(dossier.promised_at):%d/%m/%Y}" in said
    assert f"/tra-cuu/{dossier.code}/?t={dossier.receipt_token}" in said


def test_the_counter_gives_paper_and_the_network_a_message(counter: Counter) -> None:
    assert told(file(counter, holder=MAILBOX)) == []
    online = file(counter, holder=MAILBOX, channel=2, source="system")
    [(template, said)] = told(online)
    assert template == "submitted"
    assert online.answer_due_at is not None
    assert f"{clock.local(online.answer_due_at):%H:%M}" in said


def test_a_refusal_tells_its_reason(counter: Counter) -> None:
    dossier = act(
        counter.motcua, file(counter, holder=MAILBOX), "refuse", reason="Không thuộc thẩm quyền", article="Điều 17"
    )
    assert "Không thuộc thẩm quyền" in dict(told(dossier))["refused"]


def test_what_is_to_be_supplemented_is_told_item_by_item(counter: Counter) -> None:
    dossier = act(counter.chuyenvien, forwarded(counter, 2, holder=MAILBOX), "request_supplement", items=[ITEM],
                  due_on=clock.today() + timedelta(days=10))  # fmt: skip
    assert "Hộ chiếu: Nộp lại bản rõ" in dict(told(dossier))["supplement"]


def test_nobody_is_asked_for_what_has_come_meanwhile(counter: Counter) -> None:
    dossier = act(counter.chuyenvien, forwarded(counter, 2, holder=MAILBOX), "request_supplement", items=[ITEM],
                  due_on=clock.today() + timedelta(days=10))  # fmt: skip
    dossier = act(counter.motcua, dossier, "supplement", papers=[{"component": "02", "copies": 1}])
    assert "supplement" not in dict(told(dossier))


def test_a_result_says_where_to_collect_it_unless_it_has_been_handed_out(counter: Counter) -> None:
    waiting = processed(counter)
    assert [template for template, _said in told(waiting)] == ["accepted", "ready"]
    other = act(
        counter.vanthu, forwarded(counter, 5, holder=MAILBOX), "process", **outcome(counter.vanthu, number="13/GPLĐ")
    )
    act(counter.motcua, other, "hand_out", collected_by="holder", identity_checked=True)
    assert "ready" not in dict(told(other))


def test_whoever_filed_for_another_is_told_too_and_each_once(counter: Counter) -> None:
    dossier = accepted(counter, holder=MAILBOX, submitter=MAILBOX | {"name": "Võ Thị Bé", "phone": "0987 654 321", "email": "be@thu.example"},
                       basis="introduction", scope="both")  # fmt: skip
    assert sorted(said.splitlines()[0] for _template, said in told(dossier)) == [
        "Kính gửi Lê Văn An,",
        "Kính gửi Võ Thị Bé,",
    ]
    again = Event.objects.get(subject=str(ref_of(dossier)), kind="dossier.accepted")
    handlers["dossiers.tell"].run(again)
    assert len(told(dossier)) == 2


def test_what_was_voided_is_told_nothing_more(counter: Counter) -> None:
    dossier = accepted(counter, holder=MAILBOX)
    act(counter.truongphong, dossier, "void", reason="Nhập hai lần")
    assert told(dossier) == []


def test_the_trail_holds_no_address(counter: Counter) -> None:
    dossier = accepted(counter, holder=MAILBOX)
    told(dossier)
    trail = " ".join(str(event.payload) for event in events.history(ref_of(dossier)))
    assert "0912" not in trail and "an@thu" not in trail
    [shown] = told_outside(ref_of(dossier))
    assert "912345" not in shown.to and shown.title == "Đã tiếp nhận hồ sơ"
