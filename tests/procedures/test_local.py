"""The local layer: each entry with its decision and dates, no two about the same on one day, an import never touches it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.factories.documents import law
from tests.factories.procedures import Office, content, procedure

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.workdays import Limit as ClockLimit
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Fee, FeeKind, Limit
from motcua.procedures.content.local import Value, Words
from motcua.procedures.models import LocalEntry, Procedure
from motcua.procedures.queries import local
from motcua.procedures.queries.registry import ref_of
from motcua.procedures.services.local import add_entry, end_entry, move_entries, void_entry

pytestmark = pytest.mark.django_db

SINCE = date(2026, 1, 1)


def days(number: int, **others: Any) -> Limit:
    return Limit(Decimal(number), Unit.DAY, **others)


def add(of: Procedure, value: Value, kind: str = "limit", since: date = SINCE, **others: Any) -> LocalEntry:
    decision = others.pop("decision", ...)
    if decision is ...:
        number = f"{LocalEntry.objects.count() + 1}/NQ-HĐND"
        decision = law(number, "Hội đồng nhân dân tỉnh", date(2025, 12, 1))
    return add_entry(of, kind=kind, value=value, valid_from=since, decision=decision, actor=SYSTEM, **others)


def test_a_shortened_limit_is_what_clocks_take_from_its_day_on(office: Office) -> None:
    found = procedure()
    entry = add(found, days(15))

    assert local.clock_limit_of(found, content(), SINCE) == ClockLimit(15, Unit.DAY)
    assert local.clock_limit_of(found, content(), date(2025, 12, 31)) == ClockLimit(20, Unit.DAY)
    (told,) = [e for e in events.history(ref_of(found)) if e.kind == "procedure.local_added"]
    assert told.payload["entry"] == str(entry.uid)
    assert told.payload["document"] == "1/NQ-HĐND"


def test_both_limits_and_their_decision_are_shown(office: Office) -> None:
    found = procedure()
    add(found, days(15))

    (pair,) = local.effective_of(found, content(), SINCE).limits

    assert (pair.national, pair.used, pair.entry and pair.entry.decision) == (days(20), days(15), "1/NQ-HĐND")


def test_an_entry_needs_its_decision_but_a_note_does_not(office: Office) -> None:
    found = procedure()
    with pytest.raises(Invalid) as refusal:
        add(found, days(15), decision=None)
    assert [e.field for e in refusal.value.errors] == ["decision"]

    add(found, Words("Có thể gọi 1022 để hỏi."), "note", decision=None)
    assert [e.kind for e in local.layer_of(found, SINCE)] == ["note"]


def test_nothing_begins_once_the_procedure_is_abolished(office: Office) -> None:
    found = procedure()
    Procedure.objects.filter(pk=found.pk).update(abolished_on=date(2026, 6, 1))
    found.refresh_from_db()
    add(found, days(15), since=date(2026, 5, 31), valid_to=date(2026, 6, 1))
    with pytest.raises(Invalid) as refusal:
        add(found, days(10), since=date(2026, 6, 1))
    assert [str(e) for e in refusal.value.errors] == ["Thủ tục đã bãi bỏ vào ngày này."]


def test_a_limit_that_is_longer_than_the_national_one_is_refused(office: Office) -> None:
    with pytest.raises(Invalid) as refusal:
        add(procedure(), days(25))

    assert [e.field for e in refusal.value.errors] == ["amount"]


@pytest.mark.parametrize(
    ("value", "others", "refused"),
    [
        (days(10), {}, True),
        (days(10, case="Cấp lại"), {}, False),
        (days(10), {"since": date(2027, 1, 1)}, True),
        (days(10), {"since": date(2025, 6, 1), "valid_to": SINCE}, False),
        (days(10), {"since": date(2025, 6, 1), "valid_to": date(2026, 1, 2)}, True),
        (days(10), {"at_unit": True}, False),
    ],
)
def test_no_two_entries_about_the_same_hold_at_one_place_on_one_day(
    office: Office, value: Limit, others: dict[str, Any], refused: bool
) -> None:
    found = procedure()
    add(found, days(15))
    if others.pop("at_unit", False):
        others["unit"] = office.province

    if refused:
        with pytest.raises(Invalid) as refusal:
            add(found, value, **others)
        assert [e.field for e in refusal.value.errors] == ["valid_from"]
    else:
        add(found, value, **others)
    assert LocalEntry.objects.count() == (1 if refused else 2)


def test_an_entry_ends_and_another_takes_its_place(office: Office) -> None:
    found = procedure()
    end_entry(add(found, days(15)), on=date(2026, 6, 1), actor=SYSTEM)
    add(found, days(12), since=date(2026, 6, 1))

    limits = [local.clock_limit_of(found, content(), day) for day in (date(2026, 5, 31), date(2026, 6, 1))]
    assert limits == [ClockLimit(15, Unit.DAY), ClockLimit(12, Unit.DAY)]


def test_what_was_recorded_by_mistake_never_held_and_stays_readable(office: Office) -> None:
    found = procedure()
    entry = add(found, Fee(FeeKind.CHARGE, Decimal(0)), "fee")
    void_entry(entry, reason="Nhầm thủ tục", actor=SYSTEM)

    assert local.layer_of(found, SINCE) == []
    assert [(e.void_reason, e.voided_at) for e in local.entries(found)] == [("Nhầm thủ tục", clock.now())]
    for act in (
        lambda: void_entry(entry, reason="x", actor=SYSTEM),
        lambda: end_entry(entry, on=SINCE.replace(year=2027), actor=SYSTEM),
    ):
        with pytest.raises(Refused):
            act()


def test_an_end_lies_behind_the_beginning(office: Office) -> None:
    with pytest.raises(Invalid):
        end_entry(add(procedure(), days(15)), on=SINCE, actor=SYSTEM)


def test_a_change_of_the_layer_changes_the_version_that_readers_compare(office: Office) -> None:
    found = procedure()
    before = found.version
    add(found, days(15))
    found.refresh_from_db()

    assert found.version > before


def test_a_reorganisation_takes_the_layer_of_a_unit_along(office: Office) -> None:
    entry = add(procedure(), days(15), unit=office.province)
    other = office.users["head"]
    refs = local.refs_of_unit(office.province.pk)

    assert refs == [f"local_entry:{entry.uid}"]
    assert move_entries(refs, other.pk + 10_000, office.province.pk) == 0
