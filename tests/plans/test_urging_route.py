"""A letter that urges goes the route of letters, is signed and numbered, and is sent by that."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pytest
from django.urls import reverse
from tests.factories import plan_boards
from tests.factories import plans as factory
from tests.factories.approvals import Board

from motcua.documents.models import StoredFile
from motcua.documents.permissions import readable_files
from motcua.documents.queries.approvals import approval_of
from motcua.kernel import clock, events
from motcua.kernel.errors import Refused
from motcua.plans import events as kinds
from motcua.plans.models import Occurrence, Plan, UrgingLetter
from motcua.plans.queries.urging import issued_paper, letter_ref
from motcua.plans.queries.work import occurrence_ref, task_ref
from motcua.plans.services import urging as services
from motcua.plans.services.urging_paper import letter_as_handed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def urged(board: Board, lead: str = "Phòng Quản lý Đầu tư") -> tuple[Plan, list[Occurrence], UrgingLetter]:
    """A plan with one late task of a unit, and the draft of a letter about it."""
    task = plan_boards.TASK | {"schedule_text": "Tháng 10/2026", "lead": lead}
    plan = plan_boards.issued(board, plan_boards.drafted(board, tasks=(task,)))
    late = list(Occurrence.objects.select_related("task__owner", "unit").filter(task__plan=plan))
    made = services.draft_letter(
        owner=board.board, occurrences=late, answer_by=clock.today() + timedelta(days=5), actor=board.act("drafter")
    )
    return plan, late, made


def test_a_letter_goes_its_route_and_is_sent_with_its_number(board: Board) -> None:
    _plan, late, made = urged(board)
    approval = services.submit_letter(made, actor=board.act("drafter"))
    assert UrgingLetter.objects.get().state == "in_approval"
    with pytest.raises(Refused):
        services.submit_letter(UrgingLetter.objects.get(), actor=board.act("drafter"))
    plan_boards.brought_through(board, approval)

    found = UrgingLetter.objects.get()
    assert (found.state, found.number != "", found.sent_at is not None) == ("sent", True, True)
    for subject in (occurrence_ref(late[0]), task_ref(late[0].task)):
        told = [e for e in events.history(subject) if e.kind == kinds.URGED]
        assert [e.payload["number"] for e in told] == [found.number]


def test_the_units_that_a_letter_names_open_it_as_issued_and_nothing_else_of_its_way(board: Board) -> None:
    _plan, late, made = urged(board, lead="Sở Nội vụ")
    assert late[0].unit == board.elsewhere
    approval = services.submit_letter(made, actor=board.act("drafter"))
    unit = factory.signed_in(board.stranger)
    assert unit.get(reverse("plans:letter", args=[made.uid])).status_code == 404
    plan_boards.brought_through(board, approval)
    letter = UrgingLetter.objects.select_related("owner").get()
    paper = issued_paper(letter)
    assert paper is not None

    page = unit.get(reverse("plans:letter", args=[letter.uid]))
    download = reverse("documents:file", args=[paper.uid])
    assert letter.number in page.content.decode() and download in page.content.decode()
    file = unit.get(download)
    assert file.status_code == 200 and b"".join(file.streaming_content)
    told = unit.get(f"/api/v1/urging-letters/{letter.uid}").json()
    assert (told["number"], told["file"]) == (letter.number, str(paper.uid))

    whole = approval_of(letter_ref(letter))
    assert whole is not None
    assert unit.get(reverse("documents:approval", args=[whole.uid])).status_code == 404
    others = list(StoredFile.objects.filter(owner__startswith="approval:").exclude(pk=paper.pk))
    assert readable_files(board.stranger, [paper, *others]) == {paper.pk}
    assert readable_files(board.other_head, [paper]) == {paper.pk}


def test_a_letter_to_others_stays_closed(board: Board) -> None:
    _plan, _late, made = urged(board)
    plan_boards.brought_through(board, services.submit_letter(made, actor=board.act("drafter")))
    paper = issued_paper(UrgingLetter.objects.get())
    assert paper is not None

    assert readable_files(board.stranger, [paper]) == set()
    assert factory.signed_in(board.stranger).get(reverse("documents:file", args=[paper.uid])).status_code == 404


def test_the_letter_handed_out_bears_its_number_and_who_signed_it(board: Board) -> None:
    _plan, _late, made = urged(board)
    drafted = board.officer("deputy")
    UrgingLetter.objects.filter(pk=made.pk).update(signer=drafted)
    plan_boards.brought_through(board, services.submit_letter(UrgingLetter.objects.get(), actor=board.act("drafter")))
    found = UrgingLetter.objects.get()
    assert found.signer_name and found.signer_name != drafted.person.name

    handed = letter_as_handed(found)
    assert found.number.replace("/", "-") in handed.name
    paper = docx.Document(io.BytesIO(handed.content))
    words = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert found.number in words and board.officer("leader").person.name in words
    assert drafted.person.name not in words
