"""On time exactly as index 766 has it, and the naive reading beside it; every figure is its rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.factories import dossiers as factory
from tests.factories.dossiers import ITEM, Counter, accepted, act, file, forwarded, outcome
from tests.indicators.contract import check_indicator

from motcua.dossiers.indicators import ALL
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.indicators import Value, Window
from motcua.plans.rules.binding import Words, propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]

NOVEMBER = Window(date(2026, 11, 1), date(2026, 11, 30))


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=clock.ZONE)


def ended(counter: Counter, moment: datetime, dossier: Dossier | None = None) -> Dossier:
    """A dossier whose result stood at a moment."""
    made = dossier or forwarded(counter, 5)
    with clock.frozen(moment):
        return act(counter.vanthu, made, "process", **outcome(counter.vanthu))


def figure(counter: Counter, key: str, as_of: datetime, window: Window = NOVEMBER) -> Value:
    with clock.frozen(as_of):
        units = [counter.board.pk, counter.division.pk, counter.province.department.pk]
        readers = [counter.kiemtra, counter.stranger]
        return check_indicator(f"dossiers.{key}", window=window, unit=counter.board.pk, units=units, readers=readers)


def test_before_the_promise_on_time_after_it_late(counter: Counter) -> None:
    ended(counter, at(11, 26, 16))
    ended(counter, at(11, 27, 8))
    assert figure(counter, "on_time", at(11, 30)).value == Decimal(50)


def test_the_applicants_time_does_not_count_in_766_and_does_in_the_naive_reading(counter: Counter) -> None:
    dossier = act(counter.chuyenvien, forwarded(counter, 2), "request_supplement", items=[ITEM])
    with clock.frozen(at(11, 25)):
        dossier = act(counter.motcua, dossier, "supplement")
        for name in ("chuyenvien", "truongphong", "lanhdao"):
            dossier = act(counter.users[name], dossier, "advance")
    ended(counter, at(11, 27, 9), dossier)

    assert figure(counter, "on_time", at(11, 30)).value == Decimal(100)
    assert figure(counter, "by_promise", at(11, 30)).value == Decimal(0)


def test_what_runs_is_on_time_until_its_day_and_late_after_it(counter: Counter) -> None:
    accepted(counter)
    assert figure(counter, "on_time", at(11, 20)).value == Decimal(100)
    assert figure(counter, "on_time", at(11, 27)).value == Decimal(0)


def test_while_the_applicant_is_asked_the_moment_of_the_request_counts(counter: Counter) -> None:
    act(counter.chuyenvien, forwarded(counter, 2), "request_supplement", items=[ITEM])
    assert figure(counter, "on_time", at(12, 30)).value == Decimal(100)


def test_asked_twice_and_not_ended_is_late(counter: Counter) -> None:
    dossier = act(counter.chuyenvien, forwarded(counter, 2), "request_supplement", items=[ITEM])
    dossier = act(counter.motcua, dossier, "supplement")
    dossier = act(counter.chuyenvien, dossier, "advance")
    act(counter.truongphong, dossier, "request_supplement", items=[ITEM], reason="Thêm")

    assert figure(counter, "on_time", at(11, 20)).value == Decimal(0)
    assert figure(counter, "asked_again", at(11, 20)).value == Decimal(100)


def test_an_extension_does_not_turn_late_into_on_time(counter: Counter) -> None:
    dossier = forwarded(counter, 5)
    given = {"until": at(12, 10, 17), "reason": "Chờ", "letter": "1", "signer": "A"}
    dossier = act(counter.lanhdao, dossier, "extend", **given)
    ended(counter, at(11, 27), dossier)

    assert figure(counter, "on_time", at(11, 30)).value == Decimal(0)
    assert figure(counter, "extended", at(11, 30)).value == Decimal(100)


def test_what_was_voided_or_never_taken_in_is_in_no_total(counter: Counter) -> None:
    act(counter.truongphong, accepted(counter), "void", reason="Nhầm")
    act(counter.motcua, file(counter), "refuse", reason="Sai", article="Điều 17")
    for one in ALL:
        value = figure(counter, one.key.partition(".")[2], at(11, 20))
        assert not value.numerator and not value.denominator


def test_the_share_filed_online(counter: Counter) -> None:
    accepted(counter)
    accepted(counter, channel=2)
    assert figure(counter, "online", at(11, 20)).value == Decimal(50)
    assert figure(counter, "received", at(11, 20)).value == Decimal(2)
    assert figure(counter, "online", at(11, 20), Window(date(2026, 10, 1), date(2026, 10, 31))).value is None


def test_another_window_another_figure_both_right(counter: Counter) -> None:
    """DOMAIN 10.2 case 9: reports run from the 15th to the 14th, index 766 by the calendar."""
    accepted(counter)
    with clock.frozen(at(12, 16)):
        accepted(counter)
    report = Window(date(2026, 11, 15), date(2026, 12, 14))
    assert figure(counter, "received", at(12, 30)).value == Decimal(1)
    assert figure(counter, "received", at(12, 30), report).value == Decimal(1)
    whole = Window(date(2026, 11, 1), date(2026, 12, 31))
    assert figure(counter, "received", at(12, 30), whole).value == Decimal(2)


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("Tỷ lệ giải quyết hồ sơ đúng hạn", "dossiers.on_time"),
        ("Tỷ lệ hồ sơ trực tuyến", "dossiers.online"),
        ("Hồ sơ được giải quyết trước và đúng hạn", "dossiers.on_time"),
    ],
)
def test_targets_of_plans_find_their_figure(subject: str, key: str) -> None:
    from motcua.kernel.indicators import indicators

    catalogue = {one.key: Words(str(one.title), str(one.measure), one.promised) for one in indicators}
    found = propose(subject, catalogue)
    assert found is not None and found.key == key


def test_open_dossiers_of_a_dissolved_unit_go_to_its_successor_with_code_and_promise(counter: Counter) -> None:
    """DOMAIN 10.2 case 10."""
    from motcua.dossiers.services.moving import move_dossiers, refs_of_unit

    dossier = forwarded(counter, 2)
    done = ended(counter, factory.NOW + timedelta(hours=1))
    act(counter.motcua, done, "hand_out", collected_by="holder", identity_checked=True)
    heir = counter.province.board_office
    refs = refs_of_unit(counter.division.pk)

    assert move_dossiers(refs, counter.division.pk, heir.pk) == 1
    moved = Dossier.objects.get(pk=dossier.pk)
    assert (moved.unit_id, moved.code, moved.promised_at) == (heir.pk, dossier.code, dossier.promised_at)
    assert moved.steps.get(state="open").unit_id == heir.pk
    assert Dossier.objects.get(pk=done.pk).unit_id == counter.division.pk
