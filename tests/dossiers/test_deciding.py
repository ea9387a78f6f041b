"""Trình ký of a dossier's answer and of its apology: the route does the steps, its number ends the clock, its return leads back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.factories.documents import docx_bytes, series
from tests.factories.dossiers import Counter, act, forwarded, names

from motcua.documents.models import Approval
from motcua.documents.services.approvals import approve, send_back, sign_on_paper, withdraw
from motcua.documents.services.files import store_upload
from motcua.documents.services.issuing import issue
from motcua.dossiers.models import Decision, Dossier
from motcua.dossiers.queries.dossiers import dossier_named, open_steps, ref_of
from motcua.kernel import clock, events
from motcua.kernel.errors import Invalid
from motcua.organisations.models import Officer, User
from motcua.organisations.permissions import actor_of
from motcua.records.queries import result_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def paper(user: User, words: str = "dự thảo") -> Any:
    return store_upload(docx_bytes(f"{words} {user.pk} {clock.now()}"), name="du-thao.docx", actor=actor_of(user))


def proposed(counter: Counter, **given: Any) -> tuple[Dossier, Approval]:
    dossier = act(counter.chuyenvien, forwarded(counter, 2), "propose", file=paper(counter.chuyenvien), **given)
    return dossier, Approval.objects.get()


def reviewed(counter: Counter, approval: Approval) -> None:
    """The head agrees; the office finds the form in order."""
    for name in ("truongphong", "vanphong"):
        approve(Approval.objects.get(pk=approval.pk), actor=actor_of(counter.users[name]))


def signed(counter: Counter, approval: Approval) -> Approval:
    me = Officer.objects.get(person__user=counter.lanhdao)
    return sign_on_paper(
        Approval.objects.get(pk=approval.pk), actor=actor_of(counter.lanhdao), scan=paper(counter.lanhdao, "đã ký"),
        signed_on=clock.today(), capacity="", signer=me,
    )  # fmt: skip


def issued(counter: Counter, approval: Approval) -> None:
    book = series(counter.board)
    issue(Approval.objects.get(pk=approval.pk), actor=actor_of(counter.vanthu), series=book)


def now(dossier: Dossier) -> Dossier:
    found = dossier_named(dossier.code)
    assert found is not None
    return found


def at_step(dossier: Dossier) -> list[str]:
    return [step.key for step in open_steps(now(dossier))]


def test_the_route_does_the_steps_and_its_number_is_the_answer(counter: Counter) -> None:
    dossier, approval = proposed(counter)
    assert at_step(dossier) == ["4"]
    assert "advance" not in names(counter.truongphong, dossier) and "process" not in names(counter.vanthu, dossier)

    reviewed(counter, approval)
    assert at_step(dossier) == ["5"]
    signed(counter, approval)
    assert at_step(dossier) == ["6"]
    issued(counter, approval)

    ended = now(dossier)
    result = result_of(ref_of(dossier))
    assert (ended.state, at_step(dossier)) == ("processed", ["7"])
    assert result is not None and result.approval == str(approval_ref(approval)) and not result.negative
    assert result.number.startswith("01/") and result.signer == "Nguyễn Văn Lanhdao"
    done = {step.key: step.closed_by.person.name for step in ended.steps.filter(state="done") if step.closed_by}
    assert (done["4"], done["5"], done["6"]) == ("Nguyễn Văn Truongphong", "Nguyễn Văn Lanhdao", "Nguyễn Văn Vanthu")
    assert Decision.objects.get().closed_at is not None
    assert events.verify(ref_of(dossier)) is None


def approval_ref(approval: Approval) -> Any:
    from motcua.documents.queries.approvals import ref_of as of

    return of(approval)


def test_a_refusal_after_appraisal_names_its_article_and_goes_the_same_way(counter: Counter) -> None:
    with pytest.raises(Invalid):
        proposed(counter, negative=True)
    dossier, approval = proposed(counter, negative=True, article="Điều 9 khoản 1")
    reviewed(counter, approval)
    signed(counter, approval)
    issued(counter, approval)

    result = result_of(ref_of(dossier))
    assert now(dossier).negative and result is not None and result.article == "Điều 9 khoản 1"


def test_what_comes_back_is_open_again_for_whoever_proposed_it_and_goes_on_a_new_round(counter: Counter) -> None:
    dossier, approval = proposed(counter)
    send_back(approval, actor=actor_of(counter.truongphong), note="Sửa căn cứ")
    assert at_step(dossier) == ["3"] and "propose" in names(counter.chuyenvien, dossier)

    act(counter.chuyenvien, dossier, "propose", file=paper(counter.chuyenvien, "bản sửa"))

    assert Approval.objects.get().round == 2 and Decision.objects.count() == 1
    assert at_step(dossier) == ["4"]


def test_what_is_taken_back_is_open_again_and_may_be_proposed_anew(counter: Counter) -> None:
    dossier, approval = proposed(counter)
    withdraw(approval, actor=actor_of(counter.chuyenvien), reason="Nhầm tệp")
    assert at_step(dossier) == ["3"]
    act(counter.chuyenvien, dossier, "propose", file=paper(counter.chuyenvien, "bản khác"))
    assert Decision.objects.filter(closed_at__isnull=True).count() == 1


def test_an_apology_moves_the_date_only_when_it_is_issued(counter: Counter) -> None:
    dossier = forwarded(counter, 2)
    until = datetime(2026, 12, 3, 17, tzinfo=clock.ZONE)
    given = {"until": until, "reason": "Chờ ý kiến", "file": paper(counter.chuyenvien)}
    act(counter.chuyenvien, dossier, "propose_extension", **given)
    before = now(dossier).effective_due_at
    approval = Approval.objects.get()
    reviewed(counter, approval)
    signed(counter, approval)
    assert now(dossier).effective_due_at == before != until

    issued(counter, approval)

    ended = now(dossier)
    assert ended.effective_due_at == until and ended.promised_at == dossier.promised_at
    assert ended.extensions_given.get().signer == "Nguyễn Văn Lanhdao"
    assert at_step(dossier) == ["3"]
