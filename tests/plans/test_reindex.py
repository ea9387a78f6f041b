"""What is there already is made findable again, by the very words with which it was made findable first."""

from __future__ import annotations

import pytest
from tests.factories import documents as library
from tests.factories.index import emptied, kept
from tests.factories.inspected import inspected
from tests.factories.plans import World
from tests.factories.work import SOMEBODY, everything

from motcua.config import cli
from motcua.documents.services.numbers import take_number
from motcua.kernel import clock, search
from motcua.kernel.errors import Invalid
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Plan, Task
from motcua.plans.services import drafts, funding
from motcua.plans.services.initiatives import write_initiative
from motcua.plans.services.work import Work, register_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.mark.usefixtures("standing_plan")
def test_the_index_made_again_is_the_one_that_the_services_made(world: World, plan: Plan) -> None:
    actor = actor_of(world.office)
    everything(world, plan)
    register_source(
        kind="conclusion", owner=world.board, title="Kết luận", issued_on=clock.today(), actor=SOMEBODY,
        works=[Work("Rà soát", (world.division,), clock.today(), deliverable="Báo cáo")],
    )  # fmt: skip
    drafts.begin_draft(world.board, actor=actor, issuer=world.board, title="Kế hoạch năm 2027", year=2027)
    write_initiative(owner=world.board, kind="model", title="Một cửa lưu động", summary="Đi đến nơi", actor=actor)
    inspected(world, world.division)
    library.law("61/2018/NĐ-CP", "Chính phủ", clock.today(), kind="decree")
    paper = library.signed("report", scan=library.scan("Báo cáo"))
    take_number(library.series(world.division), actor=SOMEBODY, document=paper)
    line = funding.plan_funding(
        plan=plan,
        unit=world.division,
        year=2026,
        source="thuong-xuyen",
        content="In tờ rơi",
        estimate=5_000_000,
        actor=actor,
    )
    funding.spend(line, amount=1_000_000, spent_on=clock.today(), document="HĐ 01", note="Đợt 1", actor=actor)
    before = kept()
    emptied()

    done = {one.kind: one for one in search.reindex()}

    again = kept()
    assert (again["entries"], set(again["postings"]) ^ set(before["postings"])) == (before["entries"], set())
    assert {kind for kind, _id, _title in before["entries"]} <= set(done)
    assert done["plan_task"].new == done["plan_task"].rows == Task.objects.count()
    assert [(one.new, one.gone) for one in search.reindex()] == [(0, 0)] * len(search.indexes)


@pytest.mark.usefixtures("standing_plan")
def test_the_command_tells_what_it_did_and_takes_out_what_is_gone(
    world: World, plan: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    search.index("plan_task", 10**9, title="Không còn")
    first = Task.objects.order_by("pk")[0]
    search.remove("plan_task", [first.pk])

    assert cli.run(["search", "reindex", "plan_task"]) == 0

    assert capsys.readouterr().out == f"plan_task: {Task.objects.count()} hồ sơ, thêm 1, bỏ 1\n"
    assert first in search.find(Task.objects.all(), "plan_task", first.task).queryset


def test_a_kind_that_nobody_declared_is_told() -> None:
    with pytest.raises(Invalid, match="plan_task"):
        list(search.reindex(["none"]))
