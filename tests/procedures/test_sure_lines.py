"""Lines settled in one press take what their own page would take; what only a person can decide waits, and is counted so."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import publication as factory
from tests.factories.documents import law
from tests.factories.procedures import content, draft, procedure
from tests.factories.publication import World, list_file, signed

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Limit
from motcua.procedures.models import LocalEntry, PublicationDecision, PublicationItem
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries.registry import content_of, version_on
from motcua.procedures.queries.sure_lines import sure_of
from motcua.procedures.services.local import add_entry
from motcua.procedures.services.publication_lists import settle_line
from motcua.procedures.services.publishing import publish_decision
from motcua.procedures.services.sure_lines import settle_sure_lines

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
SIGNED_ON = date(2026, 3, 3)
NAME = content().name
BY_CASE = (Limit(Decimal(1), Unit.SAME_DAY), Limit(Decimal(5), Unit.WORKING_DAY, case="Cần xác minh"))


def listed(world: World, *rows: Any, **others: Any) -> PublicationDecision:
    made = signed(world)
    factory.read_in(made, list_file(*rows), actor=SYSTEM, **others)
    return queries.decision_by_uid(str(made.uid))


def client_of(world: World) -> Client:
    client = Client()
    client.force_login(world.clerk, backend="motcua.organisations.signin.OfficerBackend")
    return client


def page(world: World, name: str, *args: Any) -> str:
    response = client_of(world).get(reverse(f"procedures:{name}", args=args))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def taken(decision: PublicationDecision) -> list[list[str] | None]:
    return [item.taken if item.confirmed_at else None for item in decision.items.order_by("line")]


def test_one_press_takes_what_the_decision_prints_and_publishing_makes_a_version_of_it(
    world: World, storage: Any
) -> None:
    """Else the decision would be published without a word on what it changes."""
    own = procedure("1.100001", origin="own")
    procedure("1.100002", origin="own")
    made = listed(world, (1, "1.100001", NAME, "3 ngày làm việc", "", "150.000 đồng"), (2, "1.100002", NAME))
    shown = page(world, "publication", made.uid)
    assert "Xác nhận 2 dòng đúng tên thủ tục, lấy theo quyết định 1 chỗ khác" in shown

    at = reverse("procedures:publication_settle", args=[made.uid])
    told = client_of(world).post(at, follow=True).content.decode()
    assert "Đã xác nhận 2 dòng, lấy theo quyết định 1 chỗ khác." in told
    assert taken(made) == [["limits"], []]

    done = publish_decision(made, actor=SYSTEM)
    assert (done.versions, done.tied) == (1, 1)
    version = version_on(own, SIGNED_ON)
    assert version is not None
    assert content_of(version).limits == (Limit(Decimal(3), Unit.WORKING_DAY),)


def test_a_limit_that_would_make_several_cases_one_waits_and_its_page_says_what_would_be_lost(
    world: World, storage: Any
) -> None:
    found = procedure("1.100001", content(limits=BY_CASE), origin="own")
    made = listed(world, (1, "1.100001", NAME, "2 ngày làm việc"))
    shown = page(world, "publication", made.uid)
    assert "1 dòng đúng tên có chỗ phần mềm không tự lấy" in shown
    assert "Xác nhận 1 dòng" not in shown
    done = settle_sure_lines(made, actor=SYSTEM)
    assert (done.lines, done.waiting, taken(made)) == (0, 1, [None])

    item = made.items.get()
    shown = page(world, "publication_line", made.uid, item.uid)
    assert "Danh mục có 2 thời hạn theo trường hợp, cách nộp; lấy theo quyết định thì chỉ còn 1." in shown
    assert 'value="limits" checked' not in shown
    ticked = {"action": "amended", "procedure": "1.100001", "taken": ["limits"]}
    assert client_of(world).post(reverse("procedures:publication_line", args=[made.uid, item.uid]), ticked).url
    publish_decision(made, actor=SYSTEM)
    version = version_on(found, SIGNED_ON)
    assert version is not None and len(content_of(version).limits) == 1


def test_what_the_local_layer_would_refuse_waits_for_a_person(world: World, storage: Any) -> None:
    """One press must not lead to a decision that cannot be published."""
    procedure("1.100001", content(limits=(Limit(Decimal(5), Unit.DAY),)))
    layered = procedure("1.100002", content(limits=(Limit(Decimal(5), Unit.DAY),)))
    rests = law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 1), kind="resolution")
    add_entry(
        layered,
        kind="limit",
        value=Limit(Decimal(4), Unit.DAY),
        valid_from=date(2026, 1, 1),
        decision=rests,
        actor=SYSTEM,
    )
    procedure("1.100003", content(limits=(Limit(Decimal(5), Unit.DAY),)))
    rows = ((1, "1.100001", NAME, "7 ngày"), (2, "1.100002", NAME, "3 ngày"), (3, "1.100003", NAME, "3 ngày"))
    made = listed(world, *rows)

    done = settle_sure_lines(made, actor=SYSTEM)
    assert (done.lines, done.parts, done.waiting) == (1, 1, 2)
    assert taken(made) == [None, None, ["limits"]]

    longer = made.items.get(line=1)
    settling = {"action": "amended", "procedure": longer.procedure, "actor": SYSTEM}
    with pytest.raises(Invalid) as refused:  # a person must not lead there either
        settle_line(longer, taken=["limits"], **settling)
    assert [(one.field, "dài hơn" in str(one)) for one in refused.value.errors] == [("taken", True)]
    assert taken(made)[0] is None
    settle_line(longer, **settling)
    assert taken(made)[0] == []


def test_a_line_is_compared_with_what_is_being_drafted_and_with_the_local_layer(world: World, storage: Any) -> None:
    own, national = procedure("1.100001", origin="own"), procedure("1.100002")
    draft(own, content(limits=(Limit(Decimal(3), Unit.WORKING_DAY, start="kể từ ngày nhận đủ hồ sơ"),)))
    rests = law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 1), kind="resolution")
    add_entry(
        national,
        kind="limit",
        value=Limit(Decimal(3), Unit.WORKING_DAY),
        valid_from=date(2026, 1, 1),
        decision=rests,
        actor=SYSTEM,
    )
    made = listed(world, *((n, f"1.10000{n}", NAME, "3 ngày làm việc") for n in (1, 2)))

    assert settle_sure_lines(made, actor=SYSTEM).parts == 0
    assert taken(made) == [[], []]
    line = page(world, "publication_line", made.uid, made.items.get(line=1).uid)
    assert "đang có bản soạn" in line


def test_what_changed_in_the_registry_since_the_page_was_drawn_is_compared_anew(world: World, storage: Any) -> None:
    found = procedure("1.100001", origin="own")
    made = listed(world, (1, "1.100001", NAME, "20 ngày"))
    assert (sure_of(made).parts, len(sure_of(made).lines)) == (0, 1)
    draft(found, content(limits=BY_CASE))

    assert settle_sure_lines(made, actor=SYSTEM).lines == 0
    assert len(sure_of(made).unsure) == 1


def test_a_procedure_that_has_an_end_is_a_persons_to_look_at(world: World, storage: Any) -> None:
    gone = procedure("1.100001")
    publish_decision(
        queries.decision_by_uid(
            str(signed(world, gone, action="abolished", number="1/QĐ-UBND", effective_on=date(2027, 1, 1)).uid)
        ),
        actor=SYSTEM,
    )
    made = factory.decision(world, basis=factory.basis("8/2026/NĐ-CP"))
    factory.read_in(made, list_file((1, "1.100001", NAME)), actor=SYSTEM, action="abolished")

    assert settle_sure_lines(made, actor=SYSTEM).lines == 0


@pytest.mark.any_database
def test_comparing_takes_as_many_queries_for_one_line_as_for_many(
    world: World, storage: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(1, 41):
        procedure(f"1.{100000 + n}", origin="own")
    made = listed(world, *((n, f"1.{100000 + n}", NAME, "3 ngày làm việc") for n in range(1, 41)))

    with django_assert_max_num_queries(20):
        assert settle_sure_lines(made, actor=SYSTEM).parts == 40
    assert PublicationItem.objects.filter(taken=["limits"]).count() == 40


@pytest.mark.any_database
def test_publishing_what_the_nation_has_set_takes_as_many_statements_for_one_line_as_for_many(
    world: World, storage: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(1, 41):
        procedure(f"1.{100000 + n}", content(limits=(Limit(Decimal(5), Unit.DAY),)))
    made = listed(world, *((n, f"1.{100000 + n}", NAME, "3 ngày") for n in range(1, 41)))
    settle_sure_lines(made, actor=SYSTEM)

    with django_assert_max_num_queries(70):  # of each line only the chain of its procedure's trail is looked for
        done = publish_decision(queries.decision_by_uid(str(made.uid)), actor=SYSTEM)
    assert (done.tied, LocalEntry.objects.count()) == (40, 40)
    assert not made.items.filter(made=None).exists()


def test_of_many_lines_each_that_is_wrong_is_named_and_nothing_is_written(world: World, storage: Any) -> None:
    for n in (1, 2, 3):
        procedure(f"1.10000{n}", content(limits=(Limit(Decimal(5), Unit.DAY),)))
    made = listed(world, *((n, f"1.10000{n}", NAME, "3 ngày") for n in (1, 2, 3)))
    settle_sure_lines(made, actor=SYSTEM)
    rests = law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 12, 1), kind="resolution")
    for item in made.items.filter(line__in=(1, 3)):  # meanwhile somebody settles their limits by another paper
        told = {"kind": "limit", "value": Limit(Decimal(4), Unit.DAY), "valid_from": date(2026, 1, 1)}
        add_entry(item.procedure, **told, decision=rests, actor=SYSTEM)

    with pytest.raises(Invalid) as refused:
        publish_decision(queries.decision_by_uid(str(made.uid)), actor=SYSTEM)
    assert [str(one)[:7] for one in refused.value.errors] == ["Dòng 1,", "Dòng 3,"]
    assert LocalEntry.objects.count() == 2
    assert queries.decision_by_uid(str(made.uid)).state == "signed"
