"""A province that publishes: a board that prepares decisions, communes that perform, and a list annexed to a decision."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
from tests.factories import organisations
from tests.factories.documents import law
from tests.factories.procedures import PASSWORD, START, Office, build_office

from motcua.documents.models import LegalDocument, StoredFile
from motcua.documents.services.files import store_upload
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Unit, User
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.units import Facts, establish_unit
from motcua.procedures.models import Procedure, PublicationDecision
from motcua.procedures.services import publications
from motcua.procedures.services.publication_lists import add_line, annexed_list, keep_list
from motcua.procedures.services.sure_lines import compare_lines

HEAD = ("STT", "Mã TTHC", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Địa điểm", "Phí, lệ phí", "Căn cứ pháp lý")


@dataclass(frozen=True)
class World:
    """`office` holds the officers of the province; `board` and `department` stand under it, `communes` too; `clerk` works at the board only."""

    office: Office
    province: Unit
    board: Unit
    department: Unit
    communes: tuple[Unit, ...]
    clerk: User
    stranger: User


def build_world() -> World:
    office = build_office()
    province = office.province
    board = unit("bql", "Ban Quản lý các khu công nghiệp", "zone_board", province)
    department = unit("so", "Sở Xây dựng", "department", province)
    organisations.place("75", "Tỉnh Mẫu")
    communes = []
    for code, name in (("75001", "Xã Một"), ("75002", "Xã Hai"), ("75003", "Phường Ba")):
        facts = Facts(
            f"Ủy ban nhân dân {name}",
            "peoples_committee",
            parent=province,
            territory=organisations.place(code, name, "75"),
        )
        communes.append(establish_unit(f"xa-{code}", facts, actor=SYSTEM, on=START))
    return World(
        office,
        province,
        board,
        department,
        tuple(communes),
        clerk=officer("Lê Thị Phòng", board, "office"),
        stranger=officer("Phạm Người Lạ", department, "office"),
    )


def unit(code: str, name: str, kind: str, parent: Unit) -> Unit:
    return establish_unit(code, Facts(name, kind, parent=parent), actor=SYSTEM, on=START)


def officer(name: str, at: Unit, role: str) -> User:
    return create_officer(name, unit=at, role=role, actor=SYSTEM, on=START, password=PASSWORD).user


def basis(number: str = "9/2026/NĐ-CP", effective: date = date(2026, 3, 9), **others: Any) -> LegalDocument:
    """The instrument that sets the procedures."""
    return law(
        number, "Chính phủ", others.pop("issued_on", date(2026, 2, 10)), kind="decree", valid_from=effective, **others
    )


def decision(world: World, **others: Any) -> PublicationDecision:
    """A draft of the board's, to be signed by the province."""
    facts = publications.Facts(
        title=others.pop("title", "Công bố danh mục thủ tục hành chính"),
        basis=others.pop("basis", None) or basis(),
        **others,
    )
    return publications.draft_decision(facts, owner=world.board, issuer=world.province, actor=SYSTEM)


def signed(
    world: World,
    *lines: Procedure,
    number: str = "461/QĐ-UBND",
    on: date = date(2026, 3, 3),
    action: str = "amended",
    **others: Any,
) -> PublicationDecision:
    """A decision signed elsewhere and recorded, with settled lines."""
    made = decision(world, **others)
    for one in lines:
        add_line(made, action=action, procedure=one, actor=SYSTEM)
    return publications.record_signed(made, number=number, signed_on=on, actor=SYSTEM)


def read_in(made: PublicationDecision, file: StoredFile, **others: Any) -> PublicationDecision:
    """A list read into its decision, as the job does it."""
    keep_list(made, file, annexed_list(file), **others)
    compare_lines(made)
    return made


def list_file(*rows: Sequence[object], name: str = "danh-muc.xlsx") -> StoredFile:
    """A list as offices annex it; rows below the head."""
    return store_upload(list_bytes(*rows), name=name, actor=SYSTEM)


def list_bytes(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
