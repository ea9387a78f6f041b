"""Leads that papers name by post: found again for plans that were kept before, shown while a reading is reviewed."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import plans as factory
from tests.factories.plans import World, signed_in

from motcua.config import cli
from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Officer
from motcua.organisations.services.posts import create_post, seat
from motcua.plans.models import Occurrence, Plan, TaskUnit
from motcua.plans.queries.work import task_ref

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
WORDS = "Công khai thủ tục hành chính tại Bộ phận Một cửa | Văn phòng |"
TEXT = factory.plan_text().replace(WORDS, WORDS.replace("Văn phòng", "Lãnh đạo Ban"))


@pytest.fixture
def old_plan(world: World) -> Plan:
    """Kept as before posts were understood: its leads are units."""
    post = create_post(world.board, kind="head", title="Trưởng ban", actor=SYSTEM, valid_from=date(2020, 1, 1))
    holder = Officer.objects.get(person__user=world.leader)
    plan = factory.accepted(world, TEXT)
    TaskUnit.objects.filter(task__plan=plan).update(post=None)
    Occurrence.objects.filter(task__plan=plan).update(officer=None)
    seat(post, holder, valid_from=date(2020, 1, 1), actor=SYSTEM)
    return plan


def test_the_command_names_posts_gives_work_to_their_holders_and_does_nothing_twice(
    world: World, old_plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["plan", "posts", "--dry-run"]) == 0
    assert "Lãnh đạo Ban → bql: Người đứng đầu đơn vị" in capsys.readouterr().out
    assert not TaskUnit.objects.filter(task__plan=old_plan, post__isnull=False).exists()

    assert cli.run(["plan", "posts"]) == 0
    assert "Đã ghi chức vụ cho 1 chủ trì; 1 việc chuyển" in capsys.readouterr().out
    (row,) = TaskUnit.objects.filter(task__plan=old_plan, post__isnull=False).select_related("task", "unit")
    assert (row.post, row.unit) == ("head", world.board)
    one = Occurrence.objects.get(task=row.task)
    assert one.officer == Officer.objects.get(person__user=world.leader)
    assert [e.kind for e in events.history(task_ref(row.task))].count("task.post_named") == 1

    assert cli.run(["plan", "posts"]) == 0
    assert "Đã ghi chức vụ cho 0 chủ trì; 0 việc chuyển" in capsys.readouterr().out


def test_the_review_shows_the_post_and_other_words_correct_it(world: World) -> None:
    reading = factory.read(world, TEXT)
    page = signed_in(world.office).get(f"/desk/ke-hoach/ban-doc/{reading.uid}/nhiem-vu/").content.decode()
    assert "giao cho chức vụ: Người đứng đầu đơn vị" in page

    tasks = (reading.current or {})["tasks"]
    place = next(n for n, task in enumerate(tasks) if task["lead"] == "Lãnh đạo Ban")
    answer = signed_in(world.office).post(
        f"/desk/ke-hoach/ban-doc/{reading.uid}/sua",
        {"path": f"/tasks/{place}/lead", "value": "Văn phòng", "seen": '"Lãnh đạo Ban"'},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200, answer.content
    assert "chức vụ" not in answer.json()["understood"]
