"""The three real shapes with all their defects, and the portal's own list; and once more over what the province and its people added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import SHARED
from tests.database import Standing

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Component, Content, Limit, Part, as_json, from_json
from motcua.procedures.imports import read_file
from motcua.procedures.models import ImportRow, LocalEntry, LocalKind, Procedure, ProcedureVersion
from motcua.procedures.queries.imports import newest_of
from motcua.procedures.queries.registry import version_on
from motcua.procedures.reading import Batch, Good
from motcua.procedures.services import drafts
from motcua.procedures.services.importing import Imported, compare_procedures, import_procedures

pytestmark = [pytest.mark.django_db, pytest.mark.shared, pytest.mark.long, pytest.mark.any_database]
FOLDER = "data/procedures"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


@dataclass
class Taken:
    file: Batch
    national: Imported
    ministry: Imported
    older: Imported
    folder: Path


@pytest.fixture(scope="module")
def standing_taken(standing: Standing) -> Taken:
    folder = SHARED / FOLDER
    with standing(), clock.frozen(NOW):
        file = read(folder, "dvcqg-procedures-2642.jsonl")
        return Taken(
            file,
            import_procedures(file, actor=SYSTEM),
            take(folder, "bqp-procedures-structured-207.jsonl"),
            take(folder, "dvc-2021-structured-87.json"),
            folder,
        )


@pytest.fixture
def taken(standing_taken: Taken, db: None) -> Taken:
    return standing_taken


def read(folder: Path, name: str) -> Batch:
    return read_file((folder / name).read_bytes(), name=name)


def take(folder: Path, name: str) -> Imported:
    return import_procedures(read(folder, name), actor=SYSTEM)


def test_every_row_goes_in_or_is_set_aside_with_its_reason(taken: Taken) -> None:
    counts = taken.national.counts
    assert (counts.rows, counts.new, counts.set_aside) == (2642, 2625, 17)
    assert (taken.ministry.counts.rows, taken.ministry.counts.new, taken.ministry.counts.set_aside) == (207, 207, 0)
    assert (taken.older.counts.rows, taken.older.counts.new, taken.older.counts.changed) == (87, 0, 0)
    assert taken.older.counts.set_aside + taken.older.counts.proposed + taken.older.counts.same == 87
    kept = ImportRow.objects.filter(state="set_aside")
    assert kept.count() == 17 + taken.older.counts.set_aside
    assert not kept.filter(reason="").exists()
    assert not kept.filter(raw=None).exists()


def test_the_portals_own_list_tells_the_right_names_of_rows_that_carry_another_procedure(taken: Taken) -> None:
    told = take(taken.folder, "dvcqg-list-by-ministry.csv")
    assert (told.counts.new, told.counts.changed) == (17, 0)
    copied = set(ImportRow.objects.filter(state="set_aside", run__source="dvcqg").values_list("code", flat=True))
    assert (
        set(Procedure.objects.filter(versions__content__steps__isnull=True).values_list("base_code", flat=True))
        >= copied
    )


def test_what_could_not_be_read_with_certainty_is_kept_as_words(taken: Taken) -> None:
    assert ProcedureVersion.objects.exclude(unread_in="").count() > 1000
    for version in ProcedureVersion.objects.exclude(unread_in="").order_by("pk")[:200]:
        said = from_json(version.content)
        assert all(u.text.strip() for u in said.unread)
        assert " ".join(dict.fromkeys(u.part.value for u in said.unread)) == version.unread_in.strip()


def test_again_over_what_the_province_and_its_people_added_nothing_of_it_is_touched(taken: Taken) -> None:
    codes = list(
        ProcedureVersion.objects.filter(unread_in__contains=" limits ")
        .order_by("pk")
        .values_list("procedure__base_code", flat=True)[:5]
    )
    written: dict[str, tuple[Content, LocalEntry]] = {}
    for code in codes:
        found = Procedure.objects.get(base_code=code)
        draft = drafts.begin_draft(found, actor=SYSTEM)
        said = from_json(draft.content)
        by_hand = replace(
            said,
            limits=(Limit(Decimal(7), Unit.WORKING_DAY),),
            unread=tuple(u for u in said.unread if u.part != Part.LIMITS),
            components=(*said.components, Component("TAY", "Giấy tờ ghi tay")),
        )
        drafts.save_draft(draft, by_hand, seen=draft.fingerprint, actor=SYSTEM)
        drafts.put_in_force(draft, actor=SYSTEM)
        local = LocalEntry.objects.create(
            procedure=found,
            kind=LocalKind.LIMIT,
            value={"value": "3", "unit": "working_day"},
            valid_from=date(2025, 1, 1),
        )
        written[code] = by_hand, local
    versions = ProcedureVersion.objects.count()
    again = [row for row in taken.file.rows if isinstance(row, Good) and row.read.code in codes]
    rows = (*again, *taken.file.rows[:300])
    done = import_procedures(replace(taken.file, rows=rows), actor=SYSTEM)
    assert (done.counts.new, done.counts.changed) == (0, 0)
    assert done.counts.same == len(rows) - done.counts.set_aside
    assert ProcedureVersion.objects.count() == versions
    for code, (by_hand, local) in written.items():
        version = version_on(Procedure.objects.get(base_code=code), clock.today())
        assert version is not None
        assert from_json(version.content) == by_hand
        local.refresh_from_db()
        assert (local.value, local.valid_to, local.voided_at) == ({"value": "3", "unit": "working_day"}, None, None)


def test_a_comparison_of_the_same_file_finds_only_what_was_set_aside(taken: Taken) -> None:
    name = "bqp-procedures-structured-207.jsonl"
    done = compare_procedures(read(taken.folder, name), actor=SYSTEM, dry_run=True)
    assert (done.counts.same, done.counts.proposed, done.counts.set_aside) == (207, 0, 0)
    one = Procedure.objects.get(base_code="1.013124")
    version = newest_of(one)
    assert version is not None
    changed = replace(from_json(version.content), sets=3)
    ProcedureVersion.objects.filter(pk=version.pk).update(content=as_json(changed))
    done = compare_procedures(read(taken.folder, name), actor=SYSTEM, dry_run=True)
    assert [(line.code, line.parts) for line in done.lines] == [("1.013124", ("sets",))]
