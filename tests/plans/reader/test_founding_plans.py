"""The founding plans, against truth made by hand where there is one, and against a careful reading where there is none."""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from motcua.documents.reading.blocks import Document
from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import PlanDocument, read_plan

SHARED = Path(__file__).resolve().parents[4] / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not on this machine"),
]

FLOORS = {
    "header": 100,
    "bases": 100,
    "quotes": 100,
    "citations": 98,
    "targets": 98,
    "tasks": 95,
    "task": 95,
    "citation dates": 90,
}


@lru_cache
def read(number: str) -> tuple[Document, PlanDocument]:
    document = read_plaintext((SHARED / f"plans/{number}.txt").read_text("utf-8"))
    return document, read_plan(document)


def score(number: str) -> Any:
    spec = importlib.util.spec_from_file_location("score_plan", SHARED / "tools/score_plan.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    truth = json.loads((SHARED / f"plans/truth/{number}.json").read_text("utf-8"))
    document, plan = read(number)
    return module.score(truth, plan.to_json(), document.text)


def floor_of(figure: str) -> int:
    return next((floor for name, floor in FLOORS.items() if figure.startswith(name)), 90)


@pytest.mark.parametrize("number", ["000", "001", "002"])
def test_every_figure_reaches_its_floor(number: str) -> None:
    result = score(number)

    below = {name: value for name, value in result.figures.items() if value < floor_of(name)}
    assert not below, result.misses


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_output_is_as_the_schema_says(number: str) -> None:
    import jsonschema

    schema = json.loads((SHARED / "design/plan-document.schema.json").read_text("utf-8"))

    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
        read(number)[1].to_json()
    )


def test_the_plan_of_2025_is_read_as_an_officer_reads_it() -> None:
    plan = read("003")[1]

    assert (plan.document.number, plan.document.issuer) == ("777/KH-VP", "Văn phòng UBND tỉnh")
    assert [b.number for b in plan.bases] == ["336/KH-UBND", "3183/QĐ-UBND", "404/KH-UBND", "47/KH-UBND"]
    assert "36-CT/TU" in {c.number for c in plan.citations}
    assert len({c.number for c in plan.citations if c.number}) == 31
    assert [(t.comparator, t.value) for t in plan.targets] == [("=", 100), (">=", 98), (">=", 97)]
    assert [(t.no, t.lead) for t in plan.tasks] == [
        ("1", "Phòng Hành chính – Tổ chức"),
        ("1", "Phòng Hành chính – Tổ chức"),
        ("2", "Trung tâm Phục vụ hành chính công"),
        ("3", "Cổng Thông tin điện tử tỉnh"),
        ("3", "Cổng Thông tin điện tử tỉnh"),
        ("4", "Các Phòng, Ban, Trung tâm và Cổng Thông tin điện tử tỉnh"),
    ]
    assert {r.period for r in plan.reporting} == {"quarterly", "6_months", "9_months", "annual", "ad_hoc"}
    assert {r.to for r in plan.reporting} == {None}


def test_the_outreach_of_2025_is_parted_by_audience() -> None:
    plan = read("003")[1]
    assert plan.outreach is not None
    found = {a.key: a for a in plan.outreach.audiences}

    assert [t.no for t in found["officials"].topics] == ["a", "b", "c", "d", "đ"]
    assert [t.no for t in found["public"].topics] == ["a", "b", "c", "d", "đ", "e"]
    assert {c.channel for c in found["officials"].channels} == {"portal", "booklet", "training", "study_visit", "other"}
    assert {c.channel for c in found["public"].channels} == {
        "portal", "notice_board", "kiosk", "mobile_app", "hotline_1022", "poster", "leaflet",
    }  # fmt: skip


def test_the_garbled_plan_is_read_from_repaired_words_and_quoted_as_it_stands() -> None:
    document, plan = read("004")

    assert (plan.document.kind, plan.document.number, plan.document.place, plan.document.year) == (
        "Kế hoạch",
        None,
        "Đồng Nai",
        2024,
    )
    assert {c.number for c in plan.citations if c.number} == {"300/KH-UBND", "76/NQ-CP", "3183/QĐ-UBND"}
    assert [b.number for b in plan.bases] == ["300/KH-UBND"]
    assert [s.label for s in plan.sections] == ["I", "II", "IV", "V"]
    assert len(plan.document.recipients) == 13
    assert all("".join(t.source.quote.split()) in "".join(document.text.split()) for t in plan.tasks)
    assert "number_unreadable" in {w.code for w in plan.warnings}


def test_the_duties_of_the_garbled_plan_have_their_leads_and_the_one_deadline() -> None:
    plan = read("004")[1]
    by_item = {(t.section, t.no): t.lead for t in plan.tasks}

    assert len(plan.tasks) == 22
    assert by_item["IV", "2"] == "Các Sở, ngành và UBND các cấp"
    assert by_item["V", "1"] == "Thủ trưởng các sở, ban, ngành, Chủ tịch UBND cấp huyện"
    assert by_item["V", "2"] == "Sở Nội vụ"
    assert by_item["V", "5"] == "Sở Tài chính"
    assert [str(t.schedule.end) for t in plan.tasks if t.schedule.kind == "by_date"] == ["2024-02-29"]
    assert {r.period for r in plan.reporting} >= {"quarterly", "6_months", "annual", "ad_hoc"}


def test_the_outreach_of_the_garbled_plan_has_its_fifteen_topics() -> None:
    plan = read("004")[1]
    assert plan.outreach is not None

    assert [len(a.topics) for a in plan.outreach.audiences] == [15, 15]
    codes = {c.channel for c in plan.outreach.audiences[0].channels}
    assert codes >= {
        "dialogue",
        "portal",
        "zalo",
        "facebook",
        "youtube",
        "poster",
        "notice_board",
        "radio_tv",
        "press",
        "sms",
        "hotline_1022",
        "contest",
        "training",
    }
