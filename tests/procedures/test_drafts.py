"""Drafts: over all states of a version, by every role, with nothing lost between two people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.factories.procedures import content, procedure

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Invalid, Refused, Stale, TransitionRefused
from motcua.kernel.refs import Ref
from motcua.kernel.workdays import Unit
from motcua.procedures.content import (
    Answer,
    Component,
    Condition,
    Content,
    Given,
    Limit,
    Part,
    Unread,
    as_json,
    from_json,
)
from motcua.procedures.models import Origin, Procedure, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import in_force, ref_of, version_on
from motcua.procedures.services import drafts
from motcua.procedures.services.drafts import NewProcedure
from motcua.procedures.services.versions import publish_version

pytestmark = pytest.mark.django_db


def own(**others: Any) -> Procedure:
    return procedure("1.100001", content(**others), origin=Origin.OWN, since=date(2026, 1, 1))


def test_a_new_procedure_of_the_province_begins_as_a_draft_that_the_public_does_not_see() -> None:
    made = drafts.create_procedure(NewProcedure("1.100001.000.00.00.H19", "Thủ tục của tỉnh", "Đầu tư"), actor=SYSTEM)
    told = made.procedure
    assert (told.base_code, told.suffix, told.origin, told.display_code) == (
        "1.100001",
        ".000.00.00.H19",
        "own",
        "1.100001.000.00.00.H19",
    )
    assert (made.state, made.number, made.complete) == ("draft", 1, False)
    assert version_on(told, clock.today()) is None
    assert [e.kind for e in events.history(ref_of(told))] == ["procedure.made", "procedure.draft_begun"]


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [("12", "A", "code"), ("1.1000011", "A", "code"), ("1.100001", "A", "code"), ("1.100002", " ", "name")],
)
def test_a_code_that_is_malformed_or_taken_and_an_empty_name_are_refused_beside_their_field(
    code: str, name: str, field: str
) -> None:
    own()
    with pytest.raises(Invalid) as refused:
        drafts.create_procedure(NewProcedure(code, name), actor=SYSTEM)
    assert [e.field for e in refused.value.errors] == [field]


def test_a_draft_says_what_is_in_force_until_it_is_written_and_only_one_is_open() -> None:
    made = own()
    draft = drafts.begin_draft(made, actor=SYSTEM)
    assert (from_json(draft.content), draft.number, draft.source) == (content(), 2, None)
    with pytest.raises(Refused):
        drafts.begin_draft(made, actor=SYSTEM)


def test_what_is_saved_moves_the_derived_columns_and_tells_the_parts() -> None:
    draft = drafts.begin_draft(own(), actor=SYSTEM)
    said = replace(content(), limits=(), field="Đầu tư", unread=(Unread(Part.STEPS, "x"),))
    drafts.save_draft(draft, said, seen=draft.fingerprint, actor=SYSTEM)
    draft.refresh_from_db()
    assert (draft.lacks, draft.unread_in, draft.unread_parts, draft.complete) == (" limits ", " steps ", 1, False)
    assert draft.field is not None and draft.field.name == "Đầu tư"
    assert events.history(ref_of(draft.procedure))[-1].payload["parts"] == ["field", "steps", "limits"]


def test_of_two_people_who_saved_from_the_same_view_the_second_is_told() -> None:
    draft = drafts.begin_draft(own(), actor=SYSTEM)
    seen = draft.fingerprint
    drafts.save_draft(draft, replace(content(), sets=2), seen=seen, actor=SYSTEM)
    with pytest.raises(Stale):
        drafts.save_draft(draft, replace(content(), sets=3), seen=seen, actor=SYSTEM)
    draft.refresh_from_db()
    assert from_json(draft.content).sets == 2


def test_a_draft_of_the_province_is_handed_over_when_complete_and_then_nobody_writes_it() -> None:
    draft = drafts.begin_draft(own(limits=(), answers={}), actor=SYSTEM)
    with pytest.raises(Refused, match="Thời hạn giải quyết, Yêu cầu, điều kiện"):
        drafts.submit_draft(draft, actor=SYSTEM)
    drafts.save_draft(draft, content(), seen=draft.fingerprint, actor=SYSTEM)
    drafts.submit_draft(draft, actor=SYSTEM)
    assert draft.submitted_at == clock.now()
    for act in (
        lambda: drafts.save_draft(draft, content("Khác"), seen=draft.fingerprint, actor=SYSTEM),
        lambda: drafts.submit_draft(draft, actor=SYSTEM),
        lambda: drafts.put_in_force(draft, actor=SYSTEM),
    ):
        with pytest.raises(Refused):
            act()
    drafts.take_back_draft(draft, actor=SYSTEM, reason="Sửa phí")
    with pytest.raises(Refused, match="đang được soạn"):
        drafts.take_back_draft(draft, actor=SYSTEM)
    drafts.save_draft(draft, content("Khác"), seen=draft.fingerprint, actor=SYSTEM)


def test_a_draft_handed_over_twice_says_who_did_so_before() -> None:
    draft = drafts.begin_draft(own(), actor=SYSTEM)
    drafts.save_draft(draft, content(field="Đầu tư"), seen=draft.fingerprint, actor=SYSTEM)
    lan, minh = (Actor(Ref("officer", name), name) for name in ("Lan", "Minh"))
    drafts.submit_draft(draft, actor=lan)
    at = f"{clock.local(clock.now()):%H:%M %d/%m/%Y}"
    with pytest.raises(Refused) as again:
        drafts.submit_draft(draft, actor=lan)
    assert str(again.value) == f"Bạn đã chuyển bản soạn này lúc {at} rồi, không cần chuyển lại."
    with pytest.raises(Refused) as other:
        drafts.submit_draft(draft, actor=minh)
    assert str(other.value) == f"Lan đã chuyển bản soạn này lúc {at}."


@pytest.mark.parametrize("state", [VersionState.PUBLISHED, VersionState.VOIDED])
def test_what_is_no_draft_any_more_is_neither_written_nor_handed_over_nor_published(state: str) -> None:
    draft = drafts.begin_draft(own(), actor=SYSTEM)
    ProcedureVersion.objects.filter(pk=draft.pk).update(state=state, valid_to=date(2099, 1, 1))
    for act in (
        lambda: drafts.save_draft(draft, content("Khác"), seen=draft.fingerprint, actor=SYSTEM),
        lambda: drafts.submit_draft(draft, actor=SYSTEM),
        lambda: drafts.take_back_draft(draft, actor=SYSTEM),
        lambda: drafts.discard_draft(draft, actor=SYSTEM, reason="Thôi"),
        lambda: publish_version(draft, valid_from=date(2027, 1, 1), actor=SYSTEM),
    ):
        with pytest.raises((Refused, TransitionRefused)):
            act()


def test_a_draft_that_is_given_up_is_kept_with_its_reason_and_another_may_begin() -> None:
    made = own()
    draft = drafts.begin_draft(made, actor=SYSTEM)
    with pytest.raises(Invalid):
        drafts.discard_draft(draft, actor=SYSTEM, reason=" ")
    drafts.discard_draft(draft, actor=SYSTEM, reason="Soạn nhầm")
    assert (draft.state, draft.void_reason) == ("voided", "Soạn nhầm")
    assert drafts.begin_draft(made, actor=SYSTEM).number == 3


class TestPublishing:
    def test_a_published_draft_ends_the_version_before_on_its_day(self) -> None:
        made = own()
        draft = drafts.begin_draft(made, actor=SYSTEM)
        publish_version(draft, valid_from=date(2026, 12, 1), actor=SYSTEM)
        assert [(v.valid_from, v.valid_to) for v in made.versions.order_by("number")] == [
            (date(2026, 1, 1), date(2026, 12, 1)),
            (date(2026, 12, 1), None),
        ]
        assert made.versions.filter(in_force(date(2026, 11, 30))).get().number == 1

    def test_one_that_began_the_same_day_was_in_force_for_no_day(self) -> None:
        made = own()
        publish_version(drafts.begin_draft(made, actor=SYSTEM), valid_from=date(2026, 1, 1), actor=SYSTEM)
        assert [v.state for v in made.versions.order_by("number")] == ["voided", "published"]

    def test_nothing_is_put_before_what_came_later_nor_after_the_end(self) -> None:
        made = own()
        draft = drafts.begin_draft(made, actor=SYSTEM)
        with pytest.raises(Refused, match="01/01/2026"):
            publish_version(draft, valid_from=date(2025, 6, 1), actor=SYSTEM)
        Procedure.objects.update(abolished_on=date(2026, 6, 1))
        with pytest.raises(Refused, match="bãi bỏ"):
            publish_version(draft, valid_from=date(2026, 6, 1), actor=SYSTEM)
        draft.refresh_from_db()
        assert draft.state == "draft"

    @pytest.mark.parametrize("gaps", [(0, 0, 0), (1, 0, 3), (5, 5, 5)])
    def test_on_no_day_are_two_versions_in_force(self, gaps: tuple[int, ...]) -> None:
        made = own()
        start = day = date(2026, 1, 1)
        for gap in gaps:
            day += timedelta(days=gap)
            publish_version(drafts.begin_draft(made, actor=SYSTEM), valid_from=day, actor=SYSTEM)
        for offset in range((day - start).days + 2):
            assert made.versions.filter(in_force(start + timedelta(days=offset))).count() == 1


class TestNational:
    """Words of the national database that a person sorts into parts."""

    def begun(self) -> tuple[Procedure, ProcedureVersion, Content]:
        source = content(limits=(), unread=(Unread(Part.LIMITS, "20 ngày"),), answers={})
        made = procedure("1.100001", source, since=date(2026, 1, 1))
        return made, drafts.begin_draft(made, actor=SYSTEM), source

    def test_what_was_sorted_is_put_in_force_and_tells_what_the_source_said(self) -> None:
        made, draft, source = self.begun()
        sorted_ = replace(source, limits=(Limit(Decimal(20), Unit.DAY),), unread=())
        drafts.save_draft(draft, sorted_, seen=draft.fingerprint, actor=SYSTEM)
        drafts.submit_draft(draft, actor=SYSTEM)
        drafts.put_in_force(draft, actor=SYSTEM)
        version = version_on(made, clock.today())
        assert version is not None
        assert (from_json(version.content), version.source) == (sorted_, as_json(source))
        assert version.submitted_at is None

    def test_when_the_source_changed_meanwhile_the_draft_is_carried_over_first(self) -> None:
        made, draft, source = self.begun()
        sorted_ = replace(
            source, limits=(Limit(Decimal(20), Unit.DAY),), unread=(), conditions=(Condition("Có trụ sở"),)
        )
        drafts.save_draft(draft, sorted_, seen=draft.fingerprint, actor=SYSTEM)
        newer = replace(source, unread=(Unread(Part.LIMITS, "15 ngày"),))
        other = ProcedureVersion.objects.get(procedure=made, number=1)
        ProcedureVersion.objects.filter(pk=other.pk).update(content=as_json(newer), fingerprint="x")
        with pytest.raises(Refused, match="thay đổi"):
            drafts.put_in_force(draft, actor=SYSTEM)
        assert drafts.renew_draft(draft, actor=SYSTEM) == ("limits",)
        assert from_json(draft.content) == replace(newer, conditions=(Condition("Có trụ sở"),))
        drafts.put_in_force(draft, actor=SYSTEM)

    def test_the_provinces_own_is_never_put_in_force_without_a_decision(self) -> None:
        draft = drafts.begin_draft(own(answers={Part.CONDITIONS: Answer.NO}), actor=SYSTEM)
        with pytest.raises(Refused, match="quyết định"):
            drafts.put_in_force(draft, actor=SYSTEM)


def refused(draft: ProcedureVersion, said: Content) -> dict[str, str]:
    with pytest.raises(Invalid) as found:
        drafts.save_draft(draft, said, seen=draft.fingerprint, actor=SYSTEM)
    return {error.field: error.template for error in found.value.errors}


def test_what_is_only_shown_is_not_counted_and_what_a_source_counted_stays_until_it_is_rewritten() -> None:
    counted = Component("TP.09", "Căn cước", given=Given.SHOWN, originals=1)
    draft = drafts.begin_draft(own(components=(counted,)), actor=SYSTEM)

    drafts.save_draft(draft, content(components=(counted,), sets=2), seen=draft.fingerprint, actor=SYSTEM)
    told = refused(draft, content(components=(counted, replace(counted, code="TP.10", copies=2))))

    assert list(told) == ["content.components.1.originals", "content.components.1.copies"]
    assert "chỉ xuất trình" in told["content.components.1.copies"]
    assert from_json(ProcedureVersion.objects.get(pk=draft.pk).content).components == (counted,)


def test_what_no_procedure_can_hold_is_refused_beside_its_field_and_nothing_is_written() -> None:
    draft = drafts.begin_draft(own(), actor=SYSTEM)
    twice = (Component("01", "Đơn"), Component("01", "Ảnh"))

    told = refused(draft, content(limits=(Limit(Decimal(10) ** 9, Unit.DAY),), components=twice))

    assert {place: said[:15] for place, said in told.items()} == {
        "content.limits.0.value": "Con số quá lớn,",
        "content.components.1.code": "Một giấy tờ ở t",
    }
    assert ProcedureVersion.objects.get(pk=draft.pk).content == draft.content


@pytest.mark.parametrize("part", [Part.FORMS, Part.RESULTS, Part.FEES, Part.CONDITIONS])
def test_a_part_that_is_answered_with_no_has_no_entries(part: Part) -> None:
    draft = drafts.begin_draft(own(), actor=SYSTEM)
    whole = content(conditions=(Condition("Đủ 18 tuổi"),), answers={part: Answer.NO})

    assert list(refused(draft, whole)) == [f"content.answers.{part}"]
    drafts.save_draft(draft, replace(whole, answers={part: Answer.YES}), seen=draft.fingerprint, actor=SYSTEM)
