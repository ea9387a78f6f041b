"""Several people at the same moment: what one of them did stands once, the others are told so in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from tests.factories.documents import in_threads
from tests.factories.procedures import procedure
from tests.factories.publication import basis, build_world, signed
from tests.factories.reviews import handed_in_with, items, running_round

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import AppError
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Limit
from motcua.procedures.imports import read_file
from motcua.procedures.models import (
    ImportRow,
    LocalEntry,
    Procedure,
    ProcedureVersion,
    Proposal,
    PublicationDecision,
)
from motcua.procedures.services import proposals
from motcua.procedures.services.deciding import accept_row
from motcua.procedures.services.drafts import begin_draft
from motcua.procedures.services.importing import compare_procedures, import_procedures
from motcua.procedures.services.local import add_entry
from motcua.procedures.services.publishing import publish_decision

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("storage")]
MANY = 4


def several(act: Callable[[int], object]) -> list[object]:
    """What became of the acts that were done. Whoever came too late is told in words of the product; nothing else may fail."""
    told = in_threads(act, MANY)
    wrong = [one for one in told if isinstance(one, Exception) and not isinstance(one, AppError)]
    assert wrong == []
    return [one for one in told if not isinstance(one, Exception)]


def row(code: str, name: str, days: int) -> dict[str, str]:
    return {
        "ma_thu_tuc": code,
        "ten_thu_tuc": name,
        "linh_vuc": "Lĩnh vực mẫu",
        "cap_thuc_hien": "Cấp tỉnh",
        "trinh_tu_thuc_hien": f"Bước 1: Nộp hồ sơ {name}.",
        "cach_thuc_thuc_hien": f"Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp{days} Ngày làm việcMiễn phí",
    }


def file(*rows: dict[str, str]) -> Any:
    return read_file("\n".join(json.dumps(one, ensure_ascii=False) for one in rows).encode())


def compared(*rows: dict[str, str]) -> list[ImportRow]:
    run = compare_procedures(file(*rows), actor=SYSTEM).run
    return list(ImportRow.objects.filter(run__uid=run).select_related("run", "procedure").order_by("line"))


def in_force_days(of: Procedure) -> list[tuple[date, date | None]]:
    rows = ProcedureVersion.objects.filter(procedure=of, state="published").order_by("valid_from")
    return list(rows.values_list("valid_from", "valid_to"))


def overlap(ranges: Sequence[tuple[date, date | None]]) -> bool:
    return any(end is None or end > start for (_, end), (start, _) in pairwise(ranges))


def test_a_decision_is_published_once() -> None:
    world = build_world()
    found = procedure("1.100001", origin="own")
    begin_draft(found, actor=SYSTEM)
    made = signed(world, found)

    done = several(lambda _: publish_decision(PublicationDecision.objects.get(pk=made.pk), actor=SYSTEM))

    assert len(done) == 1
    assert len(in_force_days(found)) == 2
    assert not overlap(in_force_days(found))


def test_a_row_is_accepted_once() -> None:
    import_procedures(file(row("1.100001", "Một", 5)), actor=SYSTEM, valid_from=date(2026, 1, 1))
    (waiting,) = compared(row("1.100001", "Một", 9))

    done = several(
        lambda _: accept_row(ImportRow.objects.select_related("run", "procedure").get(pk=waiting.pk), actor=SYSTEM)
    )

    assert len(done) == 1
    assert ProcedureVersion.objects.count() == 2


@pytest.mark.parametrize("known", [True, False])
def test_rows_of_several_comparisons_about_one_procedure_leave_one_chain_of_days(known: bool) -> None:
    """Of one that is there, and of one that each of them would make."""
    if known:
        import_procedures(file(row("1.100001", "Một", 5)), actor=SYSTEM, valid_from=date(2026, 1, 1))
    waiting = [compared(row("1.100001", "Một", 9 + n))[0].pk for n in range(MANY)]

    done = several(
        lambda n: accept_row(ImportRow.objects.select_related("run", "procedure").get(pk=waiting[n]), actor=SYSTEM)
    )

    assert done
    found = Procedure.objects.get()
    assert found.versions.count() == len(done) + known
    assert not overlap(in_force_days(found))


def test_one_draft_is_begun() -> None:
    found = procedure("1.100001", origin="own")

    assert len(several(lambda _: begin_draft(Procedure.objects.get(pk=found.pk), actor=SYSTEM))) == 1
    assert found.versions.filter(state="draft").count() == 1


def test_one_local_limit_holds_on_a_day() -> None:
    found, ruled = procedure("1.100001"), basis("5/2026/QĐ-UBND")

    done = several(
        lambda n: add_entry(
            found,
            kind="limit",
            value=Limit(Decimal(5 + n), Unit.DAY),
            valid_from=date(2026, 1, 1),
            decision=ruled,
            actor=SYSTEM,
        )
    )

    assert len(done) == LocalEntry.objects.count() == 1


def test_a_proposal_is_decided_once() -> None:
    world = build_world()
    found = running_round(world.province, procedure("1.100001"))
    (made,) = handed_in_with(items(found)[0])

    done = several(
        lambda n: proposals.decide(
            Proposal.objects.select_related("item__round", "item__procedure").get(pk=made.pk),
            proposals.Decision(accepted=True, number=f"{n}/QĐ-UBND", decided_on=clock.today()),
            actor=SYSTEM,
        )
    )

    assert len(done) == 1
