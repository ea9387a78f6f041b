"""The national content changes under a local layer: the layer stays as it is, and what no longer gives anybody anything is told."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.documents import law
from tests.factories.procedures import build_office, content, procedure

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.workdays import Unit
from motcua.organisations.models import User
from motcua.procedures.content import ChannelKind, Fee, FeeKind, Limit
from motcua.procedures.content.local import Entry, Local, Value, idle_limits, repriced_fees
from motcua.procedures.imports import read_file
from motcua.procedures.models import LocalEntry, Procedure
from motcua.procedures.queries.local_looks import looks_of, with_looks
from motcua.procedures.services.importing import Imported, compare_procedures, import_procedures
from motcua.procedures.services.local import add_entry

FIRST, SETTLED, CHANGED = date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1)


def days(value: int, **others: Any) -> Limit:
    return Limit(Decimal(value), Unit.WORKING_DAY, **others)


def fee(amount: int, **others: Any) -> Fee:
    return Fee(FeeKind.CHARGE, Decimal(amount), **others)


@pytest.mark.parametrize(
    ("national", "told"),
    [
        (days(6), False),
        (days(5), True),
        (days(3), True),
        (Limit(Decimal(40), Unit.HOUR), True),
        (Limit(Decimal(3), Unit.DAY), False),
    ],
)
def test_a_local_limit_is_idle_when_it_is_for_certain_not_shorter(national: Limit, told: bool) -> None:
    """A working day against a day only a calendar can tell."""
    found = idle_limits(content(limits=(national,)), [Entry(Local.LIMIT, days(5))])

    assert bool(found) is told


def test_only_the_entry_that_counts_for_a_case_at_its_unit_is_told() -> None:
    national = content(limits=(days(10, case="A"), days(4, case="B")))
    entries = [
        Entry(Local.LIMIT, days(5), uid="all"),
        Entry(Local.LIMIT, days(3, case="B"), uid="exact"),
        Entry(Local.LIMIT, days(12, case="A"), unit="phuong", uid="ward"),
    ]

    assert not idle_limits(content(limits=(days(9), days(5, channel=ChannelKind.ONLINE))), entries[:1])
    assert [
        (pair.entry.uid, pair.local.case) for pair in idle_limits(national, entries) if pair.entry and pair.local
    ] == [("ward", "A")]


@pytest.mark.parametrize(
    ("value", "after", "told"),
    [
        (fee(70), (fee(120),), True),
        (fee(70), (fee(100),), False),
        (fee(70, channel=ChannelKind.ONLINE), (fee(100), fee(90, channel=ChannelKind.ONLINE)), True),
        (fee(70, case="Cấp lại"), (fee(100), fee(90, case="Cấp mới")), False),
        (fee(70), (), True),
    ],
)
def test_a_local_fee_is_told_when_the_national_fee_in_its_place_changed(
    value: Value, after: tuple[Fee, ...], told: bool
) -> None:
    found = repriced_fees(content(fees=(fee(100),)), content(fees=after), [Entry(Local.FEE, value)])

    assert bool(found) is told


def imported(code: str, limit: int, amount: str, on: date, *, compare: bool = False) -> Imported:
    row = {
        "ma_thu_tuc": code,
        "ten_thu_tuc": "Cấp giấy phép mẫu",
        "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.",
        "cach_thuc_thuc_hien": f"Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp{limit} Ngày làm việc{amount}",
    }
    data = read_file(json.dumps(row, ensure_ascii=False).encode())
    take = compare_procedures if compare else import_procedures
    return take(data, actor=SYSTEM, valid_from=on, dry_run=compare)


def settle(code: str) -> Procedure:
    """A shortened limit and a lower fee, by a resolution."""
    made = Procedure.objects.get(base_code=code)
    resolution = law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 5, 1), kind="resolution")
    for kind, value in (("limit", days(5)), ("fee", Fee(FeeKind.OTHER, Decimal(70_000)))):
        add_entry(made, kind=kind, value=value, valid_from=SETTLED, decision=resolution, actor=SYSTEM)
    return made


@pytest.mark.django_db
def test_an_import_of_changed_rows_tells_what_it_makes_idle_and_leaves_the_layer_alone() -> None:
    imported("1.100001", 30, "100.000 Đồng", FIRST)
    found = settle("1.100001")
    before = list(LocalEntry.objects.order_by("pk").values())

    compared = imported("1.100001", 3, "120.000 Đồng", CHANGED, compare=True)
    done = imported("1.100001", 3, "120.000 Đồng", CHANGED)

    assert compared.lines[0].doubts == done.lines[0].doubts
    assert [(name, words) for name, words in done.lines[0].doubts if name.startswith("local_")] == [
        (
            "local_limit_idle",
            (
                "Thời hạn của địa phương 5 ngày làm việc (12/NQ-HĐND) không ngắn hơn quy định chung 3 ngày làm việc; "
                "đồng hồ lấy 3 ngày làm việc."
            ),
        ),
        (
            "local_fee_older",
            (
                "Mức thu của địa phương 70.000 đồng (12/NQ-HĐND) đặt khi quy định chung là 100.000 đồng, nay là 120.000 đồng; "
                "hãy xem còn áp dụng không."
            ),
        ),
    ]
    assert list(LocalEntry.objects.order_by("pk").values()) == before
    assert done.counts.doubted == 1
    assert looks_of(found.pk, CHANGED) == [words for name, words in done.lines[0].doubts if name.startswith("local_")]


@pytest.mark.django_db
def test_an_import_that_leaves_limits_and_fees_alone_tells_nothing() -> None:
    imported("1.100001", 30, "100.000 Đồng", FIRST)
    settle("1.100001")

    done = imported("1.100001", 29, "100.000 Đồng", CHANGED)

    assert done.counts.changed == 1
    assert not [name for name, _ in done.lines[0].doubts if name.startswith("local_")]
    assert with_looks(CHANGED) == []


@pytest.mark.django_db
def test_what_waits_to_come_into_force_is_told_with_its_day_until_somebody_settles_it_anew() -> None:
    imported("1.100001", 30, "100.000 Đồng", FIRST)
    found = settle("1.100001")
    imported("1.100001", 30, "120.000 Đồng", CHANGED)

    assert [one[:15] for one in looks_of(found.pk, date(2025, 8, 1))] == ["Từ 01/09/2025: "]
    assert with_looks(CHANGED) == [found.pk]

    LocalEntry.objects.filter(kind="fee").update(valid_from=CHANGED)
    assert looks_of(found.pk, CHANGED) == []


@pytest.fixture
def officer(db: None) -> User:
    return build_office().office


def test_the_desk_lists_such_procedures_and_says_why(officer: User, django_assert_max_num_queries: Any) -> None:
    now = clock.today()
    resolution = law("12/NQ-HĐND", "Hội đồng nhân dân tỉnh", date(2025, 5, 1), kind="resolution")
    for code in ("1.100001", "1.100002"):
        made = procedure(code, content(limits=(days(9),)), content(f"Cấp lại giấy phép {code}", limits=(days(3),)))
        value = days(5) if code == "1.100001" else days(2)
        row = LocalEntry(procedure=made, kind="limit", valid_from=date(2025, 2, 1), decision=resolution)
        row.value = {"value": str(value.value), "unit": str(value.unit)}
        row.save()
    client = Client()
    client.force_login(officer, backend="motcua.organisations.signin.OfficerBackend")

    listed = client.get(reverse("procedures:registry"), {"local": "look"}).content.decode()
    tab = client.get(reverse("procedures:local", args=[Procedure.objects.get(base_code="1.100001").uid]))

    assert ("1.100001" in listed, "1.100002" in listed) == (True, False)
    assert "không ngắn hơn quy định chung 3 ngày làm việc" in " ".join(tab.content.decode().split())
    with django_assert_max_num_queries(3):
        assert len(with_looks(now)) == 1
