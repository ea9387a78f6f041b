"""A small province with an office that keeps books, a library, and files of every kind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import docx
from django.db import connection
from PIL import Image, ImageDraw, ImageFont

from motcua.documents.models import LegalDocument, NumberSeries, StoredFile
from motcua.documents.services.files import store_upload
from motcua.documents.services.law import LawFacts, add_document
from motcua.documents.services.numbers import SignedDocument, open_series
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM, Actor
from motcua.organisations.models import Unit, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.units import Facts, establish_unit

START = date(2020, 1, 1)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
PASSWORD = "một mật khẩu để thử 2026"


@dataclass(frozen=True)
class World:
    """`board` stands under `province`; `stranger` works elsewhere; `auditor` reads all from above."""

    province: Unit
    board: Unit
    elsewhere: Unit
    clerk: User
    office: User
    stranger: User
    auditor: User

    def actor(self, user: User) -> Actor:
        return actor_of(user)


def build_world() -> World:
    province = _unit("tinh", "Ủy ban nhân dân tỉnh Đồng Nai", "peoples_committee", abbreviation="UBND")
    board = _unit("bql", "Ban Quản lý các khu công nghiệp", "zone_board", parent=province, abbreviation="KCNĐN")
    elsewhere = _unit("so-noi-vu", "Sở Nội vụ", "department", parent=province, abbreviation="SNV")
    return World(
        province,
        board,
        elsewhere,
        clerk=_officer("Trần Thị Văn Thư", board, "registry_clerk"),
        office=_officer("Lê Văn Phòng", board, "office"),
        stranger=_officer("Phạm Người Lạ", elsewhere, "specialist"),
        auditor=_officer("Ngô Kiểm Tra", province, "auditor"),
    )


def _unit(code: str, name: str, kind: str, *, parent: Unit | None = None, abbreviation: str = "") -> Unit:
    return establish_unit(code, Facts(name, kind, parent=parent, abbreviation=abbreviation), actor=SYSTEM, on=START)


def _officer(name: str, unit: Unit, role: str) -> User:
    return create_officer(name, unit=unit, role=role, actor=SYSTEM, on=START, password=PASSWORD).user


def law(number: str, issuer: str, issued_on: date | None, subject: str = "Một văn bản", **others: Any) -> LegalDocument:
    kind = others.pop("kind", "decision")
    extra = {name: others.pop(name) for name in ("owner_unit", "file") if name in others}
    facts = LawFacts(kind=kind, number=number, issuer=issuer, issued_on=issued_on, subject=subject, **others)
    return add_document(facts, actor=SYSTEM, **extra)


def series(unit: Unit, **others: Any) -> NumberSeries:
    given: dict[str, Any] = {"unit": unit.pk, "year": 2026, "body_symbol": "KCNĐN", "actor": SYSTEM} | others
    return open_series(**given)


def scan(
    text: str = "Kế hoạch kiểm soát thủ tục hành chính", actor: Actor = SYSTEM, name: str = "ban-quet.txt"
) -> StoredFile:
    return store_upload(text.encode(), name=name, actor=actor)


def signed(kind: str = "plan", **others: Any) -> SignedDocument:
    given = {"kind": kind, "subject": "Kiểm soát thủ tục hành chính năm 2026", "signer": "Nguyễn Văn Ký"} | others
    return SignedDocument(**given)


def docx_bytes(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf_bytes(*paragraphs: str) -> bytes:
    from motcua.documents.writing import OfficialDocument, Paragraph, to_pdf

    body = tuple(Paragraph(text) for text in paragraphs)
    return to_pdf(OfficialDocument(issuer=("Văn phòng",), kind="Kế hoạch", subject="Thử", body=body))


def scan_bytes(*lines: str, form: str = "PNG") -> bytes:
    """A picture of words, as a scanner gives it."""
    from motcua.ui.fonts import print_font_dir

    page = Image.new("L", (1240, 140 + 80 * len(lines)), 255)
    font = ImageFont.truetype(str(print_font_dir() / "Tinos-Bold.ttf"), 44)
    for i, line in enumerate(lines):
        ImageDraw.Draw(page).text((80, 60 + 80 * i), line, font=font, fill=0)
    out = io.BytesIO()
    page.save(out, form, resolution=150.0) if form == "PDF" else page.save(out, form)
    return out.getvalue()


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def in_threads(work: Callable[[int], object], count: int) -> list[object]:
    """Run the same piece of work at once in several threads, each with its own connection. Exceptions are given back as results."""

    def one(number: int) -> object:
        try:
            return work(number)
        except Exception as error:  # noqa: BLE001 - given back for the test to look at
            return error
        finally:
            connection.close()

    contexts = [copy_context() for _ in range(count)]  # the frozen clock goes along
    with ThreadPoolExecutor(count) as pool:
        return [f.result() for f in [pool.submit(c.run, one, i) for i, c in enumerate(contexts)]]
