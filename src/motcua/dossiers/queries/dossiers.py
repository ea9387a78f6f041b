"""Dossiers for those who may read them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from motcua.documents.queries.files import files_of_many
from motcua.dossiers.models import SEALER, Dossier, DossierStep, GivenComponent, Opinion, Pause, SupplementRequest
from motcua.dossiers.permissions import handles, may_do, may_read_dossier, readable_dossiers
from motcua.dossiers.rules.people import identifier_key, phone_key
from motcua.dossiers.workflow import StepState
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.procedures.queries.workflows import default_in_use, table_of
from motcua.procedures.workflows import Table

KIND = "dossier"
"""Kind of subject, and kind in the search index."""
_FIGURES = re.compile(r"(?=.*\d)[\d\s.+()/-]+")
_CODE = re.compile(r"(?=.*\d)\S*-\S*")
COMPONENT = "dossier_component"
"""Kind of the Refs that own the files of papers."""


def ref_of(dossier: Dossier) -> Ref:
    return Ref.to(KIND, dossier.uid)


def component_ref(component: GivenComponent) -> Ref:
    return Ref.to(COMPONENT, component.uid)


def dossiers_for(user: Any) -> QuerySet[Dossier]:
    """All that somebody may read, with what lists tell of each."""
    rows = Dossier.objects.select_related("procedure", "holder", "unit", "intake_unit")
    return readable_dossiers(rows, user)


def dossier_for(user: Any, code: str | UUID, action: str = "dossiers.read") -> Dossier:
    """The dossier of a code (or its id) for somebody who may read it and do `action`. Raises NotFound, Forbidden."""
    found = dossier_named(str(code))
    if found is None or not may_read_dossier(user, found):
        raise NotFound("Không có hồ sơ “{asked}”, hoặc bạn không được xem.", code="no_dossier", asked=str(code)[:100])
    if action != "dossiers.read" and not may_do(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def handled_for(user: Any, code: str | UUID) -> Dossier:
    """The dossier for somebody who works on it: its papers bear names and numbers. Raises NotFound, Forbidden."""
    found = dossier_for(user, code)
    if not handles(user, found):
        raise Forbidden("Chỉ người xử lý hồ sơ mở được giấy tờ này.")
    return found


def dossier_named(code: str) -> Dossier | None:
    rows = Dossier.objects.select_related(
        "procedure", "procedure_version", "holder", "submitter", "unit", "intake_unit", "workflow", "eform"
    )
    asked = code.strip()
    found = rows.filter(code=asked).first()
    if found is None:
        try:
            found = rows.filter(uid=UUID(asked)).first()
        except ValueError:
            return None
    return found


def table_for(dossier: Dossier) -> Table:
    """The workflow that an accepted dossier runs through."""
    if dossier.workflow is not None:
        return table_of(dossier.workflow)
    if dossier.workflow_on is None:
        return Table()
    return default_in_use(dossier.workflow_on).table


def open_steps(dossier: Dossier) -> list[DossierStep]:
    rows = dossier.steps.filter(state=StepState.OPEN).select_related("unit", "officer__person")
    return list(rows.order_by("sequence"))


def steps_of(dossier: Dossier) -> list[DossierStep]:
    rows = dossier.steps.select_related("unit", "officer__person", "closed_by__person")
    return list(rows.order_by("sequence"))


def pauses_of(dossier: Dossier) -> list[Pause]:
    return list(dossier.pauses.order_by("began_at"))


def open_request(dossier: Dossier) -> SupplementRequest | None:
    return dossier.supplement_requests.filter(answered_at__isnull=True).order_by("-number").first()


def open_opinions(dossier: Dossier) -> list[Opinion]:
    return list(dossier.opinions.filter(answered_at__isnull=True).select_related("unit").order_by("asked_at", "pk"))


def components_of(dossier: Dossier) -> list[Any]:
    """The papers in their order, each with its `files` and `has_files`. Two queries."""
    rows: list[Any] = list(dossier.components.order_by("position", "pk"))
    files = files_of_many(component_ref(row) for row in rows)
    for row in rows:
        row.files = files.get(str(component_ref(row)), [])
        row.has_files = bool(row.files)
    return rows


def by_numbers(rows: QuerySet[Dossier], text: str) -> QuerySet[Dossier] | None:
    """What the one box means when it holds figures: the end of a code, a personal or tax number, a telephone. None for words."""
    asked = text.strip()
    if not _FIGURES.fullmatch(asked):
        return rows.filter(code=asked) if _CODE.fullmatch(asked) else None
    digits = "".join(ch for ch in asked if ch.isdigit())
    tail = Q(tail=int(digits)) if len(digits) <= 9 else Q(pk__in=[])
    party = Q()
    for field, key in (("identifier_key", identifier_key(asked)), ("phone_key", phone_key(asked))):
        sealed = SEALER.key_of(key)
        party |= Q(**{f"holder__{field}": sealed}) | Q(**{f"submitter__{field}": sealed})
    return rows.filter(Q(code=asked) | tail | party)


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """The code alone: who files is nobody's business who only meets a reference."""
    return {str(uid): code for uid, code in Dossier.objects.filter(uid__in=uids).values_list("uid", "code")}


def address(uid: str) -> str:
    return reverse("dossiers:dossier", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_dossiers(Dossier.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def component_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(uid): name for uid, name in GivenComponent.objects.filter(uid__in=uids).values_list("uid", "name")}


def component_address(uid: str) -> str:
    found = GivenComponent.objects.filter(uid=uid).values_list("dossier__uid", flat=True).first()
    return address(str(found)) if found else ""


def readable_components(user: Any, uids: Sequence[str]) -> set[str]:
    """Papers of readable dossiers."""
    allowed = readable_dossiers(Dossier.objects.all(), user).values("pk")
    rows = GivenComponent.objects.filter(uid__in=uids, dossier__in=allowed)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def any_there() -> bool:
    """Whether there is a dossier at all."""
    return Dossier.objects.exists()
