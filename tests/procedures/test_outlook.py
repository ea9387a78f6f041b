"""What publishing will do is told before it is done, on the desk and over REST; the lines of a long decision come page by page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import publication as factory
from tests.factories.calling import call, token
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World, signed

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.procedures.content import Content
from motcua.procedures.models import ProcedureVersion, PublicationDecision, PublicationItem
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries.outlook import outlook_of
from motcua.procedures.services.publication_lists import add_line
from motcua.procedures.services.publishing import publish_decision

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


def fresh(made: PublicationDecision) -> PublicationDecision:
    return queries.decision_by_uid(str(made.uid))


def mixed(world: World) -> PublicationDecision:
    """Of each kind one line: changed by a draft, amended with nothing, national with nothing, unknown, new and half written, ending anew."""
    written, idle, national = (
        procedure("1.100001", origin="own"),
        procedure("1.100002", origin="own"),
        procedure("1.100003"),
    )
    draft(written, content("Tên mới"))
    half = procedure("1.100004", origin="own")
    half.versions.all().delete()
    draft(half, Content("Mới soạn một nửa"))
    leaving = procedure("1.100005")
    first = signed(
        world,
        leaving,
        action="abolished",
        number="1/QĐ-UBND",
        effective_on=date(2027, 1, 1),
        basis=factory.basis("1/NĐ"),
    )
    publish_decision(fresh(first), actor=SYSTEM)
    made = signed(world, written, idle, national, effective_on=date(2026, 1, 1))
    add_line(made, action="new", procedure=half, actor=SYSTEM)
    leaving.refresh_from_db()
    add_line(made, action="abolished", procedure=leaving, actor=SYSTEM)
    add_line(made, action="new", code="9.000001", name="Chỉ có tên", actor=SYSTEM)
    return fresh(made)


def test_what_changes_nothing_stands_incomplete_or_moves_an_end_is_told_before(world: World) -> None:
    ahead = outlook_of(mixed(world))

    assert [item.line for item in ahead.versions] == [1, 4, 6]
    assert [item.line for item in ahead.unchanged] == [2, 3]
    assert [item.line for item, parts in ahead.lacking if parts > 5] == [4, 6]
    assert [(i.line, m.before.number, m.before.on, m.after) for i, m in ahead.moved] == [
        (5, "1/QĐ-UBND", date(2027, 1, 1), date(2026, 1, 1))
    ]
    assert [item.line for item in ahead.abolished] == [5]
    assert ahead.before_signing
    assert [item.line for item in ahead.before_basis] == [1, 2, 3, 4, 5, 6]


def test_other_days_that_a_line_meets_and_drafts_that_nobody_handed_over_are_told_before(world: World) -> None:
    leaving, gone, overtaken, ready = (procedure(f"1.10000{n}", origin="own") for n in range(1, 5))
    for one in (leaving, gone, overtaken, ready):
        draft(one, content("Tên mới"), number=8)
    ProcedureVersion.objects.filter(procedure=ready, number=8).update(submitted_at=NOW)
    overtaken.versions.filter(number=1).update(valid_from=date(2026, 12, 20))
    made = signed(world, leaving, gone, overtaken, ready, number="2/QĐ-UBND", effective_on=date(2026, 12, 5))
    for one, on, number in ((leaving, date(2027, 1, 1), "3/QĐ-UBND"), (gone, date(2026, 12, 1), "4/QĐ-UBND")):
        other = signed(
            world, one, action="abolished", number=number, effective_on=on, basis=factory.basis(f"{number[0]}/NĐ")
        )
        publish_decision(fresh(other), actor=SYSTEM)

    ahead = outlook_of(fresh(made))
    assert [(i.line, e.on, e.number) for i, e in ahead.ending] == [
        (1, date(2027, 1, 1), "3/QĐ-UBND"),
        (2, date(2026, 12, 1), "4/QĐ-UBND"),
    ]
    assert [(i.line, later.code, later.begins) for i, later in ahead.overtaken] == [(3, "1.100003", date(2026, 12, 20))]
    assert [i.line for i in ahead.unfinished] == [1, 2, 3]

    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    page = client.get(reverse("procedures:publication_act", args=[made.uid, "cong-bo"]))
    said = " ".join(page.content.decode().split())
    own = " ".join(client.get(reverse("procedures:publication", args=[made.uid])).content.decode().split())
    met = (
        "Dòng 1: 1.100001 bãi bỏ từ 01/01/2027 theo 3/QĐ-UBND ngày 03/03/2026: nội dung mới chỉ áp dụng đến trước ngày đó.",
        "Dòng 2: 1.100002 đã bãi bỏ từ 01/12/2026 theo 4/QĐ-UBND ngày 03/03/2026: không công bố được dòng này.",
        "Dòng 3: 1.100003 đã có phiên bản hiệu lực từ 20/12/2026, sau ngày này: không công bố được dòng này.",
    )
    for words in met:
        assert words in said, words
        assert words in own, words
    assert "Người soạn chưa báo là đã xong" in said
    with pytest.raises(Invalid) as refusal:
        publish_decision(fresh(made), actor=SYSTEM)
    assert len(refusal.value.errors) == 2
    caller = token(world.office.office)
    told = call("GET", f"/publications/{made.uid}/outlook", caller).json()
    assert (told["ending"], told["overtaken"], told["unfinished"]) == (2, 1, 3)
    for look, expected in {"ending": [1, 2], "overtaken": [3], "unfinished": [1, 2, 3]}.items():
        listed = call("GET", f"/publications/{made.uid}/lines?look={look}", caller).json()
        assert [one["line"] for one in listed["items"]] == expected


def test_an_abolition_meets_versions_that_begin_after_it(world: World) -> None:
    gone, old = procedure("1.100001"), procedure("1.100002", origin="own")
    for one in (gone, old):
        one.versions.update(valid_from=date(2026, 12, 10))
    made = signed(world, gone, action="abolished", number="2/QĐ-UBND", effective_on=date(2026, 12, 6))
    add_line(made, action="replaced", code="9.000001", name="Thay thế", replaces=old, actor=SYSTEM)

    ahead = outlook_of(fresh(made))
    assert [(i.line, later.code, later.begins) for i, later in ahead.overtaken] == [
        (1, "1.100001", date(2026, 12, 10)),
        (2, "1.100002", date(2026, 12, 10)),
    ]
    with pytest.raises(Invalid) as refusal:
        publish_decision(fresh(made), actor=SYSTEM)
    assert len(refusal.value.errors) == 2


def test_the_page_of_the_act_says_so_and_each_count_opens_to_its_lines(world: World) -> None:
    made = mixed(world)
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    page = client.get(reverse("procedures:publication_act", args=[made.uid, "cong-bo"]))
    said = " ".join(page.content.decode().split())

    for words in (
        "Quyết định ký ngày 03/03/2026 mà có hiệu lực từ 01/01/2026",
        "Dòng 5: Ngày hết hiệu lực của 1.100005 chuyển từ 01/01/2027 (theo 1/QĐ-UBND ngày 03/03/2026) sang 01/01/2026.",
        "Dòng 2: 1.100002",
        "Dòng 6: 9.000001 Chỉ có tên, thiếu",
    ):
        assert words in said, words
    at = reverse("procedures:publication", args=[made.uid])
    for look, expected in {
        "versions": [1, 4, 6],
        "unchanged": [2, 3],
        "lacking": [4, 6],
        "moved": [5],
        "abolished": [5],
        "before_basis": [1, 2, 3, 4, 5, 6],
    }.items():
        assert f"{at}?look={look}#cac-dong" in said
        assert [item.line for item in client.get(at, {"look": look}).context["list"].items] == expected
    assert "chuyển từ 01/01/2027" in client.get(at).content.decode()
    line = reverse("procedures:publication_line", args=[made.uid, made.items.get(line=5).uid])
    assert "chuyển từ 01/01/2027" in client.get(line).content.decode()


def test_programs_are_told_the_same_before_and_with_the_answer(world: World) -> None:
    made = mixed(world)
    caller = token(world.office.office)
    ahead = call("GET", f"/publications/{made.uid}/outlook", caller).json()
    assert (ahead["versions"], ahead["unchanged"], ahead["before_signing"], ahead["before_basis"]) == (3, 2, True, 6)
    assert [one["line"] for one in ahead["lacking"]] == [4, 6]
    assert ahead["moved"] == [
        {
            "line": 5,
            "procedure": "1.100005",
            "before": "2027-01-01",
            "after": "2026-01-01",
            "decision": "1/QĐ-UBND",
        }
    ]
    unchanged = call("GET", f"/publications/{made.uid}/lines?look=unchanged", caller).json()
    assert [one["line"] for one in unchanged["items"]] == [2, 3]

    told = call("POST", f"/publications/{made.uid}/publish", caller).json()
    assert {name: told[name] for name in ("versions", "tied", "unchanged", "lacking", "moved")} == {
        "versions": 3,
        "tied": 2,
        "unchanged": 2,
        "lacking": 2,
        "moved": 1,
    }
    assert call("GET", f"/publications/{made.uid}/outlook", caller).status_code == 409


@pytest.mark.any_database
def test_looking_ahead_takes_as_many_queries_for_one_line_as_for_many(
    world: World, django_assert_num_queries: Any
) -> None:
    made = mixed(world)
    with django_assert_num_queries(7):
        outlook_of(made)
    for n in range(10, 40):
        add_line(made, action="amended", procedure=procedure(f"1.{100000 + n}", origin="own"), actor=SYSTEM)
    with django_assert_num_queries(7):
        assert len(outlook_of(made).unchanged) == 32


@pytest.mark.any_database
def test_a_program_reads_the_lines_of_a_long_decision_page_by_page(world: World) -> None:
    made = signed(world)
    PublicationItem.objects.bulk_create(
        PublicationItem(decision=made, line=n, action="new", base_code=f"9.{n:06d}", name=f"Thủ tục {n}")
        for n in range(1, 451)
    )
    whole = call("GET", f"/publications/{made.uid}", "").json()
    assert ([one["line"] for one in whole["items"]], whole["lines"]) == (list(range(1, 201)), 450)

    seen, cursor = [one["line"] for one in whole["items"]], whole["lines_next"]
    while cursor:
        page = call("GET", f"/publications/{made.uid}/lines?limit=200&cursor={cursor}", "").json()
        seen += [one["line"] for one in page["items"]]
        cursor = page["next"]
    assert seen == list(range(1, 451))
    assert call("GET", f"/publications/{made.uid}/lines?look=sure", "").status_code == 403


def test_a_procedure_in_two_open_decisions_is_told_on_both(world: World) -> None:
    found = procedure("1.100001", origin="own")
    first = signed(world, found, number="1/QĐ-UBND", basis=factory.basis("1/NĐ"))
    second = signed(world, found, action="abolished", number="2/QĐ-UBND", basis=factory.basis("2/NĐ"))
    for one, other in ((first, second), (second, first)):
        assert [(item.line, beside.pk) for item, beside in outlook_of(fresh(one)).beside] == [(1, other.pk)]
    client = Client()
    client.force_login(world.office.office, backend="motcua.organisations.signin.OfficerBackend")
    page = client.get(reverse("procedures:publication", args=[second.uid])).content.decode()
    assert "1/QĐ-UBND" in page
    publish_decision(fresh(first), actor=SYSTEM)
    assert outlook_of(fresh(second)).beside == ()
