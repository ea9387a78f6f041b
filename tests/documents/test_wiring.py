"""What the package puts into the kernel's registries: periodic work, holdings, the sample, the command."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from django.urls import reverse
from tests.factories.documents import START, World, law, series

from motcua.config import cli
from motcua.documents.events import LABELS, EventKind
from motcua.documents.models import IssuedNumber, LegalDocument, NumberSeries
from motcua.documents.queries.law import ref_of
from motcua.kernel import clock, events, registries
from motcua.kernel.actors import SYSTEM
from motcua.kernel.registries import SampleRun
from motcua.organisations.services.units import Facts, establish_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_every_kind_of_event_has_words() -> None:
    assert set(LABELS) == set(EventKind)
    assert all(registries.event_labels.get(kind) for kind in EventKind)


def test_the_books_open_again_by_themselves_on_1_january(world: World) -> None:
    series(world.board)
    periodic = registries.periodics["documents.open_books"]

    assert periodic.run() == {"opened": 0}
    with clock.frozen(datetime(2027, 1, 1, 0, 1, tzinfo=clock.ZONE)):
        assert periodic.run() == {"opened": 1}
        assert periodic.run() == {"opened": 0}
    assert NumberSeries.objects.get(year=2027).first == 1


def test_documents_of_a_unit_move_with_it_and_back(world: World) -> None:
    own = law("1/2024/NĐ-CP", "Chính phủ", date(2024, 1, 1), owner_unit=world.board.pk)
    law("2/2024/NĐ-CP", "Chính phủ", date(2024, 1, 1), owner_unit=world.elsewhere.pk)
    holdings = registries.holdings["legal_documents"]

    refs = holdings.refs(world.board.pk)
    assert refs == [str(ref_of(own))]
    assert holdings.move([*refs, "plan:1"], world.board.pk, world.elsewhere.pk) == 1
    assert holdings.move(refs, world.board.pk, world.elsewhere.pk) == 0
    assert len(holdings.refs(world.elsewhere.pk)) == 2


def test_subjects_tell_title_address_and_readers(world: World) -> None:
    shown = law("1/2024/NĐ-CP", "Chính phủ", date(2024, 1, 1), kind="decree")
    hidden = law("2/2024/NĐ-CP", "Chính phủ", date(2024, 1, 1), access="unit", owner_unit=world.board.pk)
    subject = registries.subjects["legal_document"]
    uids = [str(shown.uid), str(hidden.uid)]

    assert subject.titles(uids)[uids[0]] == "Nghị định 1/2024/NĐ-CP"
    assert subject.address(uids[0]) == reverse("documents:document", args=[uids[0]])
    assert subject.readable(world.stranger, uids) == {uids[0]}
    assert subject.readable(world.office, uids) == set(uids)


def test_the_sample_has_a_library_and_books_with_numbers_one_of_them_cancelled() -> None:
    for code, name, kind in (
        ("ubnd-dong-nai", "Ủy ban nhân dân tỉnh Đồng Nai", "peoples_committee"),
        ("vp-ubnd", "Văn phòng Ủy ban nhân dân tỉnh", "office"),
        ("bql-kcn", "Ban Quản lý các khu công nghiệp", "zone_board"),
    ):
        establish_unit(code, Facts(name, kind, abbreviation=code[:2].upper()), actor=SYSTEM, on=START)

    registries.samples["documents"].load(SampleRun(password=""))

    assert LegalDocument.objects.filter(number="766/QĐ-TTg", issued_on=date(2022, 6, 23)).exists()
    assert NumberSeries.objects.count() == 5
    assert sorted(IssuedNumber.objects.values_list("text", "state")) == [
        ("01/BC-BQ", "issued"),
        ("01/KH-VP", "issued"),
        ("02/TB-VP", "cancelled"),
    ]
    assert all(n.file is not None for n in IssuedNumber.objects.select_related("file"))
    assert events.verify() is None


def test_the_command_loads_the_library_and_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["library", "load", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert cli.run(["library", "load"]) == 0

    assert first["documents"] > 40
    assert first["known"] == 0
    assert f"{first['documents']} văn bản đã có" in capsys.readouterr().out
