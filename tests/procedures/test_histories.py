"""Procedures taken in at once with all they said: the chain of days, the search, the trail; all of them or none."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.procedures.content import Content
from motcua.procedures.models import Procedure, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import codes_there, narrowed, public_on
from motcua.procedures.services.histories import History, draft_content, take_in
from motcua.procedures.services.versions import publish_version

pytestmark = pytest.mark.django_db

OLD, NEW, TODAY = date(2025, 7, 1), date(2026, 3, 1), date(2026, 11, 20)


def _history(code: str = "9.990001") -> History:
    said = Content("Cấp thẻ ra vào khu công nghiệp", field="Quản lý khu công nghiệp")
    later = Content("Cấp thẻ ra vào khu công nghiệp, khu kinh tế", field="Quản lý khu công nghiệp")
    return History(code, later.name, ((OLD, said), (NEW, later)))


def test_each_content_holds_until_the_next_begins_and_is_found() -> None:
    made = take_in([_history()], actor=SYSTEM)["9.990001"]
    rows = made.versions.order_by("number").values_list("number", "state", "valid_from", "valid_to")
    assert list(rows) == [(1, VersionState.PUBLISHED, OLD, NEW), (2, VersionState.PUBLISHED, NEW, None)]
    assert list(narrowed(public_on(TODAY), TODAY, q="the ra vao").queryset) == [made]
    assert events.verify() is None


def test_a_code_that_is_there_keeps_all_out() -> None:
    take_in([_history()], actor=SYSTEM)
    with pytest.raises(IntegrityError):
        take_in([_history("9.990002"), _history()], actor=SYSTEM)
    assert codes_there(["9.990002"]) == set()


def test_a_draft_with_its_own_content_waits_until_it_is_published() -> None:
    made = take_in([_history()], actor=SYSTEM)["9.990001"]
    draft = draft_content(made, Content("Cấp thẻ điện tử"), valid_from=date(2027, 1, 1))
    assert (draft.number, draft.state) == (3, VersionState.DRAFT)
    publish_version(draft, valid_from=date(2027, 1, 1), actor=SYSTEM)
    assert ProcedureVersion.objects.get(procedure=made, number=2).valid_to == date(2027, 1, 1)
    assert codes_there(["9.990001", "9.990003"]) == {"9.990001"}
    assert Procedure.objects.count() == 1
