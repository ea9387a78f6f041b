"""Programs hand back what they read: a procedure by its id as by its code, a line without what they leave, words without our types."""

from __future__ import annotations

import dataclasses
import typing
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import publication as factory
from tests.factories.plans import signed_in
from tests.factories.procedures import procedure
from tests.factories.publication import World

from motcua.kernel.actors import SYSTEM
from motcua.kernel.workdays import Unit
from motcua.procedures import content as parts
from motcua.procedures.content import Content, Part
from motcua.procedures.queries import desk_api
from motcua.procedures.queries.assignments import procedures_named
from motcua.procedures.services.publication_lists import add_line

pytestmark = pytest.mark.django_db
SOME: dict[str, Any] = {
    "steps": parts.Step("Nộp hồ sơ", "Bước 1", "Người dân"),
    "channels": parts.Channel(parts.ChannelKind.DIRECT, "Tại quầy"),
    "components": parts.Component("01", "Đơn", forms=("mau.docx",)),
    "limits": parts.Limit(Decimal(5), Unit.WORKING_DAY, parts.ChannelKind.DIRECT),
    "audiences": parts.Audience.CITIZEN,
    "agencies": parts.Agency(parts.AgencyRole.COMPETENT, "Sở Mẫu"),
    "results": parts.Result("Giấy phép"),
    "fees": parts.Fee(parts.FeeKind.FEE, Decimal(1000)),
    "conditions": parts.Condition("Có trụ sở"),
    "grounds": parts.Ground("12/2021/NĐ-CP"),
    "unread": parts.Unread(Part.STEPS, "- Tổ chức, cá nhân\nnộp hồ sơ"),
    "levels": parts.Level.PROVINCE,
    "sets": 2,
    "answers": {Part.FEES: parts.Answer.NO},
}
TYPES = [t.__name__ for t in vars(parts).values() if isinstance(t, type)]


@pytest.mark.parametrize("name", [f.name for f in dataclasses.fields(Content) if f.name != "name"])
def test_a_difference_tells_words_and_no_type_of_ours(name: str) -> None:
    empty = Content("Hai")
    value = SOME.get(name, "Một")
    listed = typing.get_origin(typing.get_type_hints(Content)[name]) is tuple
    full = dataclasses.replace(empty, **{name: (value,) if listed else value})
    for before, after in ((empty, full), (full, empty)):
        (told,) = desk_api.difference_rows(before, after)
        words = "\n".join(text for text in (told["before"], told["after"]) if text)
        assert told["part"] == name and words
        assert not any(f"{one}(" in words or f"<{one}" in words or f"{one}." in words for one in TYPES), words


def test_words_that_nobody_sorted_stand_as_the_source_has_them() -> None:
    (told,) = desk_api.difference_rows(Content("Hai"), Content("Hai", unread=(SOME["unread"],)))
    assert told == {"part": "unread", "key": "steps", "before": None, "after": "- Tổ chức, cá nhân\nnộp hồ sơ"}


def test_procedures_are_named_by_code_or_id_in_one_question(django_assert_num_queries: Any) -> None:
    one, two = procedure("1.100001"), procedure("1.100002")
    unknown = "01a203fb-0000-7000-8000-000000000000"
    with django_assert_num_queries(1):
        found = procedures_named([str(two.uid), "1.100001", "1.100001.H99", unknown])
    assert found == ([two, one], [unknown])


def test_one_address_answers_to_both(world: World) -> None:
    client, one = signed_in(world.clerk), procedure("1.100001")
    for inner in ("", "/versions", "/local"):
        by_code, by_id = (client.get(f"/api/v1/procedures/{named}{inner}") for named in (one.base_code, one.uid))
        assert by_code.status_code == by_id.status_code == 200, inner
        assert by_code.json() == by_id.json()
    unknown = client.get("/api/v1/procedures/01a203fb-0000-7000-8000-000000000000")
    assert unknown.status_code == 404


@pytest.fixture
def line(world: World) -> tuple[Any, str, Any]:
    one, old = procedure("1.100001"), procedure("1.100002")
    made = factory.decision(world)
    item = add_line(made, action="replaced", procedure=one, replaces=old, actor=SYSTEM)
    return signed_in(world.clerk), f"/api/v1/publications/{made.uid}/lines/{item.uid}/settle", one


def settled(line: tuple[Any, str, Any], **body: Any) -> dict[str, Any]:
    answer = line[0].post(line[1], body, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def test_a_line_takes_back_the_id_that_it_gave(line: tuple[Any, str, Any]) -> None:
    first = settled(line, action="amended", taken=["name"])
    again = settled(line, action="amended", procedure=first["procedure"], taken=first["taken"])
    assert (again["procedure"], again["replaces"], again["taken"]) == (str(line[2].uid), "1.100002", ["name"])


def test_what_a_program_leaves_out_of_a_line_stays_and_what_it_empties_goes(line: tuple[Any, str, Any]) -> None:
    settled(line, taken=["name"], basis_effective_on="2026-03-01")
    stays = settled(line)
    names = ("action", "replaces", "taken", "code")
    assert [stays[name] for name in names] == ["replaced", "1.100002", ["name"], "1.100001"]
    emptied = settled(line, action="amended", replaces="", taken=[])
    assert [emptied[name] for name in names] == ["amended", None, [], "1.100001"]


def test_a_code_of_its_own_makes_a_line_one_of_a_new_procedure(line: tuple[Any, str, Any]) -> None:
    told = settled(line, action="new", code="1.100009", replaces="")
    assert (told["procedure"], told["code"], told["matched"]) == (None, "1.100009", "none")
