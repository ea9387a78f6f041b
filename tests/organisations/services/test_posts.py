from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.factories import organisations as factory

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import AppError, Invalid, Refused
from motcua.organisations.models import Officer, Post, Tenure, Unit
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.posts import head_of, holders, vacancies
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.people import end_officer
from motcua.organisations.services.posts import (
    ONE_HOLDER,
    create_post,
    end_post,
    extend_term,
    post_ref,
    seat,
    unseat,
)

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)
LATER = date(2027, 6, 1)
GROUND = Ground("45/QĐ-KCNĐN", date(2026, 3, 10))


def post(unit: Unit, kind: str = "head", start: date = factory.START, field: str = "") -> Post:
    return create_post(unit, kind=kind, title="Vị trí thử", field=field, valid_from=start, actor=SYSTEM)


# --- a tenure in every state it can be in; each verb over all of them

STATES = ("planned", "running", "running in a term", "over", "officer left", "post ended")


def tenure_in(state: str, province: factory.Province) -> Tenure:
    made, officer = post(province.board), factory.officer("mot1", province.board)
    start, end = {
        "planned": (TOMORROW, LATER),
        "running": (factory.START, None),
        "running in a term": (factory.START, LATER),
        "over": (factory.START, TODAY),
        "officer left": (factory.START, None),
        "post ended": (factory.START, None),
    }[state]
    tenure = seat(made, officer, valid_from=start, valid_to=end, ground=GROUND, actor=SYSTEM)
    if state == "officer left":
        end_officer(officer, on=TODAY, actor=SYSTEM)
    if state == "post ended":
        end_post(made, on=TODAY, actor=SYSTEM)
    return Tenure.objects.select_related("post", "officer").get(pk=tenure.pk)


def another(tenure: Tenure) -> Officer:
    return factory.officer("khac1", Unit.objects.get(code="ban"))


VERBS: dict[str, tuple[Callable[[Tenure], object], set[str]]] = {
    "unseat": (lambda t: unseat(t, on=TODAY, actor=SYSTEM), {"planned", "running", "running in a term"}),
    "extend": (
        lambda t: extend_term(t, valid_to=date(2028, 1, 1), ground=GROUND, actor=SYSTEM),
        {"planned", "running in a term", "over", "officer left"},
    ),
    "end the post": (
        lambda t: end_post(t.post, on=TODAY, actor=SYSTEM),
        {"planned", "running", "running in a term", "over", "officer left"},
    ),
    "seat another": (
        lambda t: seat(t.post, another(t), valid_from=TODAY, actor=SYSTEM),
        {"over", "officer left"},
    ),
}


@pytest.mark.any_database
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_done_in_exactly_these_states_and_told_once(
    province: factory.Province, verb: str, state: str
) -> None:
    tenure = tenure_in(state, province)
    act, allowed = VERBS[verb]
    told = len(events.history(post_ref(tenure.post)))
    before = list(Tenure.objects.order_by("pk").values()), list(Post.objects.values())

    if state in allowed:
        act(tenure)
        assert len(events.history(post_ref(tenure.post))) == told + 1
    else:
        with pytest.raises(AppError):
            act(tenure)
        assert (list(Tenure.objects.order_by("pk").values()), list(Post.objects.values())) == before
        assert len(events.history(post_ref(tenure.post))) == told


def test_a_unit_has_one_head_and_one_focal_officer_for_a_field_at_a_time(province: factory.Province) -> None:
    head = post(province.board)
    post(province.board, "focal", field="Kiểm soát TTHC")
    post(province.board, "deputy")
    post(province.board, "deputy")
    post(province.board, "focal", field="chuyển đổi số")
    for kind, field in (("head", ""), ("focal", "kiểm soát thủ tục hành chính")):
        with pytest.raises(Refused) as refused:
            post(province.board, kind, field=field, start=TODAY)
        assert refused.value.code == "post_overlap"

    end_post(head, on=TODAY, actor=SYSTEM)

    assert post(province.board, start=TODAY).pk


@pytest.mark.parametrize("kind", Post.Kind.values)
def test_leaders_and_focal_officers_are_one_at_a_time_others_may_share(province: factory.Province, kind: str) -> None:
    made = post(province.board, kind)
    first, second = (factory.officer(name, province.board) for name in ("mot1", "hai2"))
    seat(made, first, valid_from=factory.START, actor=SYSTEM)

    if kind in ONE_HOLDER:
        with pytest.raises(Refused) as refused:
            seat(made, second, valid_from=TODAY, actor=SYSTEM)
        assert refused.value.code == "post_taken"
    else:
        seat(made, second, valid_from=TODAY, actor=SYSTEM)
        assert holders(made, TODAY) == [first, second]
        with pytest.raises(Refused):
            seat(made, first, valid_from=TODAY, actor=SYSTEM)


def test_terms_follow_each_other_without_a_day_between_or_an_overlap(province: factory.Province) -> None:
    made = post(province.board)
    first, second = (factory.officer(name, province.board) for name in ("mot1", "hai2"))
    one = seat(made, first, valid_from=factory.START, valid_to=TODAY, actor=SYSTEM)
    seat(made, second, valid_from=TODAY, valid_to=LATER, actor=SYSTEM)

    assert holders(made, TODAY - timedelta(days=1)) == [first]
    assert holders(made, TODAY) == [second]
    with pytest.raises(Refused):
        extend_term(one, valid_to=LATER, ground=GROUND, actor=SYSTEM)
    with pytest.raises(Refused):
        seat(made, first, valid_from=TODAY, valid_to=TOMORROW, actor=SYSTEM)


def test_a_term_that_ran_out_may_be_prolonged_and_the_vacancy_is_gone(province: factory.Province) -> None:
    made, officer = post(province.board), factory.officer("mot1", province.board)
    tenure = seat(made, officer, valid_from=factory.START, valid_to=TODAY, actor=SYSTEM)
    assert [v.post for v in vacancies(TODAY)] == [made]

    extend_term(tenure, valid_to=LATER, ground=GROUND, actor=SYSTEM)

    assert head_of(province.board, TODAY) == officer
    assert vacancies(TODAY) == []


def test_an_officer_sits_in_their_own_unit_below_it_or_above_it_and_only_while_they_serve(
    province: factory.Province,
) -> None:
    made = post(province.board, "focal")
    from_below = factory.officer("duoi", province.board_office)
    stranger = factory.officer("la12", province.department)

    seat(made, from_below, valid_from=TODAY, actor=SYSTEM)
    with pytest.raises(Invalid) as invalid:
        seat(post(province.board_division), stranger, valid_from=TODAY, actor=SYSTEM)
    assert [e.field for e in invalid.value.errors] == ["officer"]
    with pytest.raises(Refused):
        seat(post(province.office), factory.officer("cu12", province.office), valid_from=date(2015, 1, 1), actor=SYSTEM)


def test_nobody_makes_themselves_a_leader(province: factory.Province) -> None:
    officer = factory.officer("quan", province.board, "operator")
    actor = actor_of(officer.person.user)

    for kind in ("head", "deputy"):
        with pytest.raises(Refused) as refused:
            seat(post(province.board, kind), officer, valid_from=TODAY, actor=actor)
        assert refused.value.code == "own_post"
    assert seat(post(province.board, "focal"), officer, valid_from=TODAY, actor=actor).pk


def test_what_is_wrong_is_told_by_field_and_nothing_is_written(province: factory.Province) -> None:
    make = {"title": "Trưởng ban", "valid_from": TODAY, "actor": SYSTEM}
    wrong = {
        "kind": lambda: create_post(province.board, **(make | {"kind": "king"})),
        "title": lambda: create_post(province.board, **(make | {"kind": "head", "title": "  "})),
        "field": lambda: create_post(province.board, **(make | {"kind": "focal", "field": "---"})),
        "valid_to": lambda: create_post(province.board, **(make | {"kind": "head", "valid_to": TODAY})),
    }
    for field, act in wrong.items():
        with pytest.raises(Invalid) as invalid:
            act()
        assert [e.field for e in invalid.value.errors] == [field]
    with pytest.raises(Refused):
        create_post(province.board, **(make | {"kind": "head", "valid_from": date(2010, 1, 1)}))
    assert not Post.objects.exists()


def test_an_extension_rests_on_a_document_and_leads_on(province: factory.Province) -> None:
    tenure = tenure_in("running in a term", province)

    for end, ground, field in ((date(2028, 1, 1), Ground(), "document"), (LATER, GROUND, "valid_to")):
        with pytest.raises(Invalid) as invalid:
            extend_term(tenure, valid_to=end, ground=ground, actor=SYSTEM)
        assert [e.field for e in invalid.value.errors] == [field]


def test_leaving_the_unit_leaves_its_posts_and_the_trail_names_no_person(province: factory.Province) -> None:
    made, officer = post(province.board), factory.officer("mot1", province.board)
    seat(made, officer, valid_from=factory.START, ground=GROUND, actor=SYSTEM)

    end_officer(officer, on=TODAY, actor=SYSTEM)

    assert head_of(province.board, TODAY) is None
    assert [e.kind for e in events.history(post_ref(made))] == ["post.created", "post.seated", "post.unseated"]
    assert "Nguyễn" not in str([e.payload for e in events.history(post_ref(made))])
