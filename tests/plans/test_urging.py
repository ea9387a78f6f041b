"""Letters that urge: what they name, their way to signature, what units answer, who sees and does what."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.urls import reverse
from tests.factories import documents as office
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.documents.queries.approvals import approval_of
from motcua.documents.services.approvables import Issue
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.permissions import actor_of
from motcua.plans import events as kinds
from motcua.plans.handlers.urging import letter_answered, letter_sent
from motcua.plans.models import Difficulty, Occurrence, Plan, UrgingLetter
from motcua.plans.permissions import may_read_letter, readable_letters
from motcua.plans.queries import urging as queries
from motcua.plans.queries.work import occurrence_ref, task_ref
from motcua.plans.services import results
from motcua.plans.services import urging as services
from motcua.plans.services.results import Proof
from motcua.plans.services.urging_paper import letter_docx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
ROLES = ("office", "specialist", "clerk", "leader", "stranger", "auditor")
SOMEBODY = Actor(None, "Ai đó")


@pytest.fixture
def late(world: World, plan: Plan) -> list[Occurrence]:
    """All that is late of the accepted plan: of the office and of the division."""
    rows = queries.late_for(world.office, plan=str(plan.uid))
    return queries.chosen(rows, world.board.pk, [uid for uid, *_rest in queries.late_units(rows, world.board.pk)])


@pytest.fixture
def letter(world: World, late: list[Occurrence]) -> UrgingLetter:
    return services.draft_letter(
        owner=world.board, occurrences=late, answer_by=clock.today() + timedelta(days=5), actor=actor_of(world.office)
    )


def sent(letter: UrgingLetter) -> UrgingLetter:
    """Signed and numbered, as the approval tells it."""
    UrgingLetter.objects.filter(pk=letter.pk).update(state="in_approval")
    file = services._paper(letter, SOMEBODY)
    issue = Issue(number="15/KCNĐN-VP", issued_on=clock.today(), signer="Đỗ Lãnh Đạo", capacity="", file=file)
    services.APPROVABLE.issued(str(letter.uid), issue)
    return UrgingLetter.objects.select_related("owner").get(pk=letter.pk)


def test_a_letter_names_each_late_work_with_its_paper_days_and_unit(
    world: World, plan: Plan, late: list[Occurrence], letter: UrgingLetter
) -> None:
    assert len(late) >= 3
    paper = docx.Document(io.BytesIO(letter_docx(letter)))
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]

    for one in late:
        named = next(row for row in rows if one.task.task in row[1])
        assert plan.number in named[2]
        assert named[3] == f"{clock.local(one.due_at):%d/%m/%Y}"
        assert int(named[4]) == (clock.today() - clock.local(one.due_at).date()).days
    words = "\n".join(p.text for p in paper.paragraphs)
    assert f"{len(late)} nhiệm vụ" in words
    assert "Phòng Đầu tư" in words


def test_what_is_not_late_or_another_bodys_is_not_urged(world: World, late: list[Occurrence]) -> None:
    given: dict[str, Any] = {"answer_by": clock.today() + timedelta(days=5), "actor": SOMEBODY}
    with pytest.raises(Invalid):
        services.draft_letter(owner=world.board, occurrences=[], **given)
    with pytest.raises(Refused):
        services.draft_letter(owner=world.elsewhere, occurrences=late, **given)
    results.hand_in(late[0], actor=SOMEBODY, proofs=[Proof("statement", text="Xong")])
    with pytest.raises(Refused):
        services.draft_letter(owner=world.board, occurrences=late, **given)
    with pytest.raises(Invalid):
        services.draft_letter(owner=world.board, occurrences=late[1:], actor=SOMEBODY, answer_by=clock.today())


def test_a_returned_letter_is_a_draft_again_with_the_reason(world: World, letter: UrgingLetter) -> None:
    services.submit_letter(letter, actor=actor_of(world.office))
    services.APPROVABLE.returned(str(letter.uid), "Bớt đơn vị", SOMEBODY)

    found = UrgingLetter.objects.get()
    assert (found.state, found.return_note) == ("draft", "Bớt đơn vị")
    services.withdraw_letter(found, actor=SOMEBODY, reason="Trình nhầm")
    assert UrgingLetter.objects.get().state == "withdrawn"


def test_a_unit_promises_a_date_and_the_letter_counts_who_is_silent(
    world: World, late: list[Occurrence], letter: UrgingLetter
) -> None:
    letter = sent(letter)
    mine = next(o for o in late if o.unit_id == world.division.pk)
    services.answer_urging(mine, answer="promise", promised_on=date(2026, 12, 20), actor=actor_of(world.specialist))

    figures = queries.figures_of([letter])[letter.pk]
    assert (figures.then, figures.now, figures.units, figures.silent) == (len(late), len(late), 2, 0)
    with clock.frozen(office.NOW + timedelta(days=30)):
        results.hand_in(mine, actor=SOMEBODY, proofs=[Proof("statement", text="Xong")])
        figures = queries.figures_of([letter])[letter.pk]
        assert (figures.now, figures.silent) == (len(late) - 1, 1)
        silent = {unit.name: unit.silent for unit in queries.units_of(letter)}
        assert silent == {"Phòng Đầu tư": False, "Văn phòng": True}
    for subject in (occurrence_ref(mine), task_ref(mine.task)):
        assert [e.payload["promised_on"] for e in events.history(subject) if e.kind == kinds.URGING_ANSWERED]


def test_a_difficulty_as_answer_goes_to_the_leader_at_once(
    world: World, late: list[Occurrence], letter: UrgingLetter
) -> None:
    sent(letter)
    services.answer_urging(late[0], answer="difficulty", text="Thiếu kinh phí", actor=SOMEBODY)

    assert Difficulty.objects.get().text == "Thiếu kinh phí"
    assert queries.urged_of(late[0])[0].answer == "difficulty"


@pytest.mark.parametrize(
    "given",
    [
        {"answer": "promise"},
        {"answer": "promise", "promised_on": date(2026, 1, 1)},
        {"answer": "other"},
        {"answer": "maybe", "text": "x"},
    ],
)
def test_an_answer_says_what_it_must(late: list[Occurrence], letter: UrgingLetter, given: dict[str, Any]) -> None:
    sent(letter)
    with pytest.raises(Invalid):
        services.answer_urging(late[0], actor=SOMEBODY, **given)


def test_nobody_answers_what_was_not_sent(late: list[Occurrence], letter: UrgingLetter) -> None:
    with pytest.raises(Refused):
        services.answer_urging(late[0], actor=SOMEBODY, answer="other", text="x")


def test_the_units_and_the_drafter_are_told_once(world: World, late: list[Occurrence], letter: UrgingLetter) -> None:
    from motcua.messages.models import Message

    letter = sent(letter)
    told = next(e for e in events.history(queries.letter_ref(letter)) if e.kind == kinds.LETTER_SENT)
    letter_sent(told)
    first = Message.objects.filter(template="plans.urged").count()
    letter_sent(told)
    assert Message.objects.filter(template="plans.urged").count() == first >= 2

    services.answer_urging(late[0], answer="other", text="Đang chờ số liệu", actor=SOMEBODY)
    letter_answered(next(e for e in events.history(queries.letter_ref(letter)) if e.kind == kinds.LETTER_ANSWERED))
    assert Message.objects.filter(template="plans.urging_answered").count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_filter_and_predicate_of_reading_agree(world: World, letter: UrgingLetter, role: str) -> None:
    user = getattr(world, role)
    assert readable_letters(UrgingLetter.objects.all(), user).exists() == may_read_letter(user, letter)
    letter = sent(letter)
    assert readable_letters(UrgingLetter.objects.all(), user).exists() == may_read_letter(user, letter)


def test_a_unit_reads_a_letter_once_it_is_sent_and_only_its_own_lines(world: World, letter: UrgingLetter) -> None:
    client = factory.signed_in(world.specialist)
    assert client.get(reverse("plans:letter", args=[letter.uid])).status_code == 404

    sent(letter)
    page = client.get(reverse("plans:letter", args=[letter.uid]))
    assert page.status_code == 200
    assert [unit.name for unit, _lines in page.context["units"]] == ["Phòng Đầu tư"]
    assert client.get(reverse("plans:letter_paper", args=[letter.uid])).status_code == 404


MAY_DRAFT = {"office"}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_draft_a_letter(world: World, letter: UrgingLetter, role: str) -> None:
    client = factory.signed_in(getattr(world, role))

    page = client.get(reverse("plans:urge"))
    assert page.status_code == (200 if role in {*MAY_DRAFT, "stranger"} else 403)
    if role == "stranger":  # an office elsewhere, to whom nothing is owed
        assert page.context["form"] is None
    for name in ("letter_submit", "letter_withdraw"):
        status = client.get(reverse(f"plans:{name}", args=[letter.uid])).status_code
        assert status == (200 if role in MAY_DRAFT else 404 if role in {"stranger", "specialist"} else 403)


def test_from_late_work_to_the_route_in_one_click(world: World, plan: Plan) -> None:
    client = factory.signed_in(world.office)
    page = client.get(reverse("plans:urge"), {"plan": str(plan.uid)})
    form = page.context["form"]
    assert set(form.initial["units"]) == {uid for uid, _label in form.fields["units"].choices}

    response = client.post(
        reverse("plans:urge"),
        {"plan": str(plan.uid), "units": form.initial["units"], "answer_by": "01/12/2026", "signer": "", "words": ""},
    )

    made = UrgingLetter.objects.get()
    assert response.headers["Location"] == reverse("plans:letter", args=[made.uid])
    assert made.state == "in_approval"
    assert approval_of(queries.letter_ref(made)) is not None
    assert client.get(reverse("plans:letters")).status_code == 200
    assert client.get(reverse("plans:letter", args=[made.uid])).status_code == 200
    assert client.get(reverse("plans:letter_paper", args=[made.uid])).status_code == 200


def test_the_unit_answers_from_its_page_and_the_task_says_so(
    world: World, late: list[Occurrence], letter: UrgingLetter
) -> None:
    sent(letter)
    mine = next(o for o in late if o.unit_id == world.division.pk)
    client = factory.signed_in(world.specialist)
    page = client.get(reverse("plans:occurrence", args=[mine.uid])).content.decode()
    assert "Trả lời đôn đốc" in page
    assert "Đã đôn đốc (số 15/KCNĐN-VP" in page

    client.post(
        reverse("plans:occurrence_verb", args=[mine.uid, "tra-loi-don-doc"]),
        {"answer": "promise", "promised_on": "20/12/2026", "text": "Đang in tài liệu"},
    )

    task = client.get(reverse("plans:task", args=[mine.task.uid])).content.decode()
    assert "Đang in tài liệu" in task
    assert "20/12/2026" in task


def test_a_program_lists_letters_and_answers(world: World, late: list[Occurrence], letter: UrgingLetter) -> None:
    sent(letter)
    mine = next(o for o in late if o.unit_id == world.division.pk)
    client = factory.signed_in(world.specialist)
    response = client.post(
        f"/api/v1/occurrences/{mine.uid}/answer_urging",
        data={"answer": "other", "text": "Chờ giảng viên"},
        content_type="application/json",
    )
    assert response.status_code == 200, response.content

    listed = factory.signed_in(world.office).get("/api/v1/urging-letters").json()
    assert [item["number"] for item in listed["items"]] == ["15/KCNĐN-VP"]
    one = factory.signed_in(world.specialist).get(f"/api/v1/urging-letters/{letter.uid}").json()
    assert [(line["unit"], line["answer"], line["text"]) for line in one["lines"]] == [
        ("bql-dt", "other", "Chờ giảng viên")
    ]
    assert factory.signed_in(world.stranger).get(f"/api/v1/urging-letters/{letter.uid}").status_code == 404
