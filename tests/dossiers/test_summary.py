"""Form II.06 and the register: each dossier in the columns that the form has for it, each number opened to exactly its dossiers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.factories.calling import call, token, told
from tests.factories.dossiers import ITEM, Counter, accepted, act, file, later, processed

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.summary import counted, period_of, summary, units_told
from motcua.dossiers.rules.summary import COLUMNS, COUNTED, broken
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.organisations.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage")]

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


def columns_of(user: User, dossier: Dossier, days: tuple[date, date]) -> set[int]:
    """The counted columns in which a dossier stands."""
    period = period_of(*days)
    return {n for n in COUNTED if counted(user, period, column=n).filter(pk=dossier.pk).exists()}


def asked(counter: Counter) -> Dossier:
    return act(counter.motcua, accepted(counter), "request_supplement", items=[ITEM], due_on=date(2026, 12, 1))


CASES: dict[str, tuple[Callable[[Counter], Dossier], float, tuple[date, date], set[int]]] = {
    "taken in at the counter and running": (accepted, 0, NOVEMBER, {5, 12}),
    "filed online": (lambda c: accepted(c, channel=2), 0, NOVEMBER, {4, 12}),
    "by post": (lambda c: accepted(c, channel=3), 0, NOVEMBER, {5, 12}),
    "running after its date": (accepted, 12, NOVEMBER, {5, 13}),
    "waiting for the applicant after its date": (asked, 12, NOVEMBER, {5, 12}),
    "settled before its day": (processed, 0, NOVEMBER, {5, 8}),
    "withdrawn": (lambda c: act(c.motcua, accepted(c), "withdraw", reason="Xin rút"), 0, NOVEMBER, {5, 8}),
    "from the period before": (accepted, 20, DECEMBER, {6, 13}),
    "settled in the period before": (processed, 20, DECEMBER, set()),
    "not taken in": (file, 0, NOVEMBER, set()),
    "voided": (lambda c: act(c.truongphong, accepted(c), "void", reason="Nhầm"), 0, NOVEMBER, set()),
}


@pytest.mark.parametrize("case", list(CASES))
def test_each_dossier_stands_where_the_form_has_it(counter: Counter, case: str) -> None:
    make, days, period, expected = CASES[case]
    dossier = make(counter)
    with clock.frozen(later(days=days)):
        assert columns_of(counter.lanhdao, dossier, period) == expected
        assert list(broken(summary(counter.lanhdao, period_of(*period)))) == []


@pytest.mark.parametrize(
    ("days", "column"), [(5, 8), (8, 9), (9, 10)], ids=["the day before", "on its day", "the day after"]
)
def test_early_on_its_day_and_late_are_three_things(counter: Counter, days: int, column: int) -> None:
    """Promised for 25 November at five in the afternoon."""
    dossier = processed(counter)
    Dossier.objects.filter(pk=dossier.pk).update(ended_at=dossier.due_at.replace(day=20 + days - 3, hour=10))  # type: ignore[union-attr]
    with clock.frozen(later(days=20)):
        found = columns_of(counter.lanhdao, dossier, NOVEMBER)
    due = dossier.due_at
    assert due is not None
    ended = 20 + days - 3
    expected = 8 if ended < clock.local(due).day else 9 if ended == clock.local(due).day else 10
    assert found == {5, expected} and column in COLUMNS


def test_a_period_that_is_over_tells_how_it_stood_when_it_ended(counter: Counter) -> None:
    dossier = accepted(counter)
    with clock.frozen(later(days=20)):
        assert columns_of(counter.lanhdao, dossier, (date(2026, 11, 1), date(2026, 11, 20))) == {5, 12}
        assert columns_of(counter.lanhdao, dossier, DECEMBER) == {6, 13}


def test_the_first_day_is_not_after_the_last() -> None:
    with clock.frozen(later()), pytest.raises(Invalid):
        period_of(date(2026, 12, 2), date(2026, 12, 1))


def test_who_may_not_read_a_dossier_does_not_count_it(counter: Counter) -> None:
    accepted(counter)
    period = period_of(*NOVEMBER)
    assert [line.of(3) for line in summary(counter.lanhdao, period)] == [1]
    assert summary(counter.stranger, period) == []


def test_the_centre_counts_what_it_took_in_and_the_agency_what_it_settles(counter: Counter) -> None:
    dossier = accepted(counter)
    period = period_of(*NOVEMBER)
    assert counted(counter.motcua, period, unit=counter.centre.pk).get() == dossier
    assert counted(counter.lanhdao, period, unit=counter.division.pk).get() == dossier
    assert counter.centre.pk in [key for key, _code, _name in units_told(counter.motcua)]


def test_the_number_of_queries_does_not_grow(counter: Counter, django_assert_max_num_queries: Any) -> None:
    for _n in range(4):
        accepted(counter)
    client = seen(counter.lanhdao)
    with django_assert_max_num_queries(40):
        client.get("/desk/ho-so/bieu-ii-06/")


def seen(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_each_number_of_the_page_opens_to_its_dossiers(counter: Counter) -> None:
    one, other = accepted(counter), processed(counter)
    client = seen(counter.lanhdao)
    text = client.get("/desk/ho-so/bieu-ii-06/").content.decode()
    assert "cot=12" in text and "cot=8" in text and "cot=13" not in text

    settled = client.get("/desk/ho-so/so-theo-doi/", {"cot": "7"}).content.decode()
    assert other.code in settled and one.code not in settled
    register = client.get("/desk/ho-so/so-theo-doi/").content.decode()
    assert other.code in register and one.code in register


def test_the_form_is_a_paper_and_a_sheet(counter: Counter) -> None:
    accepted(counter)
    client = seen(counter.lanhdao)
    paper = client.get("/desk/ho-so/bieu-ii-06.pdf", {"don_vi": "bql-kcn"})
    assert paper.content.startswith(b"%PDF")
    sheet = client.get("/desk/ho-so/bieu-ii-06.xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[-1][2:] == (1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0)
    assert client.get("/desk/ho-so/bieu-ii-06.docx").status_code == 404


def test_the_register_goes_out_as_a_file(counter: Counter) -> None:
    dossier = accepted(counter)
    answer = seen(counter.lanhdao).get("/desk/ho-so/so-theo-doi/", {"export": "csv"})
    assert dossier.code in b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_wrong_days_are_told_and_the_running_month_is_shown(counter: Counter) -> None:
    answer = seen(counter.lanhdao).get("/desk/ho-so/bieu-ii-06/", {"ky_from": "20/12/2026", "ky_to": "1/12/2026"})
    assert answer.status_code == 422 and "không sau ngày cuối kỳ" in answer.content.decode()


def test_names_are_masked_for_an_auditor_and_the_pages_closed_to_others(counter: Counter) -> None:
    accepted(counter)
    text = seen(counter.kiemtra).get("/desk/ho-so/so-theo-doi/").content.decode()
    assert "Sổ theo dõi hồ sơ" in text and "Trần Thị Bưởi" not in text


def test_the_office_counts_the_province_and_opens_nobodys_dossier(counter: Counter) -> None:
    dossier = accepted(counter)
    client = seen(counter.vanphong)
    assert "cot=12" in client.get("/desk/ho-so/bieu-ii-06/").content.decode()
    text = client.get("/desk/ho-so/so-theo-doi/").content.decode()
    assert dossier.code in text and "Trần Thị Bưởi" not in text and str(dossier.uid) not in text
    assert client.get(f"/desk/ho-so/{dossier.uid}/").status_code == 404
    assert seen(counter.bientap).get("/desk/ho-so/bieu-ii-06/").status_code == 403


def test_programs_read_the_same_numbers(counter: Counter) -> None:
    accepted(counter)
    found = told(call("GET", "/dossier-summary?from=2026-11-01&to=2026-11-30", token(counter.lanhdao)))
    assert found["total"]["3"] == 1 and found["lines"][0]["columns"]["5"] == 1 and found["broken"] == []
    wrong = call("GET", "/dossier-summary?from=2026-12-01&to=2026-11-30", token(counter.lanhdao))
    assert wrong.status_code == 422
    assert call("GET", "/dossier-summary?unit=khong-co", token(counter.lanhdao)).status_code == 404
