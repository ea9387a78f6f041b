"""A task's story: everything about it in one dated list that can be narrowed, as far as the reader may know it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Occurrence, Plan
from motcua.plans.services import asking, assigning, difficulties, results
from motcua.plans.services.results import Proof

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
SOMEBODY = Actor(None, "Ai đó")


@pytest.fixture
def one(plan: Plan) -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "task__plan", "unit").get(
        task__plan=plan, task__no="3", task__deliverable__isnull=False
    )


def lived(world: World, one: Occurrence) -> None:
    """Assigned, talked about, stuck and instructed, extended, sent back, handed in again, accepted: a day each."""
    officer = Officer.objects.get(person__user=world.specialist)
    head = Actor(None, "Trưởng phòng")
    until = clock.local(one.due_at).date() + timedelta(days=5)
    steps: list[Any] = [
        lambda: assigning.assign(one, officer, role="lead", note="Làm kỹ", due_on=None, actor=head),
        lambda: assigning.comment(one.task, text="Bắt đầu từ đâu?", actor=actor_of(world.specialist)),
        lambda: difficulties.raise_difficulty(
            one.task, unit=one.unit, occurrence=one, text="Thiếu máy tính", proposal="", actor=head
        ),
        lambda: difficulties.instruct(one.difficulties.get(), text="Mượn của Văn phòng", actor=actor_of(world.leader)),
        lambda: asking.ask_extension(one, until=until, reason="Chờ máy", actor=head),
        lambda: asking.grant_request(one.requests.get(), actor=actor_of(world.office), note="Đồng ý"),
        lambda: results.hand_in(one, actor=head, proofs=[Proof("statement", text="Đã tập huấn")], note="Lần đầu"),
        lambda: results.send_back(one, actor=actor_of(world.office), note="Thiếu danh sách"),
        lambda: results.hand_in(one, actor=head, proofs=[Proof("statement", text="Có danh sách")]),
        lambda: results.accept(one, actor=actor_of(world.office), note="Tốt"),
    ]
    start = clock.now()
    for day, step in enumerate(steps):
        with clock.frozen(start + timedelta(days=day)):
            one.refresh_from_db()
            step()


def page(user: Any, one: Occurrence, query: str = "") -> Any:
    return factory.signed_in(user).get(reverse("plans:task", args=[one.task.uid]) + query)


def test_everything_stands_in_one_list_newest_first(world: World, one: Occurrence) -> None:
    lived(world, one)

    entries = page(world.office, one).context["entries"]

    moments = [e.moment for e in entries]
    assert moments == sorted(moments, reverse=True)
    own = [(e.kind, e.title.partition(" · ")[0], e.text) for e in reversed(entries) if e.kind != "nhac"]
    assert own == [
        ("phan-cong", "Phân công Vũ Chuyên Viên (chủ trì)", "Làm kỹ"),
        ("trao-doi", "Trao đổi", "Bắt đầu từ đâu?"),
        ("kho-khan", "Nêu khó khăn, vướng mắc", "Thiếu máy tính"),
        ("kho-khan", "Ý kiến chỉ đạo", "Mượn của Văn phòng"),
        ("de-nghi", "Xin gia hạn đến 05/10/2026", "Chờ máy"),
        ("de-nghi", "Xin gia hạn: đồng ý", "Đồng ý"),
        ("ket-qua", "Nộp kết quả lần 1", "Đã tập huấn\nLần đầu"),
        ("ket-qua", "Trả lại kết quả", "Thiếu danh sách"),
        ("ket-qua", "Nộp kết quả lần 2", "Có danh sách"),
        ("ket-qua", "Công nhận hoàn thành", "Tốt"),
    ]


def test_it_is_narrowed_by_kind_and_unit_in_the_address(world: World, one: Occurrence) -> None:
    lived(world, one)

    talk = page(world.office, one, "?muc=trao-doi").context
    assert [e.text for e in talk["entries"]] == ["Bắt đầu từ đâu?"]
    assert {str(label) for label, *_rest in talk["story_kinds"]} >= {"Kết quả", "Phân công", "Khó khăn, vướng mắc"}
    assert page(world.office, one, "?muc=khong-co&cua=x").status_code == 200


def test_a_difficulty_is_told_to_those_who_may_read_it(world: World, one: Occurrence) -> None:
    lived(world, one)

    shown = page(world.clerk, one)
    told = [e for e in shown.context["entries"] if e.kind == "kho-khan"]
    from motcua.plans.queries.work import difficulties_for

    assert bool(told) == difficulties_for(world.clerk).filter(task=one.task).exists()
    assert page(world.stranger, one).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_story(world: World, one: Occurrence) -> None:
    lived(world, one)
    page(world.office, one)
    with CaptureQueriesContext(connection) as before:
        page(world.office, one)
    for n in range(20):
        assigning.comment(one.task, text=f"Thêm {n}", actor=SOMEBODY)
    with CaptureQueriesContext(connection) as after:
        answer = page(world.office, one)

    assert len(after) == len(before)
    assert answer.context["story_count"] >= 30
