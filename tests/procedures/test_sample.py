"""The sample registry: what is written under `data/sample` is whole, true to form, and found by citizens' words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from tests.conftest import stored_in
from tests.database import Standing

from motcua.documents.citations import find_numbers
from motcua.documents.models import LegalDocument
from motcua.documents.queries.files import content_of
from motcua.documents.services.instruments import load_instruments
from motcua.kernel import clock, events
from motcua.kernel.actors import SAMPLE
from motcua.kernel.registries import SampleRun, samples
from motcua.organisations import sample as organisations_sample
from motcua.organisations.models import Officer
from motcua.organisations.queries.people import user_named
from motcua.procedures import sample
from motcua.procedures.content import Content, Given, Part, as_json, from_json, missing_parts
from motcua.procedures.models import (
    Assignment,
    CostParameter,
    Disclosure,
    DraftRegulation,
    FileKind,
    InternalWorkflow,
    ItemAction,
    LawReview,
    LocalEntry,
    OnlineLevel,
    Place,
    Procedure,
    ProcedureFile,
    ProcedureFlag,
    ProcedureVersion,
    Proposal,
    PublicationDecision,
    PublicationItem,
    ReviewRound,
    RolePost,
    VersionState,
    WorkflowState,
)
from motcua.procedures.queries.files import papers_of
from motcua.procedures.queries.matrix import matrix
from motcua.procedures.queries.pages import grounds_of
from motcua.procedures.queries.registry import narrowed, public_on
from motcua.procedures.queries.workflow_standing import lacks_of
from motcua.procedures.queries.workflows import findings_of, limit_of, limits_of, table_of
from motcua.procedures.sample import staff
from motcua.procedures.sample.cited import NOTE
from motcua.procedures.sample.reading import Written, written
from motcua.procedures.workflow import PublicationState, ReviewItemState
from motcua.procedures.workflows import faults

pytestmark = pytest.mark.any_database
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()
BEST_FIRST = ("-search_rank", "sort_key", "pk")
CODE = re.compile(r"[1-9]\.[0-9]{6}")
ARTICLE = re.compile(r"Điều \d+[a-z]?( khoản \d+[a-z]?)?(?:(?:, | và )(?:Điều )?\d+[a-z]?(?: khoản \d+)?)*(, \d+)*")
UNANSWERED = {
    "9.100009": {Part.LIMITS},
    "9.200006": {Part.FEES},
    "9.400011": {Part.FORMS, Part.FEES, Part.CONDITIONS},
    "9.600003": {Part.CONDITIONS},
    "9.900004": {Part.FORMS, Part.CONDITIONS},
}
"""Left open on purpose, so that lists of what is incomplete have something to show."""
UNDECIDED = [
    ("9.200008", "2024-01-01"),
    ("9.600002", "2026-05-01"),
    ("9.800005", "2024-01-01"),
    ("9.800006", "2024-07-01"),
    ("9.800008", "2024-08-01"),
    ("9.900002", "2026-06-01"),
]
"""Versions that no decision here published: those of before 01/07/2025, and two that stand on the backlog."""


@pytest.fixture(scope="module")
def all_of_them() -> tuple[Written, ...]:
    return written(TODAY)


def _newest(one: Written) -> Content:
    return one.versions[-1].content


def test_there_are_enough_of_every_kind(all_of_them: tuple[Written, ...]) -> None:
    board = [one for one in all_of_them if one.unit and not one.internal]
    assert len(board) >= 44
    assert sum(one.communes for one in all_of_them) >= 8
    assert sum(one.internal for one in all_of_them) == 4
    assert sum(len(one.versions) > 1 for one in all_of_them) >= 10
    assert max(len(one.versions) for one in all_of_them) >= 3
    assert len({_newest(one).field for one in all_of_them}) >= 10


def test_codes_are_of_the_national_form_and_nobody_elses(all_of_them: tuple[Written, ...]) -> None:
    codes = Counter(one.code for one in all_of_them)
    assert [code for code, n in codes.items() if n > 1] == []
    assert [code for code in codes if not CODE.fullmatch(code) or not code.startswith("9.")] == []
    named = {code for one in all_of_them for code in (*_newest(one).related, one.replaces) if code}
    assert named <= set(codes)


def test_each_content_reads_back_and_is_complete_where_it_says_so(all_of_them: tuple[Written, ...]) -> None:
    for one in all_of_them:
        for dated in one.versions:
            assert from_json(as_json(dated.content)) == dated.content
            assert set(missing_parts(dated.content)) == UNANSWERED.get(one.code, set()), one.code
            assert dated.content.unread == ()


def test_versions_follow_each_other_and_say_something_else(all_of_them: tuple[Written, ...]) -> None:
    for one in all_of_them:
        days = [dated.since for dated in one.versions]
        assert days == sorted(set(days)), one.code
        contents = [dated.content for dated in one.versions]
        assert all(old != new for old, new in pairwise(contents)), one.code
        assert one.abolished is None or one.abolished > days[-1], one.code


def test_papers_keep_their_codes_and_what_a_database_holds_says_so(all_of_them: tuple[Written, ...]) -> None:
    given: set[Given] = set()
    known = 0
    for one in all_of_them:
        for dated in one.versions:
            codes = [paper.code for paper in dated.content.components]
            assert len(codes) == len(set(codes)), one.code
            for paper in dated.content.components:
                assert paper.originals + paper.copies > 0 or paper.given is Given.SHOWN, (one.code, paper.name)
            known += sum(bool(paper.database) for paper in dated.content.components)
            given |= {paper.given for paper in dated.content.components}
    assert given == set(Given)
    assert known >= 20


def test_grounds_are_numbers_of_documents_down_to_the_article(all_of_them: tuple[Written, ...]) -> None:
    with_article = 0
    for one in all_of_them:
        for ground in _newest(one).grounds:
            assert [number.value for number in find_numbers(ground.number)] == [ground.number], one.code
            assert ground.title
            if ground.article:
                assert ARTICLE.fullmatch(ground.article), (one.code, ground.article)
                with_article += 1
    assert with_article >= 60


@pytest.fixture(scope="module")
def standing_sample(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    storages = {**settings.STORAGES, "default": stored_in(tmp_path_factory.mktemp("registry"))}
    with override_settings(STORAGES=storages):
        with standing(), clock.frozen(NOW):
            organisations_sample.load(SampleRun("mat-khau-mau-mau"))
            load_instruments(actor=SAMPLE)
            sample.load(SampleRun("mat-khau-mau-mau"))
        yield


@pytest.fixture
def loaded(standing_sample: None, db: None) -> None:
    """The sample province with its registry, made once for the module."""


@pytest.mark.usefixtures("loaded")
def test_the_registry_stands_and_a_second_load_changes_nothing() -> None:
    def counted() -> list[int]:
        tables = (Procedure, ProcedureVersion, Assignment, LocalEntry, ProcedureFlag, OnlineLevel, PublicationItem)
        return [table._default_manager.count() for table in tables]

    before = counted()
    assert before[0] == len(written(TODAY))
    sample.load(SampleRun("mat-khau-mau-mau"))
    assert counted() == before
    assert events.verify() is None


@pytest.mark.usefixtures("loaded")
def test_each_version_begins_on_its_day_and_says_what_is_written(all_of_them: tuple[Written, ...]) -> None:
    rows = ProcedureVersion.objects.exclude(state=VersionState.VOIDED).select_related("procedure")
    stored = {(row.procedure.base_code, row.valid_from): from_json(row.content) for row in rows}
    meant = {(one.code, dated.since): dated.content for one in all_of_them for dated in one.versions}
    assert set(stored) == set(meant)
    assert [key for key, content in meant.items() if replace(stored[key], decision="") != content] == []
    assert {row.state for row in rows} == {VersionState.PUBLISHED}
    undecided = [(row.procedure.base_code, f"{row.valid_from}") for row in rows if not row.decision]
    assert sorted(undecided) == UNDECIDED


@pytest.mark.usefixtures("loaded")
def test_no_two_versions_are_in_force_on_one_day() -> None:
    for procedure in Procedure.objects.prefetch_related("versions"):
        chain = sorted(
            (v for v in procedure.versions.all() if v.state == VersionState.PUBLISHED), key=lambda v: v.valid_from
        )
        assert all(old.valid_to == new.valid_from for old, new in pairwise(chain)), procedure


@pytest.mark.usefixtures("loaded")
def test_every_public_procedure_has_who_performs_it() -> None:
    held = set(Assignment.objects.filter(role="performing").values_list("procedure", flat=True))
    assert [p.base_code for p in Procedure.objects.order_by("base_code") if p.pk not in held] == []


def content_of_version(item: PublicationItem) -> Content:
    assert item.made is not None
    return from_json(item.made.content)


@pytest.mark.usefixtures("loaded")
def test_decisions_publish_in_time_and_late_and_one_waits() -> None:
    decisions = PublicationDecision.objects.order_by("pk")
    published = [d for d in decisions if d.state == PublicationState.PUBLISHED]
    assert len(published) >= 6
    assert [d.state for d in decisions if d not in published] == [PublicationState.DRAFT]
    items = list(PublicationItem.objects.filter(decision__in=published).select_related("decision", "made"))
    assert {item.action for item in items} == set(ItemAction.values)
    in_time = {
        item.decision.signed_on <= item.issue_due for item in items if item.issue_due and item.decision.signed_on
    }
    assert in_time == {True, False}
    first = [i.issue_due == i.issue_due_index for i in items if i.issue_due and i.issue_due_index]
    assert not all(first), "the two readings of the norms differ somewhere"
    fields = {(item.field_name, content_of_version(item).field) for item in items if item.printed and item.made}
    assert fields and all(printed == said for printed, said in fields)
    disclosed = set(Disclosure.objects.filter(place=Place.NATIONAL).values_list("item", flat=True))
    assert 0 < len(disclosed) < len(items)


@pytest.mark.usefixtures("loaded")
def test_what_decisions_abolish_or_replace_is_gone_from_that_day(all_of_them: tuple[Written, ...]) -> None:
    gone = {one.code: one.abolished for one in all_of_them if one.abolished}
    assert dict(Procedure.objects.filter(abolished_on__isnull=False).values_list("base_code", "abolished_on")) == gone
    assert len(gone) >= 3
    public = set(public_on(TODAY).values_list("base_code", flat=True))
    assert public == {one.code for one in all_of_them if not one.internal} - set(gone)


@pytest.mark.usefixtures("loaded")
def test_at_least_twelve_have_a_workflow_that_keeps_their_limit() -> None:
    issued = InternalWorkflow.objects.filter(state=WorkflowState.ISSUED).select_related("procedure")
    assert len({workflow.procedure_id for workflow in issued}) >= 12
    assert {workflow.level for workflow in issued} == {"province", "commune"}
    for workflow in issued:
        limit = limit_of(limits_of(workflow.procedure, TODAY), workflow.case)
        assert faults(findings_of(table_of(workflow), TODAY, limit)) == (), workflow.procedure.base_code
    assert InternalWorkflow.objects.filter(state=WorkflowState.DRAFT).count() == 1


@pytest.mark.usefixtures("loaded")
def test_one_of_two_cases_lacks_its_workflow_and_stands_on_the_backlog() -> None:
    found = {code: Procedure.objects.get(base_code=code).pk for code in ("9.300005", "9.100003")}
    lacks = lacks_of(list(found.values()), TODAY, "province")
    assert lacks[found["9.300005"]].lacking == ("Tăng quy mô, công suất hoặc đổi công nghệ",)
    assert lacks[found["9.100003"]].lacking == ()


@pytest.mark.usefixtures("loaded")
def test_forms_and_filled_samples_are_real_files_of_papers_that_are_there() -> None:
    kept = list(ProcedureFile.objects.select_related("procedure", "file"))
    assert len(kept) >= 15
    assert {one.kind for one in kept} == set(FileKind.values)
    for one in kept:
        data = content_of(one.file)
        assert data.startswith((b"PK", b"%PDF")), one.title
        assert one.kind == FileKind.GUIDE or one.component in dict(papers_of(one.procedure)), one.title


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("làm giấy khai sinh", "9.800001"),
        ("lam giay khai sinh", "9.800001"),
        ("mở công ty trong khu công nghiệp", "9.100003"),
        ("giấy phép lao động cho người nước ngoài", "9.400001"),
        ("giấy độc thân", "9.800003"),
        ("sang tên sổ đỏ", "9.800008"),
        ("sao y", "9.800004"),
        ("xin phép xây nhà", "9.800007"),
        ("mở quán", "9.800005"),
        ("xây nhà xưởng", "9.200001"),
        ("GPMT", "9.300002"),
        ("tăng ca", "9.400009"),
        ("mat giay khai sinh", "9.800010"),
        ("9.100003", "9.100003"),
    ],
)
def test_citizens_words_find_them(asked: str, code: str) -> None:
    found = narrowed(public_on(TODAY), TODAY, q=asked).queryset.order_by(*BEST_FIRST)[:3]
    assert code in [procedure.base_code for procedure in found]


def test_it_stands_in_the_samples_behind_the_library() -> None:
    part = next(one for one in samples if one.load is sample.load)
    assert part.order > 20


@pytest.mark.usefixtures("loaded")
def test_pages_say_that_it_is_sample_data(client: Client) -> None:
    for code in ("9.800001", "9.400005", "9.700001"):  # in force, abolished, amended in two weeks
        page = client.get(reverse("procedures:public_procedure", args=[code]))
        assert page.status_code == 200
        assert "Dữ liệu mẫu" in page.content.decode(), code
    client.force_login(user_named("vanphong"))
    found = Procedure.objects.get(base_code="9.800001")
    assert "Dữ liệu mẫu" in client.get(reverse("procedures:procedure", args=[found.uid])).content.decode()


@pytest.mark.usefixtures("loaded")
def test_every_document_that_a_procedure_cites_is_in_the_library_and_the_public_page_leads_to_it() -> None:
    for version in ProcedureVersion.objects.filter(state="published"):
        shown = grounds_of(from_json(version.content))
        assert not [one.ground.number for one in shown if one.uid is None], version.procedure
    cited = LegalDocument.objects.filter(note=NOTE)
    assert cited.count() > 50 and not cited.filter(certainty="sourced").exists()


@pytest.mark.usefixtures("loaded")
def test_reviews_stand_in_every_state_and_a_changed_ground_has_queued_what_rests_on_it() -> None:
    under_way = ReviewRound.objects.get(state="under_way")
    assert under_way.items.count() >= 12
    assert {item.state for item in under_way.items.all()} == set(ReviewItemState)
    assert {p.state for p in Proposal.objects.all()} == {"proposed", "accepted", "refused", "done"}
    assert {r.state for r in DraftRegulation.objects.all()} == {"asking", "closed"}
    waiting = LawReview.objects.filter(state="open").values_list("procedure__base_code", "document__number")
    assert sorted(waiting) == [
        *(
            (code, number)
            for code in ("9.100009", "9.100010", "9.100012")
            for number in ("31/2021/NĐ-CP", "61/2020/QH14")
        ),
        *((code, "08/2022/NĐ-CP") for code in ("9.300004", "9.300005", "9.300006")),
    ]  # amendments of 2021 are older than every version
    assert LawReview.objects.get(state="unaffected").procedure.base_code == "9.300003"
    assert not CostParameter.objects.exists()


@pytest.mark.usefixtures("loaded")
def test_most_units_have_everybody_and_a_few_still_lack_somebody() -> None:
    staff.load(SampleRun(password=""))
    people = Officer.objects.count()
    staff.load(SampleRun(password=""))
    assert Officer.objects.count() == people

    found = matrix(TODAY)
    assert 5 <= found.lacking <= len(found.rows) // 8
    divisions = [row for row in found.rows if row.code.startswith("bql-")]
    assert len(divisions) >= 5
    assert not any(row.lacking for row in divisions)
    assert RolePost.objects.filter(kind="division_head").count() == 4
