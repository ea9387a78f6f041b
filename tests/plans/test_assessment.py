"""Assessment from records, its approval and what changes afterwards; commendation within planned places; initiatives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import documents as office
from tests.factories import plans as factory
from tests.factories.plans import World, signed_in

from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, TransitionRefused
from motcua.organisations.models import Officer, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.plans.models import Assessed, Initiative, Nomination, Occurrence, Round
from motcua.plans.permissions import readable_assessed, readable_initiatives, readable_rounds
from motcua.plans.queries import assessment as queries
from motcua.plans.services import assessment, commendation, initiatives, results
from motcua.plans.services.assessment import OwnScore, Rule
from motcua.plans.services.results import Proof
from motcua.plans.services.work import open_work
from motcua.plans.workflow import INITIATIVE, NOMINATION, ROUND, InitiativeState, NominationState, RoundState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
D = Decimal
RULES = (
    Rule("Việc đúng hạn", D(60), "on_time"),
    Rule("Việc trễ hạn", D(10), "late", per_case=D(4)),
    Rule("Chỉ số của hệ thống", D(10), "indicator", indicator="plans.occurrences_on_time"),
    Rule("Sáng kiến", D(20), "hand"),
)


def scheme(world: World, **others: Any) -> Any:
    facts: dict[str, Any] = {
        "owner": world.board,
        "assesses": "units",
        "title": "Đánh giá các phòng",
        "rules": RULES,
        "valid_from": date(2026, 1, 1),
        "actor": actor_of(world.office),
    }
    return assessment.issue_scheme(**(facts | others))


def opened(world: World, **others: Any) -> Round:
    """Of the office's two tasks one was done on time, of the division's one none."""
    plan = factory.accepted(world)
    with clock.frozen(datetime(2026, 2, 10, 9, tzinfo=clock.ZONE)):
        open_work(plan, actor=SYSTEM)
    with clock.frozen(datetime(2026, 6, 1, 9, tzinfo=clock.ZONE)):
        done = Occurrence.objects.get(task__task__startswith="Rà soát")
        results.hand_in(done, actor=SYSTEM, proofs=[Proof("statement", text="Đã rà soát")])
        results.accept(done, actor=actor_of(world.office))
    return bare(world, **others)


def bare(world: World, **others: Any) -> Round:
    """A round of units for which nothing is known."""
    scheme(world)
    facts: dict[str, Any] = {"owner": world.board, "assesses": "units", "year": 2026, "actor": actor_of(world.office)}
    return assessment.open_round(**(facts | {"units": [world.office_unit, world.division]} | others))


def of(one: Round, unit: Any) -> Assessed:
    return Assessed.objects.select_related("round__scheme", "unit", "officer").get(round=one, unit=unit)


def approved(world: World, one: Round, hand: str = "15") -> Round:
    assessment.review(one, actor=SYSTEM)
    for assessed in one.assessed.select_related("round"):
        assessed.round = one
        criterion = queries.criteria_of(one.scheme)[3]
        assessment.give_score(assessed, criterion, points=D(hand), note="Theo hồ sơ", actor=actor_of(world.office))
    return assessment.approve(one, decision_number="9/QĐ", decision_on=date(2026, 11, 20), actor=actor_of(world.leader))


def test_points_come_from_the_records_and_show_their_arithmetic(world: World) -> None:
    one = opened(world)
    lines = queries.lines_of(of(one, world.office_unit))
    assert [line.counts for line in lines] == [D(30), D(6), D(5), None]
    assert lines[0].points.steps[0] == "1 ÷ 2 = 50 %"
    assert lines[1].points.steps == ("10 − 1 × 4 = 6",)
    division = queries.lines_of(of(one, world.division))
    assert [line.counts for line in division] == [D(0), D(6), D(0), None]


def test_every_figure_opens_to_as_many_rows_as_it_says(world: World) -> None:
    one = opened(world)
    assessed = of(one, world.office_unit)
    first, second = queries.criteria_of(one.scheme)[:2]
    rows: list[Any] = list(queries.rows_of(assessed, first))
    assert (len(rows), sum(r.good for r in rows)) == (2, 1)
    assert queries.rows_of(assessed, second).count() == 1
    html = signed_in(world.office).get(reverse("plans:assessed_rows", args=[assessed.uid, 1])).content.decode()
    assert "Rà soát quy trình nội bộ" in html
    assert "Công khai thủ tục hành chính" in html


def test_what_is_not_known_is_not_zero_and_does_not_push_a_unit_down(world: World) -> None:
    one = opened(world, units=[world.office_unit, world.elsewhere])
    approved(world, one, hand="20")
    idle = of(one, world.elsewhere)
    by_method = {line.criterion.method: line.counts for line in queries.lines_of(idle)}
    assert (by_method["on_time"], by_method["indicator"]) == (None, None)
    assert (idle.total, idle.rank) == (D(30), 1)


def test_self_scores_are_only_for_what_is_scored_by_hand_within_its_points(world: World) -> None:
    one = opened(world)
    assessed = of(one, world.division)
    criteria = queries.criteria_of(one.scheme)
    for wrong in (OwnScore(criteria[0], D(5)), OwnScore(criteria[3], D("20.01")), OwnScore(criteria[3], D(-1))):
        with pytest.raises(Invalid):
            assessment.score_own(assessed, [wrong], actor=SYSTEM)
    file = store_upload("Quyết định".encode(), name="minh-chung.txt", actor=SYSTEM)
    assessment.score_own(assessed, [OwnScore(criteria[3], D(18), "Có sáng kiến", file)], actor=SYSTEM)
    assert assessed.self_total == D(24)
    assert queries.lines_of(assessed)[3].files == (file,)


def test_the_office_differs_from_records_or_self_score_only_with_a_reason(world: World) -> None:
    one = opened(world)
    assessed = of(one, world.division)
    first, hand = queries.criteria_of(one.scheme)[0], queries.criteria_of(one.scheme)[3]
    assessment.score_own(assessed, [OwnScore(hand, D(18))], actor=SYSTEM)
    with pytest.raises(Refused):
        assessment.give_score(assessed, hand, points=D(18), note="", actor=SYSTEM)
    assessment.review(one, actor=SYSTEM)
    assessed = of(one, world.division)
    assessment.give_score(assessed, hand, points=D(18), note="", actor=SYSTEM)
    for criterion, points in ((hand, D(17)), (first, D(1))):
        with pytest.raises(Invalid):
            assessment.give_score(assessed, criterion, points=points, note=" ", actor=SYSTEM)
    assessment.give_score(assessed, first, points=D(1), note="Thiên tai", actor=SYSTEM)
    assert [line.counts for line in queries.lines_of(assessed)] == [D(1), D(6), D(0), D(18)]


def test_approval_grades_ranks_and_freezes_and_later_changes_are_told(world: World) -> None:
    one = opened(world)
    approved(world, one)
    office_unit, division = of(one, world.office_unit), of(one, world.division)
    assert (office_unit.total, office_unit.rank, office_unit.grade) == (D(56), 1, "Hoàn thành nhiệm vụ")
    assert (division.total, division.rank, division.grade) == (D(21), 2, "Không hoàn thành nhiệm vụ")
    assert queries.differences(one) == []
    with pytest.raises(Refused):
        assessment.recompute(one, actor=SYSTEM)
    Occurrence.objects.filter(task__task__startswith="Rà soát").update(
        handed_in_at=datetime(2026, 7, 20, tzinfo=clock.ZONE)
    )
    told = {(d.assessed.pk, d.criterion.position): (d.frozen[0], d.now[0]) for d in queries.differences(one)}
    assert told[office_unit.pk, 1] == (D(1), D(0))
    assert told[office_unit.pk, 2] == (D(1), D(2))
    html = signed_in(world.office).get(reverse("plans:round_check", args=[one.uid])).content.decode()
    assert "Việc đúng hạn" in html


def test_approval_waits_for_the_points_given_by_hand(world: World) -> None:
    one = bare(world)
    assessment.review(one, actor=SYSTEM)
    with pytest.raises(Refused) as caught:
        assessment.approve(one, decision_number="9", decision_on=date(2026, 11, 20), actor=SYSTEM)
    assert "Phòng Đầu tư" in str(caught.value)


def test_equal_units_share_a_rank(world: World) -> None:
    one = bare(world, units=[world.division, world.elsewhere, world.office_unit])
    assessment.review(one, actor=SYSTEM)
    for assessed in one.assessed.select_related("round"):
        for criterion in queries.criteria_of(one.scheme):
            assessment.give_score(assessed, criterion, points=D(5), note="Như nhau", actor=SYSTEM)
    assessment.approve(one, decision_number="9", decision_on=date(2026, 11, 20), actor=SYSTEM)
    assert set(one.assessed.values_list("rank", flat=True)) == {1}


def test_a_scheme_changes_by_a_new_number_and_rounds_keep_theirs(world: World) -> None:
    one = bare(world)
    newer = scheme(world, valid_from=date(2027, 1, 1), rules=[Rule("Một", D(100), "hand")])
    assert (newer.number, one.scheme.number) == (2, 1)
    with pytest.raises(Refused):
        assessment.open_round(owner=world.board, assesses="units", year=2026, units=[world.division], actor=SYSTEM)
    next_year = assessment.open_round(
        owner=world.board, assesses="units", year=2027, units=[world.division], actor=SYSTEM
    )
    assert next_year.scheme == newer


@pytest.mark.parametrize(
    "wrong",
    [
        {"rules": []},
        {"rules": [Rule("", D(1), "hand")]},
        {"rules": [Rule("a", D(0), "hand")]},
        {"rules": [Rule("a", D(1), "late")]},
        {"rules": [Rule("a", D(1), "indicator", indicator="no.such")]},
        {"rules": [Rule("a", D(1), "on_time", full_at=D(50), nothing_at=D(50))]},
        {"grades": [{"name": "A", "from": 50}, {"name": "B", "from": 60}]},
        {"title": " "},
    ],
)
def test_a_wrong_scheme_is_refused(world: World, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        scheme(world, **wrong)


def test_officers_are_assessed_by_what_was_given_to_them(world: World) -> None:
    from motcua.plans.models import Assignee

    opened(world)
    officer = Officer.objects.select_related("person", "unit").get(person__user=world.specialist)
    Assignee.objects.create(
        occurrence=Occurrence.objects.get(task__task__startswith="Rà soát"),
        officer=officer,
        role="lead",
        given_at=datetime(2026, 3, 1, tzinfo=clock.ZONE),
    )
    scheme(world, assesses="officers", rules=RULES[:2])
    one = assessment.open_round(
        owner=world.board, assesses="officers", year=2026, officers=[officer], actor=actor_of(world.office)
    )
    assert [line.counts for line in queries.lines_of(of(one, world.division))] == [D(60), D(10)]
    html = signed_in(world.specialist).get(reverse("plans:assessed", args=[of(one, world.division).uid]))
    assert html.status_code == 200


STATES: dict[str, tuple[str, ...]] = {
    RoundState.SELF_SCORING: (),
    RoundState.REVIEWING: ("review",),
    RoundState.APPROVED: ("approve",),
}


@pytest.mark.parametrize("state", list(RoundState))
@pytest.mark.parametrize("name", list(ROUND.transitions))
def test_each_step_of_a_round_is_taken_only_from_its_states(world: World, state: str, name: str) -> None:
    one = bare(world)
    if "review" in STATES[state]:
        assessment.review(one, actor=SYSTEM)
    if "approve" in STATES[state]:
        approved(world, one)
    steps: dict[str, Any] = {
        "review": lambda: assessment.review(one, actor=SYSTEM),
        "send_back": lambda: assessment.send_back(one, reason="x", actor=SYSTEM),
        "approve": lambda: assessment.approve(one, decision_number="1", decision_on=date(2026, 11, 20), actor=SYSTEM),
    }
    if state in ROUND.transitions[name].sources:
        if name == "approve":
            for assessed in one.assessed.select_related("round"):
                hand = queries.criteria_of(one.scheme)[3]
                assessment.give_score(assessed, hand, points=D(1), note="x", actor=SYSTEM)
        steps[name]()
        assert one.state == ROUND.transitions[name].target
    else:
        with pytest.raises(Refused):
            steps[name]()


def test_before_approval_a_unit_sees_only_itself_afterwards_all(world: World) -> None:
    one = bare(world)
    head = create_officer(
        "Bùi Trưởng Phòng", unit=world.division, role="head", actor=SYSTEM, on=office.START, password=office.PASSWORD
    ).user

    def seen(user: User) -> set[str]:
        return set(readable_assessed(Assessed.objects.all(), user).values_list("name", flat=True))

    assert seen(head) == {"Phòng Đầu tư"}
    assert seen(world.office) == seen(world.leader) == seen(world.auditor) == {"Phòng Đầu tư", "Văn phòng"}
    assert seen(world.stranger) == set()
    assert signed_in(head).get(reverse("plans:assessed", args=[of(one, world.office_unit).uid])).status_code == 404
    approved(world, one)
    assert seen(head) == {"Phòng Đầu tư", "Văn phòng"}
    assert seen(world.stranger) == set()
    assert not readable_rounds(Round.objects.all(), world.stranger).exists()


ROLES = {
    "office": {"tinh-lai": 200, "cham": 200, "phe-duyet": 403},
    "leader": {"tinh-lai": 403, "cham": 403, "phe-duyet": 200},
    "clerk": {"tinh-lai": 403, "cham": 403, "phe-duyet": 403},
    "auditor": {"tinh-lai": 403, "cham": 403, "phe-duyet": 403},
    "stranger": {"tinh-lai": 404, "cham": 404, "phe-duyet": 404},
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_with_a_round(world: World, role: str) -> None:
    one = bare(world)
    client = signed_in(getattr(world, role))
    for slug, status in ROLES[role].items():
        assert client.get(reverse("plans:round_act", args=[one.uid, slug])).status_code == status, slug


def test_nominations_stay_within_the_places_of_the_plan(world: World) -> None:
    text = factory.plan_text().replace("Lớp tập huấn |", "Khen thưởng 02 tập thể, 01 cá nhân |")
    plan = factory.accepted(world, text)
    scheme(world)
    one = assessment.open_round(
        owner=world.board, assesses="units", year=2026, units=[world.division], plan=plan, actor=SYSTEM
    )
    assert (one.planned_collectives, one.planned_persons, one.planned_words) == (2, 1, "02 tập thể, 01 cá nhân")
    officer = Officer.objects.select_related("person", "unit").get(person__user=world.specialist)
    facts: dict[str, Any] = {"award": "Giấy khen", "achievement": "Tốt", "actor": actor_of(world.office)}
    first = commendation.nominate(one, unit=world.division, officer=officer, **facts)
    clerk = Officer.objects.select_related("person", "unit").get(person__user=world.clerk)
    with pytest.raises(Refused) as caught:
        commendation.nominate(one, unit=clerk.unit, officer=clerk, **facts)
    assert "02 tập thể, 01 cá nhân" in str(caught.value)
    commendation.decline(first, reason="Chưa đủ thời gian", actor=SYSTEM)
    second = commendation.nominate(one, unit=clerk.unit, officer=clerk, **facts)
    commendation.nominate(one, unit=world.division, **facts)
    with pytest.raises(Refused):
        commendation.nominate(one, unit=world.division, **facts)
    with pytest.raises(Invalid):
        commendation.grant(second, decision_number="", decision_on=date(2026, 11, 20), actor=SYSTEM)
    commendation.grant(second, decision_number="77/QĐ", decision_on=date(2026, 11, 20), actor=SYSTEM)
    with pytest.raises(Invalid):
        commendation.set_places(one, collectives=2, persons=0, words="QĐ", actor=SYSTEM)
    assert queries.taken(one, "person") == 1


def test_without_planned_places_nobody_is_nominated(world: World) -> None:
    one = bare(world)
    with pytest.raises(Refused) as caught:
        commendation.nominate(one, unit=world.division, award="x", achievement="x", actor=SYSTEM)
    assert caught.value.code == "no_places"


@pytest.mark.parametrize("state", list(NominationState))
@pytest.mark.parametrize("name", list(NOMINATION.transitions))
def test_each_step_of_a_nomination_is_taken_only_from_its_states(world: World, state: str, name: str) -> None:
    one = bare(world)
    commendation.set_places(one, collectives=1, persons=0, words="KH", actor=SYSTEM)
    made = commendation.nominate(one, unit=world.division, award="x", achievement="x", actor=SYSTEM)
    steps: dict[str, Any] = {
        "grant": lambda: commendation.grant(made, decision_number="1", decision_on=date(2026, 11, 20), actor=SYSTEM),
        "decline": lambda: commendation.decline(made, reason="x", actor=SYSTEM),
        "withdraw": lambda: commendation.withdraw(made, reason="x", actor=SYSTEM),
    }
    path = {"granted": "grant", "declined": "decline", "withdrawn": "withdraw"}
    if state in path:
        steps[path[state]]()
    if state in NOMINATION.transitions[name].sources:
        steps[name]()
        assert Nomination.objects.get().state == NOMINATION.transitions[name].target
    else:
        with pytest.raises(TransitionRefused):
            steps[name]()


def written(world: World) -> Initiative:
    return initiatives.write_initiative(
        owner=world.division,
        kind="model",
        title="Tổ lưu động",
        summary="Nhận hồ sơ tại nhà máy",
        actor=actor_of(world.specialist),
    )


def test_an_initiative_is_public_only_after_a_leader_has_published_it(world: World) -> None:
    one = written(world)
    page, listing = reverse("plans:public_initiative", args=[one.uid]), reverse("plans:public_initiatives")

    def public() -> tuple[int, bool]:
        client = signed_in(None)
        return client.get(page).status_code, "Tổ lưu động" in client.get(listing).content.decode()

    assert public() == (404, False)
    initiatives.submit(one, actor=actor_of(world.specialist))
    with pytest.raises(Refused):
        initiatives.approve(one, decision_number="1", decision_on=date(2026, 11, 1), actor=actor_of(world.specialist))
    initiatives.approve(one, decision_number="1", decision_on=date(2026, 11, 1), actor=actor_of(world.office))
    assert public() == (404, False)
    assert signed_in(world.office).post(reverse("plans:initiative_act", args=[one.uid, "cong-bo"])).status_code == 403
    assert signed_in(world.leader).post(reverse("plans:initiative_act", args=[one.uid, "cong-bo"])).status_code == 302
    assert public() == (200, True)
    assert signed_in(None).get(f"/en/mo-hinh/{one.uid}").status_code == 200
    one.refresh_from_db()
    initiatives.withdraw_publication(one, reason="Sửa lại", actor=actor_of(world.leader))
    assert public() == (404, False)
    assert not readable_initiatives(Initiative.objects.all(), world.stranger).exists()


@pytest.mark.parametrize("state", list(InitiativeState))
@pytest.mark.parametrize("name", list(INITIATIVE.transitions))
def test_each_step_of_an_initiative_is_taken_only_from_its_states(world: World, state: str, name: str) -> None:
    one = written(world)
    steps: dict[str, Any] = {
        "submit": lambda: initiatives.submit(one, actor=SYSTEM),
        "send_back": lambda: initiatives.send_back(one, reason="x", actor=SYSTEM),
        "approve": lambda: initiatives.approve(one, decision_number="1", decision_on=date(2026, 11, 1), actor=SYSTEM),
        "publish": lambda: initiatives.publish(one, actor=SYSTEM),
        "withdraw_publication": lambda: initiatives.withdraw_publication(one, reason="x", actor=SYSTEM),
    }
    path = ["submit", "approve", "publish"][: list(InitiativeState).index(InitiativeState(state))]
    for step in path:
        steps[step]()
    if state in INITIATIVE.transitions[name].sources:
        steps[name]()
        assert one.state == INITIATIVE.transitions[name].target
    else:
        with pytest.raises(TransitionRefused):
            steps[name]()


def test_every_page_is_drawn_and_takes_what_is_typed(world: World) -> None:
    one = bare(world)
    client = signed_in(world.office)
    division = of(one, world.division)
    answer = client.post(reverse("plans:score_own", args=[division.uid]), {"own-4": "12,5", "note-4": "Có"})
    assert answer.status_code == 302
    assert of(one, world.division).self_total == D("22.50")
    client.post(reverse("plans:places", args=[one.uid]), {"collectives": "1", "persons": "1", "words": "KH 18"})
    nominate = reverse("plans:nominate", args=[one.uid, "tap-the"])
    typed = {"units": "Phòng Đầu tư", "award": "Giấy khen", "achievement": "Tốt"}
    assert client.post(nominate, typed).status_code == 302
    assessment.review(Round.objects.get(pk=one.pk), actor=SYSTEM)
    address = reverse("plans:give_score", args=[division.uid, 4])
    html = client.post(address, {"points": "11", "note": ""}).content.decode()
    assert 'href="#id_note"' in html
    assert client.post(address, {"points": "12,5", "note": ""}).status_code == 302
    made = written(world)
    for url in (
        reverse("plans:rounds"),
        reverse("plans:open_round"),
        reverse("plans:round", args=[one.uid]),
        reverse("plans:assessed", args=[division.uid]),
        reverse("plans:schemes"),
        reverse("plans:scheme", args=[one.scheme.uid]),
        reverse("plans:new_scheme") + f"?tu={one.scheme.uid}",
        reverse("plans:initiatives"),
        reverse("plans:initiative", args=[made.uid]),
        reverse("plans:write_initiative"),
    ):
        assert client.get(url).status_code == 200, url


def test_a_scheme_is_made_on_the_page(world: World) -> None:
    client = signed_in(world.office)
    typed = {
        "owner": str(world.board.uid),
        "assesses": "units",
        "title": "Bộ mới",
        "valid_from": "01/01/2026",
        "grades": "Tốt | 70\nCòn lại | 0",
        "tc-TOTAL_FORMS": "2",
        "tc-INITIAL_FORMS": "0",
        "tc-0-title": "Đúng hạn",
        "tc-0-most": "62,5",
        "tc-0-method": "on_time",
        "tc-0-full_at": "95",
    }
    assert client.post(reverse("plans:new_scheme"), typed).status_code == 302
    made = queries.schemes_for(world.office).get()
    assert [(c.title, c.most, c.full_at) for c in queries.criteria_of(made)] == [("Đúng hạn", D("62.50"), D(95))]
    assert made.grades[0] == {"name": "Tốt", "from": 70.0}


def test_lists_ask_the_database_equally_often_for_one_round_and_for_many(world: World) -> None:
    counts = []
    bare(world)
    for more in (0, 3):
        for n in range(more):
            assessment.open_round(
                owner=world.board, assesses="units", year=2027 + n, units=[world.division], actor=SYSTEM
            )
            written(world)
        client = signed_in(world.office)
        for name in ("plans:rounds", "plans:initiatives"):
            written(world)
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as seen:
                assert client.get(reverse(name)).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
