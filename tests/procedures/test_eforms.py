"""Electronic forms over time: written, issued from a day, one in force on a day, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.documents import NOW
from tests.factories.eforms import household
from tests.factories.procedures import content, procedure

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, NotFound, Refused, Stale
from motcua.procedures.eforms import EForm as Form
from motcua.procedures.models import EForm, Procedure
from motcua.procedures.queries import eforms as queries
from motcua.procedures.services import eforms as services

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def begun(of: Procedure, form: Form | None = None, **others: Any) -> EForm:
    return services.begin_eform(of, form=form or household(), actor=SYSTEM, **others)


def issued(of: Procedure, since: date, **others: Any) -> EForm:
    made = begun(of, **others)
    return services.issue_eform(made, valid_from=since, version=made.version, actor=SYSTEM)


def test_a_form_is_written_changed_and_issued_and_the_one_before_ends_there() -> None:
    found = procedure()
    first = issued(found, date(2026, 2, 1))
    draft = begun(found, Form("Bản sau"))
    draft = services.change_eform(draft, form=household(), version=draft.version, actor=SYSTEM)
    second = services.issue_eform(draft, valid_from=date(2026, 6, 1), version=draft.version, actor=SYSTEM)
    first.refresh_from_db()
    assert (first.valid_to, second.valid_to, second.number) == (date(2026, 6, 1), None, 2)
    assert queries.eform_on(found, date(2026, 5, 31)) == first
    assert queries.eform_on(found, date(2026, 6, 1)) == second
    assert queries.eform_on(found, date(2026, 1, 31)) is None
    assert queries.form_of(second) == household()
    assert [e.kind for e in events.history(queries.ref_of(second))] == ["eform.begun", "eform.changed", "eform.issued"]


def test_one_draft_at_a_time_and_nobody_writes_over_anothers_change() -> None:
    found = procedure()
    draft = begun(found)
    with pytest.raises(Refused):
        begun(found)
    services.change_eform(draft, form=household(), version=draft.version, actor=SYSTEM)
    with pytest.raises(Stale):
        services.change_eform(draft, form=Form("x"), version=draft.version - 1, actor=SYSTEM)
    with pytest.raises(Stale):
        services.issue_eform(draft, valid_from=TODAY, version=draft.version - 1, actor=SYSTEM)


def test_what_has_faults_is_kept_as_a_draft_but_not_issued() -> None:
    draft = begun(procedure(), Form("Trống"))
    with pytest.raises(Invalid) as caught:
        services.issue_eform(draft, valid_from=TODAY, version=draft.version, actor=SYSTEM)
    assert caught.value.code == "faults"
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_was_issued_does_not_change() -> None:
    found = issued(procedure(), TODAY)
    with pytest.raises(Refused):
        services.change_eform(found, form=household(), version=found.version, actor=SYSTEM)


def test_voiding_gives_the_time_back_and_an_end_that_was_decided_stays() -> None:
    found = procedure()
    first = issued(found, date(2026, 2, 1))
    second = issued(found, date(2026, 6, 1))
    services.void_eform(second, reason="Nhầm", actor=SYSTEM)
    first.refresh_from_db()
    assert first.valid_to is None
    services.end_eform(first, on=date(2026, 9, 1), reason="Thôi thu tờ khai", actor=SYSTEM)
    assert queries.eform_on(found, date(2026, 9, 1)) is None
    with pytest.raises(Invalid):
        services.end_eform(first, on=date(2026, 10, 1), reason="x", actor=SYSTEM)
    with pytest.raises(Refused):
        services.void_eform(second, reason="x", actor=SYSTEM)


def test_days_go_forward() -> None:
    found = procedure()
    first = issued(found, date(2026, 6, 1))
    draft = begun(found)
    for day in (date(2026, 6, 1), date(2026, 5, 1)):
        with pytest.raises(Invalid):
            services.issue_eform(draft, valid_from=day, version=draft.version, actor=SYSTEM)
    with pytest.raises(Invalid):
        services.end_eform(first, on=date(2026, 6, 1), reason="x", actor=SYSTEM)


def test_a_form_is_for_a_case_that_the_procedure_has() -> None:
    with pytest.raises(Invalid):
        begun(procedure("1.100001", content()), case="Không có")


def test_a_form_that_is_not_there_is_told() -> None:
    with pytest.raises(NotFound):
        queries.eform_by_uid("019f0000-0000-7000-8000-000000000000")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["issue", "end", "void"])), max_size=6))
def test_never_two_in_force_on_a_day(steps: list[tuple[int, str]]) -> None:
    EForm.objects.all().delete()
    found = Procedure.objects.first() or procedure()
    for days, act in steps:
        day = date(2026, 1, 1) + timedelta(days)
        rows = list(found.eforms.filter(state="issued").order_by("valid_from"))
        try:
            if act == "issue":
                issued(found, day)
            elif rows and act == "end":
                services.end_eform(rows[-1], on=day, reason="x", actor=SYSTEM)
            elif rows:
                services.void_eform(rows[days % len(rows)], reason="x", actor=SYSTEM)
        except (Invalid, Refused):
            for draft in found.eforms.filter(state="draft"):
                services.void_eform(draft, reason="x", actor=SYSTEM)
        rows = list(found.eforms.filter(state="issued").order_by("valid_from"))
        for one, following in pairwise(rows):
            assert one.valid_to is not None
            assert following.valid_from is not None
            assert one.valid_to <= following.valid_from
