"""An installation's own wording: checked, previewed as it is sent, approved by another person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core import mail
from tests.factories.messages import ASSIGNED, FRIDAY, declaration, told

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Invalid, Refused, Stale, TransitionRefused
from motcua.kernel.refs import Ref
from motcua.messages.models import Wording
from motcua.messages.queries import previews, wordings
from motcua.messages.queries.facts import facts_of
from motcua.messages.queries.letters import letter_for
from motcua.messages.rules.declarations import PURPOSES, declarations, declare, purposes
from motcua.messages.services.delivery import send_due
from motcua.messages.services.templates import Texts, approve_wording, discard_draft, draft_wording, use_shipped
from motcua.messages.workflow import MESSAGES, WORDINGS, WordingState
from motcua.organisations.models import Officer

pytestmark = pytest.mark.django_db
DRAFTER = Actor(Ref("officer", "01900000-0000-7000-8000-00000000000a"), "Người Soạn")
APPROVER = Actor(Ref("officer", "01900000-0000-7000-8000-00000000000b"), "Người Duyệt")
OWN = Texts(
    "Việc mới: {task}", "Đồng chí được giao {task}.\nHạn: {due}", "New: {task}", "You were given {task}. Due {due}"
)


def drafted(texts: Texts = OWN, version: int | None = None) -> Wording:
    return draft_wording("test.assigned", texts, actor=DRAFTER, version=version)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("subject_vi", "Việc {taskk}", "{taskk}"),
        ("body_en", "{task} {secret} {password}", "{password}, {secret}"),
        ("body_vi", "{task.person.name}", "đứng lẻ"),
        ("body_vi", "  ", "Ghi nội dung"),
        ("subject_en", "a\nb", "một dòng"),
        ("subject_vi", "a" * 201, "Dài quá 200"),
        ("body_vi", "a" * 4001, "Dài quá 4000"),
    ],
)
def test_a_wording_with_a_fault_is_refused_at_its_field(field: str, text: str, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        drafted(replace(OWN, **{field: text}))
    (error,) = caught.value.errors
    assert error.field == field and said in str(error)
    assert not Wording.objects.exists()


def test_who_drafted_does_not_approve() -> None:
    draft = drafted()
    with pytest.raises(Refused) as caught:
        approve_wording(draft, actor=DRAFTER)
    assert caught.value.code == "four_eyes"
    assert wordings.texts_in_force(["test.assigned"]) == {"test.assigned": ASSIGNED.texts}


def test_who_changed_a_draft_last_does_not_approve_it() -> None:
    draft = drafted()
    changed = draft_wording("test.assigned", replace(OWN, subject_vi="Khác"), actor=APPROVER, version=draft.version)
    with pytest.raises(Refused):
        approve_wording(changed, actor=APPROVER)


def test_what_was_changed_after_it_was_read_is_not_approved() -> None:
    read = drafted()
    drafted(replace(OWN, subject_vi="Đổi sau khi xem"), version=read.version)
    with pytest.raises(TransitionRefused):
        approve_wording(read, actor=APPROVER)
    with pytest.raises(Stale):
        wordings.draft_as_read("test.assigned", read.version)


def test_an_approved_wording_is_what_people_read(an: Officer) -> None:
    approve_wording(drafted(), actor=APPROVER)
    told([an])
    send_due()
    (letter,) = mail.outbox
    assert letter.subject == "Việc mới: Rà soát quy trình"
    assert str(letter.body).startswith("Đồng chí được giao Rà soát quy trình.\nHạn: 20/11/2026\n")


def test_a_draft_alone_changes_nothing(an: Officer) -> None:
    drafted()
    assert told([an])[0].title == "Được giao: Rà soát quy trình"


def test_a_later_approval_replaces_and_the_shipped_texts_come_back(an: Officer) -> None:
    approve_wording(drafted(), actor=APPROVER)
    approve_wording(drafted(replace(OWN, subject_vi="Lần hai: {task}")), actor=APPROVER)
    assert told([an])[0].title == "Lần hai: Rà soát quy trình"

    use_shipped("test.assigned", actor=APPROVER, reason="gọn hơn")
    assert told([an], dedupe="hai")[0].title == "Được giao: Rà soát quy trình"
    assert [w.state for w in wordings.wordings_of("test.assigned")] == [WordingState.REPLACED, WordingState.REPLACED]
    with pytest.raises(Refused):
        use_shipped("test.assigned", actor=APPROVER, reason="lần nữa")
    assert [e.kind for e in events.history(wordings.template_ref("test.assigned"))] == [
        "wording.drafted", "wording.approved", "wording.drafted", "wording.approved", "wording.replaced",
    ]  # fmt: skip


def test_only_one_draft_at_a_time_and_a_discarded_one_is_gone() -> None:
    draft = drafted()
    with pytest.raises(Refused):
        drafted()
    discard_draft(draft, actor=DRAFTER)
    with pytest.raises(TransitionRefused):
        approve_wording(draft, actor=APPROVER)
    assert drafted().number == 2


def test_a_preview_is_exactly_what_is_sent(an: Officer) -> None:
    """The same template, the sample values as context: subject, text and HTML are the same, but for the record's own address."""
    approve_wording(drafted(), actor=APPROVER)
    made = told([an], context=wordings.sample_context(ASSIGNED))
    sent = letter_for(made[-1], None, facts_of(made, FRIDAY.date()))
    shown = previews.previews_of(ASSIGNED, OWN)[0].letter
    link = f"Mở trên Một Cửa: http://localhost:8000{previews.SAMPLE_PATH}\n\n"
    assert sent.subject == shown.subject
    assert sent.text == shown.text.replace(link, "")
    assert sent.html == shown.html.replace(
        f'<p><a href="http://localhost:8000{previews.SAMPLE_PATH}">Mở trên Một Cửa</a></p>', ""
    )


def test_a_preview_of_what_may_not_be_saved_says_why() -> None:
    with pytest.raises(Invalid):
        previews.checked_previews(ASSIGNED, replace(OWN, body_vi="{nobody}"))


def test_wordings_made_for_another_shipped_text_are_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    approve_wording(drafted(), actor=APPROVER)
    assert wordings.to_review() == []
    upgraded = declaration("test.assigned", subject_vi="Lời mới của bản nâng cấp: {task}")
    monkeypatch.setitem(declarations._entries, "test.assigned", upgraded)
    assert wordings.to_review() == ["test.assigned"]


def test_every_declared_template_reads_well_with_its_samples() -> None:
    """Of all packages: both languages, no brace left, every variable with a name."""
    for key, found in declarations.items():
        assert found.purpose in purposes, key
        assert not found.faults(found.texts), key
        for preview in previews.previews_of(found, found.texts):
            assert not set("{}") & set(preview.letter.subject + preview.letter.text), key
        assert all(v.label for v in found.variables.values()), key


def test_a_bad_declaration_stops_the_start() -> None:
    with pytest.raises(ValueError, match="no purpose"):
        declare(declaration("test.bad", purpose="nothing"))
    with pytest.raises(ValueError, match="biến"):
        declare(declaration("test.bad", body_vi="{nobody}"))
    assert set(PURPOSES) <= {key for key, _ in purposes.items()}


@pytest.mark.parametrize("state", list(WordingState))
def test_only_a_draft_can_be_decided(state: WordingState) -> None:
    draft = drafted()
    Wording.objects.filter(pk=draft.pk).update(state=state)
    draft.refresh_from_db()
    for verb in (lambda: approve_wording(draft, actor=APPROVER), lambda: discard_draft(draft, actor=DRAFTER)):
        if state is WordingState.DRAFT:
            assert {t.name for t in WORDINGS.leading_from(state)} == {"approve", "discard"}
        else:
            with pytest.raises(TransitionRefused):
                verb()


def test_what_was_sent_stays_sent() -> None:
    assert [t.name for t in MESSAGES.leading_from("failed")] == ["resend"]
    assert MESSAGES.is_final("sent") and MESSAGES.is_final("suppressed")
