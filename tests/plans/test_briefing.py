"""Giao ban and ranking: every number opens to as many rows, the sheet is one A4, who may open it, conclusions become tasks."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pypdfium2
import pytest
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.documents.writing import to_pdf
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.indicators import Window
from motcua.organisations.permissions import actor_of
from motcua.plans.desk import briefing_paper
from motcua.plans.indicators import ON_TIME
from motcua.plans.models import Difficulty, Occurrence, Plan, WorkSource
from motcua.plans.queries import briefing as queries
from motcua.plans.queries import ranking
from motcua.plans.queries.briefing import Briefing, Concluded, Line
from motcua.plans.rules.briefing import span_of
from motcua.plans.services import difficulties, results
from motcua.plans.services.results import Proof
from motcua.plans.services.work import Work, register_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
ROLES = ("office", "specialist", "clerk", "leader", "stranger", "auditor")
SOMEBODY = Actor(None, "Ai đó")


@pytest.fixture
def life(world: World, plan: Plan) -> list[Occurrence]:
    """One done this week, one handed in, the rest late; a difficulty; a meeting that gave two tasks."""
    of_units = Occurrence.objects.filter(task__plan=plan, unit__isnull=False)
    rows = list(
        of_units.select_related("task__owner", "unit").order_by("due_at", "pk")
    )  # the first has been late for longest
    results.hand_in(rows[0], actor=SOMEBODY, proofs=[Proof("statement", text="Xong")])
    results.accept(rows[0], actor=Actor(None, "Người khác"))
    difficulties.raise_difficulty(
        rows[1].task, unit=rows[1].unit, occurrence=rows[1], text="Thiếu người", actor=SOMEBODY
    )
    register_source(
        kind="conclusion",
        owner=world.board,
        title="Kết luận họp giao ban tuần trước",
        issued_on=clock.today() - timedelta(days=5),
        actor=actor_of(world.office),
        works=[
            Work("Rà soát biểu mẫu", (world.division,), clock.today() + timedelta(days=3)),
            Work("Báo cáo nhân sự", (world.office_unit,), clock.today() + timedelta(days=20)),
        ],
    )
    return rows


def test_every_count_is_the_length_of_its_rows(world: World, life: list[Occurrence]) -> None:
    scope = queries.scope_of(world.office, span_of("week", clock.today()))
    found = queries.briefing_of(scope)

    assert (found.total.done, found.total.difficulties) == (1, 1)
    assert found.total.late >= 1
    assert found.total.due == 1  # the one of the meeting that falls due before the next week ends
    for which in queries.COUNTS:
        assert getattr(found.total, which) == queries.rows_of(which, scope).count()
        for line in found.lines:
            assert getattr(line, which) == queries.rows_of(which, queries.of_line(scope, line.uid)).count()
    assert [c.occurrence.task.task for c in found.concluded] == ["Rà soát biểu mẫu", "Báo cáo nhân sự"]


def test_a_past_period_is_told_as_it_stood(world: World, life: list[Occurrence]) -> None:
    now = queries.briefing_of(queries.scope_of(world.office, span_of("week", clock.today())))
    before = queries.briefing_of(queries.scope_of(world.office, span_of("week", clock.today() - timedelta(days=7))))

    assert before.total.done == 0
    assert before.total.late == now.total.late + 1  # what was done this week was late last week
    assert before.total.difficulties == 0


def test_a_unit_and_a_leader_narrow_the_page(world: World, life: list[Occurrence]) -> None:
    span = span_of("month", clock.today())
    found = queries.briefing_of(queries.scope_of(world.office, span, unit=str(world.division.uid)))
    assert [line.name for line in found.lines] == ["Phòng Đầu tư"]
    nobody = queries.briefing_of(queries.scope_of(world.office, span, leader="khong-co"))
    assert nobody.lines == ()


def test_the_questions_do_not_grow_with_the_units(
    world: World, life: list[Occurrence], django_assert_max_num_queries: Any
) -> None:
    scope = queries.scope_of(world.office, span_of("week", clock.today()))
    with django_assert_max_num_queries(11):
        queries.briefing_of(scope)
    with django_assert_max_num_queries(6):
        ranking.ranking_of(world.office, Window(date(2026, 1, 1), date(2026, 12, 31)), 1)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["briefing", "ranking"])
def test_who_may_open_the_pages(world: World, role: str, name: str) -> None:
    status = factory.signed_in(getattr(world, role)).get(reverse(f"plans:{name}")).status_code

    assert status == (200 if role in {"office", "leader", "stranger"} else 403)


def test_the_page_opens_its_numbers_and_its_files(world: World, life: list[Occurrence]) -> None:
    client = factory.signed_in(world.office)
    page = client.get(reverse("plans:briefing"))
    for which, address in page.context["opens"].items():
        assert client.get(address).context["list"].count == getattr(page.context["found"].total, which)
    for form in ("docx", "xlsx"):
        assert client.get(reverse("plans:briefing_file", args=[form])).status_code == 200
    assert client.get(reverse("plans:briefing_file", args=["exe"])).status_code == 404
    assert client.get(reverse("plans:briefing"), {"ky": "nonsense", "don-vi": "x"}).status_code == 200
    assert "Thiếu người" in page.content.decode()


def test_a_conclusion_becomes_a_task_that_the_next_page_shows(world: World, life: list[Occurrence]) -> None:
    client = factory.signed_in(world.office)
    address = client.get(reverse("plans:briefing")).context["conclude"]
    form = client.get(address)
    assert "Họp giao ban tuần" in form.content.decode()
    given = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    response = client.post(
        address,
        {
            **given,
            "owner": str(world.board.uid),
            "issued_on": f"{clock.today():%d/%m/%Y}",
            "viec-TOTAL_FORMS": "3",
            "viec-INITIAL_FORMS": "0",
            "viec-0-text": "Niêm yết lại thủ tục",
            "viec-0-leads": "Phòng Đầu tư",
            "viec-0-due_on": "15/12/2026",
        },
    )

    assert response.status_code == 302, response.content.decode()
    assert WorkSource.objects.get(title=given["title"]).kind == "conclusion"
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert "Niêm yết lại thủ tục" in client.get(reverse("plans:briefing")).content.decode()


def test_the_sheet_is_one_page_with_the_longest_texts(world: World, life: list[Occurrence]) -> None:
    scope = queries.scope_of(world.office, span_of("week", clock.today()))
    long = "Rà soát, đơn giản hóa, cắt giảm thủ tục hành chính không cần thiết của đơn vị và báo cáo kết quả " * 3
    unit = "Ban Quản lý các khu công nghiệp và khu kinh tế trọng điểm phía Nam của thành phố " * 2
    one = Occurrence.objects.select_related("task", "unit").filter(pk=life[1].pk).get()
    one.task.task = long
    source = WorkSource.objects.get()
    trouble = Difficulty.objects.get()
    trouble.text = long
    for units, others in ((40, 60), (2, 60), (40, 1), (15, 0)):
        lines = tuple(Line(str(n), unit, 111, 222, 333, 44) for n in range(units))
        listed, told = ((one, unit),) * others, ((trouble, unit),) * others
        full = Briefing(lines, lines[0], listed, listed, told, (Concluded(source, one, unit),) * others)
        made = briefing_paper.official(scope, full, world.board.pk, unit.strip())

        pages = pypdfium2.PdfDocument(to_pdf(made, layout=briefing_paper.LAYOUT))
        assert len(pages) == 1, (units, others)
        pages.close()


def test_the_ranking_is_the_indicator_and_its_numbers_open(world: World, life: list[Occurrence]) -> None:
    window = Window(date(2026, 1, 1), clock.today())
    places = ranking.ranking_of(world.leader, window, 1)
    units = (world.office_unit, world.division)
    assert ON_TIME.by_unit is not None
    value = ON_TIME.by_unit([unit.pk for unit in units], window, clock.now())

    for unit in units:
        mine = next(p for p in places if p.unit.key == str(unit.uid))
        assert (mine.unit.on_time, mine.unit.cases) == (value[unit.pk].numerator, value[unit.pk].denominator)
    client = factory.signed_in(world.leader)
    page = client.get(reverse("plans:ranking"), {"from": "01/01/2026", "to": f"{clock.today():%d/%m/%Y}", "least": 1})
    for place, opens in page.context["places"]:
        for which, count in (("cases", place.unit.cases), ("on_time", place.unit.on_time), ("missing", place.missing)):
            assert client.get(opens[which]).context["list"].count == count


def test_units_without_a_place_stand_folded_where_there_are_many(
    world: World, life: list[Occurrence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.plans.desk.ranking.MANY", 1)
    window = {"from": "01/01/2026", "to": f"{clock.today():%d/%m/%Y}"}
    page = factory.signed_in(world.leader).get(reverse("plans:ranking"), window | {"least": 2})
    shown, folded = page.context["lines"], page.context["quiet"]

    assert [one.place for one, _open in shown] == sorted(one.place for one, _open in shown)
    assert not any(one.place for one, _open in folded)
    assert {one.unit.name for one, _ in [*shown, *folded]} == {one.unit.name for one, _ in page.context["places"]}
    nobody = factory.signed_in(world.leader).get(reverse("plans:ranking"), window | {"least": 9999})
    assert nobody.context["lines"]
    assert not nobody.context["quiet"]  # where none has a place, all stand open


def test_the_ranking_sorts_and_goes_out_as_a_workbook(world: World, life: list[Occurrence]) -> None:
    client = factory.signed_in(world.leader)
    for sort in ("place", "name", "share", "on_time", "cases", "missing", "nonsense"):
        assert client.get(reverse("plans:ranking"), {"sort": sort}).status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("plans:ranking"), {"export": "xlsx"}).content))
    names = [row[1] for row in book.active.iter_rows(values_only=True)]
    assert "Văn phòng" in names
    assert client.get(reverse("plans:ranking"), {"from": "không phải ngày"}).status_code == 200
