"""Flags and levels online: with decision and dates, in the words of the regime of the day; what is eligible and not yet online."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories.documents import law
from tests.factories.procedures import Office, procedure

from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.rules import NotEstablished
from motcua.procedures.models import OnlineLevel, Procedure
from motcua.procedures.queries import marks
from motcua.procedures.queries.registry import public_on
from motcua.procedures.services.marks import end_flag, end_level, set_flags, set_level, void_flag, void_level

pytestmark = pytest.mark.django_db

OLD, MIDDLE, NEW = date(2021, 3, 1), date(2024, 3, 1), date(2026, 8, 1)


BEGUN = date(2020, 1, 1)


def decided() -> Any:
    return law("77/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2025, 1, 2))


def codes(rows: Any) -> list[str]:
    return sorted(rows.values_list("base_code", flat=True))


def level(of: Procedure, key: str, on: date, **others: Any) -> int:
    return set_level([of], level=key, valid_from=on, actor=SYSTEM, **others)


def test_many_procedures_are_flagged_by_one_decision_and_none_twice(office: Office) -> None:
    found = [procedure("1.100001", since=BEGUN), procedure("1.100002", since=BEGUN)]
    decision = decided()
    for made in (2, 0):
        assert set_flags(found, kind="boundary_free", valid_from=MIDDLE, decision=decision, actor=SYSTEM) == made

    assert codes(marks.flagged(public_on(NEW), "boundary_free", NEW)) == ["1.100001", "1.100002"]
    assert marks.flags_of(found[0], date(2024, 2, 29)) == {}
    assert marks.flags_of(found[0], NEW)["boundary_free"].decision == decision


def test_a_flag_needs_its_decision(office: Office) -> None:
    with pytest.raises(Invalid) as refusal:
        set_flags([procedure()], kind="public_post", valid_from=NEW, decision=None, actor=SYSTEM)

    assert [e.field for e in refusal.value.errors] == ["decision"]


def test_a_flag_ends_or_is_voided(office: Office) -> None:
    found = procedure(since=BEGUN)
    set_flags([found], kind="online_payment", valid_from=MIDDLE, decision=decided(), actor=SYSTEM)
    flag = marks.flags_of(found, NEW)["online_payment"]
    end_flag(flag, on=NEW, actor=SYSTEM)
    assert marks.flags_of(found, NEW) == {}

    void_flag(flag, reason="Nhầm", actor=SYSTEM)
    assert marks.flags_of(found, MIDDLE) == {}
    with pytest.raises(Refused):
        end_flag(flag, on=NEW, actor=SYSTEM)


@pytest.mark.parametrize(
    ("on", "key", "known"),
    [(OLD, "level_4", True), (OLD, "whole", False), (MIDDLE, "partial", True), (NEW, "level_3", False)],
)
def test_a_level_is_told_in_the_words_of_the_regime_of_its_day(office: Office, on: date, key: str, known: bool) -> None:
    found = procedure(since=BEGUN)
    if known:
        assert level(found, key, on) == 1
        assert (standing := marks.standing_of(found, on)) is not None and standing.level.key == key
    else:
        with pytest.raises(Invalid) as refusal:
            level(found, key, on)
        assert [e.field for e in refusal.value.errors] == ["level"]


def test_before_the_first_regime_there_is_no_level(office: Office) -> None:
    with pytest.raises(NotEstablished):
        level(procedure(), "level_4", date(2005, 1, 1))


def test_since_july_2026_less_than_the_whole_wants_a_published_reason(office: Office) -> None:
    found = procedure()
    with pytest.raises(Invalid) as refusal:
        level(found, "partial", NEW)
    assert [e.field for e in refusal.value.errors] == ["reason"]

    level(found, "partial", NEW, reason="on_site", reason_words="Phải kiểm tra nhà xưởng.")
    standing = marks.standing_of(found, NEW)
    assert standing is not None
    assert (standing.level.name, standing.reason, standing.unreasoned) == (
        "Một phần",
        "Phải thẩm tra, xác minh tại thực địa",
        False,
    )


def test_a_level_of_an_earlier_regime_is_not_carried_over_but_listed_to_be_decided_anew(office: Office) -> None:
    found = procedure(since=BEGUN)
    level(found, "whole", MIDDLE)

    before, after = marks.standing_of(found, MIDDLE), marks.standing_of(found, NEW)
    assert before is not None and not before.earlier
    assert after is not None and after.earlier
    assert codes(marks.to_decide_anew(NEW)) == ["1.100001"]
    assert not marks.to_decide_anew(date(2026, 6, 30)).exists()

    level(found, "whole", NEW)
    assert not marks.to_decide_anew(NEW).exists()
    assert [row.valid_to for row in OnlineLevel.objects.order_by("valid_from")] == [NEW, None]


def test_what_is_eligible_and_not_yet_online_is_listed(office: Office) -> None:
    found = [procedure(f"1.10000{n}", since=BEGUN) for n in (1, 2, 3)]
    set_flags(found, kind="online_eligible", valid_from=MIDDLE, decision=decided(), actor=SYSTEM)
    level(found[0], "whole", NEW)
    level(found[1], "partial", NEW, reason="presence")

    assert codes(marks.not_yet_online(NEW)) == ["1.100003"]
    assert codes(marks.not_yet_online(NEW, whole=True)) == ["1.100002", "1.100003"]
    assert codes(marks.online(public_on(NEW), NEW)) == ["1.100001", "1.100002"]


def test_a_level_ends_or_is_voided(office: Office) -> None:
    found = procedure(since=BEGUN)
    level(found, "whole", MIDDLE)
    row = OnlineLevel.objects.get()
    end_level(row, on=NEW, actor=SYSTEM)
    assert marks.standing_of(found, NEW) is None

    void_level(row, reason="Nhầm", actor=SYSTEM)
    assert marks.standing_of(found, MIDDLE) is None
    level(found, "whole", date(2025, 1, 1))


@pytest.mark.parametrize("ends", [None, date(2026, 12, 1)])
def test_a_voided_level_gives_back_the_time_it_took(office: Office, ends: date | None) -> None:
    found = procedure(since=BEGUN)
    level(found, "whole", NEW)
    if ends is not None:
        end_level(OnlineLevel.objects.get(), on=ends, actor=SYSTEM)
    level(found, "partial", date(2026, 9, 1), reason="presence")
    level(found, "whole", date(2026, 10, 1))
    middle, last = OnlineLevel.objects.order_by("valid_from")[1:]

    void_level(middle, reason="Nhầm", actor=SYSTEM)
    rows = OnlineLevel.objects.filter(voided_at=None).order_by("valid_from")
    assert [(row.valid_from, row.valid_to) for row in rows] == [(NEW, last.valid_from), (last.valid_from, None)]
    void_level(last, reason="Nhầm", actor=SYSTEM)
    assert [(row.valid_from, row.valid_to) for row in rows.all()] == [(NEW, ends)]


def test_a_level_that_was_ended_before_stays_ended_when_the_next_is_voided(office: Office) -> None:
    found, on = procedure(since=BEGUN), date(2026, 9, 1)
    level(found, "whole", NEW)
    end_level(OnlineLevel.objects.get(), on=on, actor=SYSTEM)
    level(found, "partial", on, reason="presence")

    void_level(OnlineLevel.objects.get(valid_from=on), reason="Nhầm", actor=SYSTEM)
    assert OnlineLevel.objects.get(valid_from=NEW).valid_to == on


def test_a_level_is_not_slipped_under_a_later_one(office: Office) -> None:
    found = procedure()
    level(found, "whole", NEW)

    with pytest.raises(Invalid) as refusal:
        level(found, "whole", MIDDLE)
    assert [e.field for e in refusal.value.errors] == ["valid_from"]
