"""A procedure is configured at a level when each case that a dossier may be filed under runs on an issued workflow; else it stands on
the backlog with what lacks."""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories.documents import law
from tests.factories.procedures import Office, content, procedure
from tests.factories.procedures import draft as drafted
from tests.factories.workflows import days, step, table

from motcua.documents.models import LegalDocument
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Window
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Level, Limit
from motcua.procedures.indicators import WORKFLOW_CONFIGURED, WORKFLOW_HALF
from motcua.procedures.models import FiledCase, InternalWorkflow, Procedure
from motcua.procedures.queries import workflow_standing as queries
from motcua.procedures.queries.registry import ref_of
from motcua.procedures.queries.workflow_standing import Standing
from motcua.procedures.queries.workflows import in_use, outdated, serves_nobody
from motcua.procedures.rules.filed_cases import filed_cases, lacking
from motcua.procedures.services import workflows as services
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.versions import publish_version

pytestmark = pytest.mark.django_db

TODAY, SINCE = date(2026, 11, 20), date(2026, 2, 1)
PROVINCE, COMMUNE = "province", "commune"
SHORT = table(step("1", time=days(1)))
BEGIN = "procedures:workflow_begin"


def divided(*cases: str, code: str = "1.100001", levels: Sequence[Level] = (Level.PROVINCE,)) -> Procedure:
    limits = tuple(Limit(Decimal(3), Unit.WORKING_DAY, case=case) for case in cases)
    return procedure(
        code,
        content(f"Thủ tục {code}", levels=tuple(levels), limits=limits or content().limits, components=(), fees=()),
    )


def issue(of: Procedure, *cases: str, level: str = PROVINCE, since: date = SINCE) -> list[InternalWorkflow]:
    made = []
    by = law(f"{LegalDocument.objects.count()}/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 1, 5))
    for case in cases:
        draft = services.begin_workflow(of, level=level, case=case, table=SHORT, actor=SYSTEM)
        services.issue_workflow(draft, decision=by, valid_from=since, version=draft.version, actor=SYSTEM)
        made.append(draft)
    return made


def left(of: Procedure, on: date = TODAY, level: str = PROVINCE) -> tuple[str, ...]:
    """What the backlog says that a procedure lacks; () where it does not stand there."""
    lacks = queries.lacks_of([of.pk], on, level)[of.pk].lacking
    assert (of in queries.backlog(on, level)) == bool(lacks)
    return lacks


def opened(office: Office, address: str, **asked: str) -> str:
    client = Client()
    client.force_login(office.editor, backend="motcua.organisations.signin.OfficerBackend")
    response = client.get(address, asked)
    assert response.status_code == 200, response.content.decode()[:2000]
    return str(response.content.decode())


def test_it_stands_on_the_backlog_until_the_last_of_its_cases_has_a_workflow() -> None:
    found = divided("Cấp mới", "Cấp lại")
    assert left(found) == ("Cấp mới", "Cấp lại")
    issue(found, "Cấp lại")
    assert left(found) == ("Cấp mới",)
    issue(found, "Cấp mới", since=date(2026, 12, 1))
    assert (left(found), left(found, date(2026, 12, 1))) == (("Cấp mới",), ())


def test_a_workflow_for_all_serves_every_case_and_that_of_a_case_no_other() -> None:
    all_of_it, others = divided("Cấp mới", "Cấp lại"), divided("", "Phải xác minh", code="1.100002")
    issue(all_of_it, "")
    issue(others, "Phải xác minh")
    assert (left(all_of_it), left(others)) == ((), ("",))
    issue(others, "")
    assert left(others) == ()


def test_each_level_counts_for_itself() -> None:
    found = divided("Cấp mới", "Cấp lại", levels=(Level.PROVINCE, Level.COMMUNE))
    issue(found, "Cấp mới", "Cấp lại")
    assert left(found) == ()
    assert left(found, level=COMMUNE) == ("Cấp mới", "Cấp lại")


def test_what_ends_or_is_voided_comes_back_to_the_backlog() -> None:
    found = divided("Cấp mới", "Cấp lại")
    first, second = issue(found, "Cấp mới", "Cấp lại")
    services.end_workflow(first, on=date(2026, 12, 1), reason="Bãi bỏ", actor=SYSTEM)
    assert (left(found), left(found, date(2026, 12, 1))) == ((), ("Cấp mới",))
    services.void_workflow(second, reason="Nhầm", actor=SYSTEM)
    assert left(found) == ("Cấp lại",)


def test_a_version_with_another_case_brings_it_back_from_its_day_and_its_old_workflow_serves_nobody(
    office: Office,
) -> None:
    found, turn = divided("Cấp mới", "Cấp lại"), date(2026, 12, 1)
    renamed = issue(found, "Cấp mới", "Cấp lại")[1]
    new = tuple(Limit(Decimal(3), Unit.WORKING_DAY, case=case) for case in ("Cấp mới", "Cấp đổi"))
    draft = drafted(found, content("Thủ tục", limits=new, components=(), fees=()))
    publish_version(draft, valid_from=turn, actor=SYSTEM)

    assert (left(found), left(found, turn)) == ((), ("Cấp đổi",))
    assert [serves_nobody(renamed, day) for day in (TODAY, turn)] == [False, True]
    on_its_day = InternalWorkflow.objects.filter(procedure=found)
    on_its_day.update(valid_from=turn)
    assert [one.case for one in outdated(on_its_day, turn)] == ["Cấp lại"]
    with clock.frozen(clock.now().replace(month=12, day=2)):
        told = opened(office, reverse("procedures:workflow", args=[renamed.uid]))
        tab = opened(office, reverse("procedures:procedure_workflows", args=[found.uid]))
    assert "Thủ tục không còn trường hợp “Cấp lại”" in told
    assert "không hồ sơ nào chạy theo quy trình" in tab


def test_many_are_asked_at_once_as_each_is_alone() -> None:
    """The rule in the database and the rule over one procedure say the same, whatever is divided and served."""
    by = law("9/QĐ-UBND", "Ủy ban nhân dân tỉnh", SINCE)
    kinds = [(), ("A1", "B1"), ("", "A1"), ("A1",)]
    made = []
    for n, (cases, served) in enumerate(product(kinds, [(), ("A1",), ("A1", "B1"), ("",), ("A1", "")])):
        one = divided(*cases, code=f"1.2000{n:02}")
        InternalWorkflow.objects.bulk_create(
            InternalWorkflow(
                procedure=one,
                level=PROVINCE,
                case=case,
                number=1,
                state="issued",
                valid_from=SINCE,
                decision=by,
                table={},
                created_at=clock.now(),
            )
            for case in served
        )
        filed = filed_cases(one.versions.get().content)
        made.append((one, lacking(filed, served), len(filed or ("",))))

    told = queries.lacks_of([one.pk for one, *_ in made], TODAY, PROVINCE)
    assert {pk: lacks.lacking for pk, lacks in told.items()} == {one.pk: lacks for one, lacks, _ in made}
    expected = {
        Standing.WHOLE: {one for one, lacks, _ in made if not lacks},
        Standing.PART: {one for one, lacks, count in made if 0 < len(lacks) < count},
        Standing.NONE: {one for one, lacks, count in made if len(lacks) == count},
    }
    rows = queries.asked_at(Procedure.objects.all(), PROVINCE)
    for which, those in expected.items():
        assert set(queries.of_standing(rows, TODAY, [which])) == those
    assert set(queries.backlog(TODAY, PROVINCE)) == expected[Standing.PART] | expected[Standing.NONE]
    assert set(queries.configured(TODAY, PROVINCE)) == expected[Standing.WHOLE]
    assert queries.configured(TODAY, PROVINCE).count() == len(expected[Standing.WHOLE])
    assert queries.figures(TODAY, PROVINCE) == queries.Figures(*(len(expected[which]) for which in Standing))


def test_the_figures_count_only_what_is_whole_and_both_open_to_their_rows(office: Office) -> None:
    half, whole = divided("Cấp mới", "Cấp lại"), divided("Cấp mới", "Cấp lại", code="1.100002")
    divided(code="1.100003")
    assign(list(Procedure.objects.all()), [office.province], role="performing", valid_from=SINCE, actor=SYSTEM)
    issue(half, "Cấp mới")
    issue(whole, "Cấp mới", "Cấp lại")
    year, at = Window(date(2026, 1, 1), date(2026, 12, 31)), clock.now()

    share, part = (one.value(None, year, at) for one in (WORKFLOW_CONFIGURED, WORKFLOW_HALF))
    assert (share.numerator, share.denominator, part.numerator) == (1, 3, 1)
    assert [row.ref for row in WORKFLOW_CONFIGURED.rows(None, year, at, "numerator")] == [ref_of(whole)]
    assert [row.ref for row in WORKFLOW_HALF.rows(None, year, at, "numerator")] == [ref_of(half)]
    months = [Window(date(2026, month, 1), date(2026, month, 28)) for month in range(1, 13)]
    assert WORKFLOW_CONFIGURED.series is not None
    assert [value.numerator for value in WORKFLOW_CONFIGURED.series(None, months, at)] == [0] + [1] * 11


def test_the_backlog_says_what_lacks_and_opens_to_the_case_to_be_drawn(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    half, none = divided("Cấp mới", "Cấp lại", "Cấp đổi"), divided("A1", "B1", code="1.100002")
    issue(half, "Cấp mới", "Cấp đổi")
    address = reverse("procedures:workflow_backlog", args=[PROVINCE])
    html = opened(office, address)
    tab = reverse("procedures:procedure_workflows", args=[half.uid])
    to_draw = f"{tab}?cap=province&amp;truong-hop=C%E1%BA%A5p+l%E1%BA%A1i#cap-province"
    assert to_draw in html
    assert "Cả 2 trường hợp" in html
    assert "Một phần: 1" in html and "Chưa có: 1" in html
    parts = {"part": (half, none), "none": (none, half)}
    for asked, (there, away) in parts.items():
        narrowed = opened(office, address, standing=asked)
        assert str(there.uid) in narrowed and str(away.uid) not in narrowed

    picked = opened(office, tab, cap=PROVINCE, **{"truong-hop": "Cấp lại"})
    assert "Một phần" in picked
    assert "<strong>Cấp lại</strong>" in picked
    begin = f"{reverse(BEGIN, args=[half.uid])}?cap=province&amp;truong-hop=C%E1%BA%A5p+l%E1%BA%A1i"
    assert begin in picked
    form = opened(office, reverse(BEGIN, args=[half.uid]), cap=PROVINCE, **{"truong-hop": "Cấp lại"})
    assert re.search(r'value="Cấp lại"[^>]* checked', form)
    for n in range(20):
        issue(divided("A1", "B1", code=f"1.3000{n:02}"), "A1")
    client = Client()
    client.force_login(office.editor, backend="motcua.organisations.signin.OfficerBackend")
    client.get(address)
    with django_assert_max_num_queries(20):
        client.get(address)


def test_a_tab_whose_cases_all_have_workflows_does_not_say_that_it_runs_on_the_default(office: Office) -> None:
    found = divided("Cấp mới", "Cấp lại")
    issue(found, "Cấp mới", "Cấp lại")
    html = opened(office, reverse("procedures:procedure_workflows", args=[found.uid]))
    assert "Mọi trường hợp của thủ tục đã có quy trình." in html
    assert "chạy theo quy trình mặc định" not in html
    assert in_use(found, PROVINCE, TODAY, "Cấp lại").workflow is not None


def test_programs_learn_what_each_case_runs_on_and_what_lacks(office: Office) -> None:
    half, whole = divided("Cấp mới", "Cấp lại"), divided("Cấp mới", "Cấp lại", code="1.100002")
    issue(half, "Cấp mới")
    issue(whole, "Cấp mới", "Cấp lại")
    client = Client()
    client.force_login(office.editor, backend="motcua.organisations.signin.OfficerBackend")

    def asked(of: Procedure, case: str = "") -> Any:
        return client.get(f"/api/v1/procedures/{of.base_code}/workflow", {"level": PROVINCE, "case": case})

    told = asked(half).json()
    assert told["default"] is True
    assert told["cases"] == [{"case": "Cấp mới", "default": False}, {"case": "Cấp lại", "default": True}]
    assert [asked(half, case).json()["default"] for case in ("Cấp mới", "Cấp lại")] == [False, True]
    every = asked(whole).json()
    assert (every["default"], every["steps"], every["id"]) == (False, [], None)
    assert [s["key"] for s in asked(whole, "Cấp lại").json()["steps"]] == ["1"]
    assert asked(whole, "Không có").status_code == 422
    page = client.get("/api/v1/workflow-backlog", {"level": PROVINCE, "standing": "part"}).json()
    assert page["items"] == [
        {
            "procedure": half.display_code,
            "name": half.name,
            "standing": "part",
            "cases": ["Cấp mới", "Cấp lại"],
            "lacking": ["Cấp lại"],
        }
    ]
    assert client.get("/api/v1/workflow-backlog", {"level": COMMUNE}).json()["items"] == []
    assert client.get("/api/v1/workflow-backlog", {"level": "vertical"}).status_code == 422
    assert Client().get("/api/v1/workflow-backlog", {"level": PROVINCE}).status_code == 401


def test_what_stood_in_the_registry_before_has_its_cases_too() -> None:
    divided("Cấp mới", "Cấp lại")
    divided("", "Phải xác minh", code="1.100002")
    kept = list(FiledCase.objects.order_by("pk").values_list("version", "name"))
    FiledCase.objects.all().delete()
    importlib.import_module("motcua.procedures.migrations.0016_filed_cases").take_from_versions(apps, None)
    assert list(FiledCase.objects.order_by("pk").values_list("version", "name")) == kept
    assert len(kept) == 4
