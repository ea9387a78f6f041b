"""Where a print hangs: a place is one however it is written, and what a new print replaces there is told until it is taken down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from tests.factories.documents import pdf_bytes
from tests.factories.procedures import Office, procedure
from tests.procedures.test_import_pages import page

from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.procedures.models import PrintedPaper, PrintRun, Procedure
from motcua.procedures.queries.papers import replaced_by
from motcua.procedures.services.papers import Scope, order_paper, record_print, take_down, void_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
BOARD = "Bảng tầng 1"


def printed(kind: str = "poster", about: Procedure | None = None) -> PrintedPaper:
    """A paper that is set; what stands on it is not asked here."""
    made = order_paper(kind, Scope(about), title="Ấn phẩm", actor=SYSTEM)
    made.file = store_upload(pdf_bytes("Ấn phẩm"), name="an-pham.pdf", actor=SYSTEM)
    made.save(update_fields=["file"])
    return made


def hung(paper: PrintedPaper, place: str = BOARD) -> PrintRun:
    return record_print(paper, place=place, quantity=1, placed_on=clock.today(), actor=SYSTEM)


@pytest.fixture
def about() -> Procedure:
    return procedure("1.100001")


@pytest.mark.parametrize("written", ["bảng  TẦNG 1", " Bảng tầng 1 ", "Bảng\ttầng 1", "Ba\u0309ng tầng 1"])
def test_a_place_is_one_however_it_is_written(about: Procedure, written: str) -> None:
    paper = printed("poster", about)
    hung(paper)
    with pytest.raises(Invalid, match="đã được ghi"):
        hung(paper, written)
    assert PrintRun.objects.count() == 1


def test_another_place_is_another(about: Procedure) -> None:
    paper = printed("poster", about)
    assert [hung(paper, place).place for place in (BOARD, "Bảng   tầng 2")] == [BOARD, "Bảng tầng 2"]


def test_a_new_print_in_the_place_of_an_old_one_tells_of_it_until_it_is_down(about: Procedure, office: Office) -> None:
    old = hung(printed("poster", about))
    new = printed("poster", about)
    assert replaced_by(new) == []  # it hangs nowhere yet
    hung(new, "BẢNG tầng 1")
    html = page(office.office, reverse("procedures:paper", args=[new.uid]))
    assert "Ghi đã gỡ bản cũ" in html and reverse("procedures:take_down", args=[old.uid]) in html
    assert replaced_by(old.paper) == []
    take_down(old, removed_on=clock.today(), actor=SYSTEM)
    assert "Ghi đã gỡ bản cũ" not in page(office.office, reverse("procedures:paper", args=[new.uid]))


def test_only_prints_of_the_same_kind_about_the_same_are_replaced(about: Procedure) -> None:
    hung(printed("leaflet", about))
    hung(printed("poster", procedure("1.100002")))
    hung(printed("posting"))
    hung(printed("poster", about), "Bảng tầng 2")
    mistaken = hung(printed("poster", about))
    void_run(mistaken, reason="Ghi nhầm", actor=SYSTEM)
    new = printed("poster", about)
    hung(new)
    assert replaced_by(new) == []
    lists = printed("posting")
    hung(lists)
    assert [run.paper.kind for run in replaced_by(lists)] == ["posting"]


def test_prints_that_are_replaced_cost_as_many_questions_for_many(
    about: Procedure, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for n in range(5):
        hung(printed("poster", about), f"Bảng tầng {n}")
    new = printed("poster", about)
    for n in range(5):
        hung(new, f"Bảng tầng {n}")
    with django_assert_max_num_queries(2):
        assert len([run.paper.title for run in replaced_by(new)]) == 5
