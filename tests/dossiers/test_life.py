"""A dossier's life by its acts: what is refused, what follows from what, and the clock by the cases that the law hands us."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import dossiers as factory
from tests.factories import organisations as org
from tests.factories.dossiers import ITEM, Counter, accepted, act, file, forwarded, names, outcome, processed, said
from tests.factories.procedures import procedure

from motcua.dossiers.models import CodeCounter, Dossier
from motcua.dossiers.queries.clocks import deadline_of, standing
from motcua.dossiers.queries.dossiers import dossier_named, dossiers_for, open_steps, ref_of
from motcua.dossiers.services.intake import Filing, Paper, submit
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Forbidden, Invalid, Refused
from motcua.kernel.workdays import Unit as TimeUnit
from motcua.organisations.models import Officer, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.people import grant_role
from motcua.procedures.content import Limit
from motcua.procedures.models import ProcedureKind
from motcua.procedures.services.assignments import assign
from motcua.records.queries import result_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def again(dossier: Dossier) -> Dossier:
    found = dossier_named(dossier.code)
    assert found is not None
    return found


def at(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=clock.ZONE)


def moment(value: datetime | None) -> str:
    return f"{clock.local(value):%d/%m/%Y %H:%M}" if value else ""


def fields(error: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {one.field for one in error.value.errors}


# the way from the counter to the applicant


def test_a_whole_life_goes_through_the_steps_of_the_default_workflow(counter: Counter) -> None:
    dossier = accepted(counter)
    assert (dossier.state, dossier.unit, dossier.intake_unit) == ("accepted", counter.division, counter.centre)

    for name in factory.WAY:
        assert "advance" in names(counter.users[name], dossier)
        dossier = act(counter.users[name], dossier, "advance")
        assert dossier.state == "in_process"
    dossier = act(counter.vanthu, dossier, "process", **outcome(counter.vanthu))
    assert dossier.state == "processed" and dossier.ended_at == clock.now()
    dossier = act(counter.motcua, dossier, "hand_out", collected_by="holder", identity_checked=True)

    assert dossier.state == "returned"
    assert not open_steps(dossier)
    kinds = [one.kind for one in events.history(ref_of(dossier))]
    assert kinds[0] == "dossier.submitted" and kinds[-1] == "dossier.returned"
    assert events.verify(ref_of(dossier)) is None
    result = result_of(ref_of(dossier))
    assert result is not None and result.number == "12/GPLĐ" and result.unit == counter.board


def test_codes_are_counted_by_agency_and_day_and_never_given_twice(counter: Counter) -> None:
    first, second = file(counter), file(counter)

    assert first.code.endswith("-261118-0001") and second.code.endswith("-261118-0002")
    assert CodeCounter.objects.get(prefix=first.code[:-4]).last == 2
    with clock.frozen(factory.later(days=1)):
        assert file(counter).code.endswith("-261119-0001")


def test_an_outside_code_is_kept_and_taken_once(counter: Counter) -> None:
    dossier = file(counter, external_code="G09.20-261101-000777", source="dvcqg", channel=2)

    assert dossier.code == "G09.20-261101-000777" and dossier.tail == 777
    with pytest.raises(Refused) as refusal:
        file(counter, external_code="G09.20-261101-000777", source="dvcqg")
    assert refusal.value.code == "code_taken"


def test_an_incomplete_dossier_is_kept_and_accepted_only_with_a_ground(counter: Counter) -> None:
    dossier = file(counter, papers=[Paper("01", originals=1)])
    with pytest.raises(Invalid) as refusal:
        act(counter.motcua, dossier, "accept")
    assert fields(refusal) == {"ground"} and "02" in str(refusal.value.errors[0])
    assert again(dossier).state == "submitted" and again(dossier).promised_at is None

    dossier = act(counter.motcua, dossier, "accept", ground="Hộ chiếu nộp khi nhận kết quả")

    assert dossier.state == "accepted"
    assert dossier.components.get(code="02").waived == "Hộ chiếu nộp khi nhận kết quả"


def test_what_stands_in_a_connected_database_is_not_demanded(counter: Counter) -> None:
    assert accepted(counter).state == "accepted"  # without the health certificate of component 03


def test_own_online_filing_is_refused_where_the_rules_forbid_it(counter: Counter) -> None:
    with pytest.raises(Refused) as refusal:
        file(counter, channel=2, by_applicant=True)
    assert refusal.value.code == "own_intake_closed"


def test_internal_procedures_take_nothing_from_citizens(counter: Counter) -> None:
    inner = procedure("1.000999", said(), kind=ProcedureKind.INTERNAL)
    with pytest.raises(Refused) as refusal:
        submit(
            Filing(offer=factory.offer(inner), channel=1, holder={"name": "An"}, intake_unit=counter.centre.pk),
            actor=actor_of(counter.motcua),
        )
    assert refusal.value.code == "internal_procedure"


def test_an_online_filing_is_to_be_answered_within_eight_working_hours(counter: Counter) -> None:
    assert moment(file(counter, channel=2).answer_due_at) == "19/11/2026 09:00"
    assert file(counter).answer_due_at is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"holder": {"name": ""}}, "applicant.name"),
        ({"submitter": {"name": "B"}}, "submitter.basis"),
        ({"papers": [Paper("99", originals=1)]}, "components.0.code"),
        ({"papers": [Paper("01", 1), Paper("01", 1)]}, "components.1.code"),
        ({"case": "Không có"}, "case"),
    ],
)
def test_a_wrong_filing_is_told_by_its_field_and_nothing_is_kept(counter: Counter, given: Any, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        file(counter, **given)
    assert field in fields(refusal)
    assert not Dossier.objects.exists()


# refusing, voiding, withdrawing


def test_not_taking_in_needs_reason_and_article_and_makes_its_form(counter: Counter) -> None:
    dossier = file(counter)
    for given in ({"reason": "Sai thẩm quyền"}, {"article": "Điều 17"}):
        with pytest.raises(Invalid):
            act(counter.motcua, dossier, "refuse", **given)

    dossier = act(counter.motcua, dossier, "refuse", reason="Sai thẩm quyền", article="Điều 17")

    assert (dossier.state, dossier.received_at) == ("refused", None)
    assert [form.form for form in dossier.printed_forms.all()] == ["refusal"]


def test_what_was_taken_in_wrongly_is_voided_by_the_chief_before_anybody_worked_on_it(counter: Counter) -> None:
    dossier = accepted(counter)
    assert "void" not in names(counter.motcua, dossier)
    dossier = act(counter.truongphong, dossier, "void", reason="Nhập trùng")

    assert dossier.voided_at is not None and not names(counter.motcua, dossier)
    assert "void" not in names(counter.truongphong, forwarded(counter))


@pytest.mark.parametrize("verb", ["stop", "withdraw"])
def test_the_applicant_stops_or_withdraws_through_the_counter(counter: Counter, verb: str) -> None:
    dossier = forwarded(counter, 2)
    with pytest.raises(Invalid):
        act(counter.motcua, dossier, verb)

    dossier = act(counter.motcua, dossier, verb, reason="Đổi kế hoạch")

    assert dossier.state == {"stop": "stopped", "withdraw": "withdrawn"}[verb]
    assert not open_steps(dossier) and dossier.ended_at == clock.now()


# supplements, payments: the clock stands still


def test_a_supplement_asks_everything_once_with_reason_article_and_what_to_do(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    with pytest.raises(Invalid) as refusal:
        act(counter.chuyenvien, dossier, "request_supplement", items=[ITEM | {"article": "", "reason": ""}])
    assert fields(refusal) == {"items.0.reason", "items.0.article"}

    dossier = act(counter.chuyenvien, dossier, "request_supplement", items=[ITEM])

    assert dossier.state == "supplement_requested" and dossier.supplements == 1
    assert dossier.printed_forms.filter(form="supplement").exists()


def test_the_time_that_the_applicant_takes_moves_the_date_and_not_the_promise(counter: Counter) -> None:
    """DOMAIN 10.2 case 7."""
    dossier = forwarded(counter, 2)
    promised = dossier.promised_at
    assert moment(promised) == "26/11/2026 17:00"  # 24/11 is a holiday since 2026
    dossier = act(counter.chuyenvien, dossier, "request_supplement", items=[ITEM])
    with clock.frozen(at(2026, 11, 20, 15)):
        dossier = act(counter.motcua, dossier, "supplement", components=[{"code": "02", "copies": 1}])

    assert dossier.state == "in_process" and dossier.promised_at == promised
    assert moment(dossier.due_at) == moment(dossier.effective_due_at) == "30/11/2026 17:00"
    assert dossier.components.get(code="02").copies == 2
    told = deadline_of(dossier)
    assert told is not None and told["pauses"][0]["added"] == 2


def test_a_second_supplement_is_the_heads_decision_with_its_reason(counter: Counter) -> None:
    dossier = act(counter.chuyenvien, forwarded(counter, 2), "request_supplement", items=[ITEM])
    dossier = act(counter.motcua, dossier, "supplement")

    assert "request_supplement" not in names(counter.chuyenvien, dossier)
    with pytest.raises(Forbidden):
        act(counter.chuyenvien, dossier, "request_supplement", items=[ITEM])
    dossier = act(counter.chuyenvien, dossier, "advance")
    with pytest.raises(Invalid):
        act(counter.truongphong, dossier, "request_supplement", items=[ITEM])
    dossier = act(counter.truongphong, dossier, "request_supplement", items=[ITEM], reason="Phát sinh giấy tờ mới")
    assert dossier.supplements == 2


def test_before_acceptance_a_supplement_leads_back_to_the_counter_and_pauses_nothing(counter: Counter) -> None:
    dossier = act(counter.motcua, file(counter, papers=[]), "request_supplement", items=[ITEM])
    assert not dossier.pauses.exists()
    given = [{"code": "01", "originals": 1}, {"code": "02", "copies": 1}]
    dossier = act(counter.motcua, dossier, "supplement", components=given)

    assert dossier.state == "submitted"
    assert act(counter.motcua, dossier, "accept").state == "accepted"


def test_a_financial_obligation_pauses_until_it_is_met(counter: Counter) -> None:
    dossier = act(counter.chuyenvien, forwarded(counter, 2), "request_payment", reason="Lệ phí", amount=600_000)
    assert dossier.state == "payment_requested"
    with clock.frozen(at(2026, 11, 19)):
        dossier = act(counter.motcua, dossier, "confirm_payment")

    assert dossier.state == "in_process" and moment(dossier.due_at) == "27/11/2026 17:00"


# steps


def test_a_step_is_done_by_whoever_has_the_right_at_its_unit(counter: Counter) -> None:
    dossier = accepted(counter)
    for name in ("chuyenvien", "truongphong", "lanhdao", "vanthu"):
        assert "advance" not in names(counter.users[name], dossier)
    with pytest.raises(Forbidden):
        act(counter.chuyenvien, dossier, "advance")


def test_a_head_says_to_whom_the_appraisal_falls_and_may_give_it_to_another(counter: Counter) -> None:
    other = org.officer("chuyenvien2", counter.division, "specialist")
    dossier = act(counter.truongphong, forwarded(counter, 1), "advance", officer=str(other.uid))

    assert "advance" not in names(counter.chuyenvien, dossier)
    me = Officer.objects.get(person__user=counter.chuyenvien)
    dossier = act(counter.truongphong, dossier, "assign", officer=str(me.uid))
    assert "advance" in names(counter.chuyenvien, dossier)


def test_a_step_is_sent_back_with_its_reason(counter: Counter) -> None:
    dossier = forwarded(counter, 3)
    with pytest.raises(Invalid):
        act(counter.truongphong, dossier, "return_step", to="3")
    dossier = act(counter.truongphong, dossier, "return_step", to="3", reason="Thiếu căn cứ")

    assert [step.key for step in open_steps(dossier)] == ["3"]
    assert "advance" in names(counter.chuyenvien, dossier)


def test_who_appraised_does_not_decide(counter: Counter) -> None:
    dossier = forwarded(counter, 4)
    me = Officer.objects.get(person__user=counter.chuyenvien)
    grant_role(me, role="leader", unit=counter.board, below=True, valid_from=date(2020, 1, 1), actor=SYSTEM)
    fresh = User.objects.get(pk=counter.chuyenvien.pk)
    with pytest.raises(Refused) as refusal:
        act(fresh, dossier, "advance")
    assert refusal.value.code == "four_eyes"


# the answer


@pytest.mark.parametrize("lacking", ["number", "date", "signer", "file"])
def test_no_answer_without_number_date_signer_and_file(counter: Counter, lacking: str) -> None:
    dossier = forwarded(counter, 5)
    given = outcome(counter.vanthu)
    del given[lacking]
    with pytest.raises(Invalid) as refusal:
        act(counter.vanthu, dossier, "process", **given)
    assert fields(refusal) == {lacking}


def test_a_negative_answer_names_its_article(counter: Counter) -> None:
    dossier = forwarded(counter, 5)
    with pytest.raises(Invalid) as refusal:
        act(counter.vanthu, dossier, "process", **outcome(counter.vanthu, negative=True))
    assert fields(refusal) == {"article"}

    dossier = act(counter.vanthu, dossier, "process", **outcome(counter.vanthu, negative=True, article="Điều 9"))
    assert (dossier.state, dossier.negative) == ("processed", True)


def test_the_result_is_no_step_that_is_just_forwarded(counter: Counter) -> None:
    dossier = forwarded(counter, 5)
    assert names(counter.vanthu, dossier) >= {"process"} and "advance" not in names(counter.vanthu, dossier)
    assert "process" not in names(counter.chuyenvien, dossier)


def test_handing_out_asks_who_collects_and_that_they_were_checked(counter: Counter) -> None:
    dossier = processed(counter)
    for given in ({}, {"collected_by": "holder"}, {"collected_by": "ai đó", "identity_checked": True}):
        with pytest.raises(Invalid):
            act(counter.motcua, dossier, "hand_out", **given)


def test_processed_in_time_and_collected_a_month_later_is_on_time(counter: Counter) -> None:
    """DOMAIN 10.2 case 8."""
    dossier = processed(counter)
    with clock.frozen(at(2026, 12, 28)):
        dossier = act(counter.motcua, dossier, "hand_out", collected_by="authorised", identity_checked=True)
        assert standing(dossier, clock.now()) == "early"


# apologies


def test_one_new_date_by_an_apology_that_never_makes_late_on_time(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    until = at(2026, 12, 3, 17)
    letter = {"reason": "Chờ ý kiến", "letter": "05/XL", "signer": "Võ Thanh Tùng"}
    with pytest.raises(Invalid):
        act(counter.lanhdao, dossier, "extend", until=at(2026, 11, 25), **letter)

    dossier = act(counter.lanhdao, dossier, "extend", until=until, **letter)

    assert dossier.effective_due_at == until and moment(dossier.due_at) == "26/11/2026 17:00"
    assert not dossier.extensions_given.get().late
    with pytest.raises(Invalid) as refusal:
        act(counter.lanhdao, dossier, "extend", until=until + timedelta(days=9), **letter)
    assert fields(refusal) == {"ground"}
    dossier.ended_at = at(2026, 12, 1)
    assert standing(dossier, at(2026, 12, 2)) == "late"


def test_an_apology_on_the_last_day_is_recorded_as_late(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    with clock.frozen(at(2026, 11, 26, 16)):
        given = {"until": at(2026, 12, 3, 17), "reason": "x", "letter": "1", "signer": "A"}
        assert act(counter.lanhdao, dossier, "extend", **given).extensions_given.get().late


# opinions


def test_a_unit_that_is_asked_reads_the_dossier_and_answers_once(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    assert dossier_for_stranger(counter, dossier) is None
    given = {"question": "Nhu cầu?", "due_at": factory.later(days=3), "unit": counter.province.department.code}
    act(counter.chuyenvien, dossier, "consult", **given)

    assert "answer" in names(counter.stranger, dossier)
    act(counter.stranger, dossier, "answer", answer="Đồng ý")
    assert "answer" not in names(counter.stranger, dossier)
    assert dossier.opinions.get().answer == "Đồng ý"


def dossier_for_stranger(counter: Counter, dossier: Dossier) -> Dossier | None:
    return dossiers_for(counter.stranger).filter(pk=dossier.pk).first()


def test_an_agency_without_accounts_is_asked_by_letter_and_its_answer_entered(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    given = {"agency": "Cục Thuế", "question": "Nợ thuế?", "due_at": factory.later(days=3), "letter": "12/PC"}
    act(counter.chuyenvien, dossier, "consult", **given)
    act(counter.chuyenvien, dossier, "answer", answer="Không nợ")
    assert dossier.opinions.get().answered_at is not None


# the clock by the cases of DOMAIN 10.2


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (at(2026, 2, 13), 5, "27/02/2026 17:00"),  # 1: Tết
        (at(2026, 8, 21), 3, "25/08/2026 17:00"),  # 2: a worked Saturday
        (at(2026, 11, 23), 2, "26/11/2026 17:00"),  # 3: Culture Day from 2026
        (at(2026, 4, 24), 1, "28/04/2026 17:00"),  # 4: compensation
        (at(2026, 11, 18, 15, 1), 1, "19/11/2026 17:00"),  # 5: after 15:00 the clock runs all the same
    ],
)
def test_promises_by_the_calendar(counter: Counter, received: datetime, days: int, due: str) -> None:
    with clock.frozen(received):
        made = procedure(f"1.0007{days:02}", said(limits=(Limit(Decimal(days), TimeUnit.WORKING_DAY),)))
        assign([made], [counter.division], role="performing", valid_from=date(2025, 1, 1), decision=None,
               counter=counter.centre, actor=SYSTEM)  # fmt: skip
        found = factory.offer(made)
        dossier = act(counter.motcua, file(counter, offer=found, place=found.places[0]), "accept")

        assert moment(dossier.promised_at) == due


def test_dating_back_needs_a_reason_and_goes_back_a_few_days_only(counter: Counter) -> None:
    dossier = file(counter)
    with pytest.raises(Invalid) as refusal:
        act(counter.motcua, dossier, "accept", received_at=factory.later(days=-1))
    assert fields(refusal) == {"reason"}
    with pytest.raises(Invalid) as refusal:
        act(counter.motcua, dossier, "accept", received_at=factory.later(days=-20), reason="Mất điện")
    assert fields(refusal) == {"received_at"}

    dossier = act(counter.motcua, dossier, "accept", received_at=factory.later(days=-1), reason="Mất điện")

    assert dossier.received_at == factory.later(days=-1) and dossier.entered_at == clock.now()
    assert moment(dossier.promised_at) == "25/11/2026 17:00"


def test_a_procedure_without_a_limit_asks_for_working_days(counter: Counter) -> None:
    made = procedure("1.000555", said(limits=()))
    assign([made], [counter.division], role="performing", valid_from=date(2025, 1, 1), decision=None,
           counter=counter.centre, actor=SYSTEM)  # fmt: skip
    found = factory.offer(made)
    dossier = file(counter, offer=found, place=found.places[0])
    with pytest.raises(Invalid) as refusal:
        act(counter.motcua, dossier, "accept")
    assert fields(refusal) == {"limit"}
    assert moment(act(counter.motcua, dossier, "accept", limit=2).promised_at) == "20/11/2026 17:00"
