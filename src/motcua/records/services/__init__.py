"""Keeping results. The only writer of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.records import events as kinds
from motcua.records.models import Result
from motcua.records.queries import ref_of

if TYPE_CHECKING:
    from motcua.documents.models import StoredFile


@dataclass(frozen=True, slots=True)
class Issued:
    """What a signed answer says of itself."""

    number: str
    issued_on: date
    signer: str
    file: StoredFile
    title: str
    negative: bool = False
    article: str = ""
    signer_post: str = ""
    capacity: str = ""
    code: str = ""
    valid_to: date | None = None
    approval: str = ""


def keep_result(subject: Ref, issued: Issued, *, procedure: Any, unit: int, actor: Actor) -> Result:
    """Keep the answer to a record, once. Part of the caller's transaction. Raises Invalid naming what is missing, Refused."""
    wrong = tuple(_errors(issued))
    if wrong:
        raise Invalid("Chưa ghi được kết quả. Hãy sửa các ô được đánh dấu.", errors=wrong)
    made = Result(
        subject=str(subject),
        procedure=procedure,
        unit_id=unit,
        title=" ".join(nfc(issued.title).split())[:1000],
        code=issued.code[:60],
        number=" ".join(nfc(issued.number).split()),
        issued_on=issued.issued_on,
        signer=" ".join(nfc(issued.signer).split()),
        signer_post=issued.signer_post[:200],
        capacity=issued.capacity,
        file=issued.file,
        negative=issued.negative,
        article=" ".join(nfc(issued.article).split()),
        valid_to=issued.valid_to,
        approval=issued.approval,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("Hồ sơ này đã có kết quả.", code="has_result") from error
    if not issued.approval:  # what was signed on a route belongs to it
        attach_file(issued.file, subject, actor=actor)
    payload: dict[str, Any] = {
        "subject": subject,
        "number": made.number,
        "issued_on": made.issued_on,
        "negative": made.negative,
        "valid_to": made.valid_to,
    }
    events.append(ref_of(made), kinds.ISSUED, actor=actor, payload=payload)
    return made


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was given elsewhere and is taken over: without its file."""

    subject: Ref
    procedure: Any
    unit: int
    number: str
    issued_on: date
    signer: str
    title: str
    negative: bool = False
    article: str = ""


def keep_answers(answers: Iterable[Answer]) -> int:
    """Keep many answers that were given elsewhere. Part of the caller's transaction; returns how many."""
    now = clock.now()
    made = [
        Result(
            subject=str(one.subject),
            procedure=one.procedure,
            unit_id=one.unit,
            title=one.title[:1000],
            number=one.number[:80],
            issued_on=one.issued_on,
            signer=one.signer[:200],
            negative=one.negative,
            article=one.article[:500] or ("–" if one.negative else ""),
            created_at=now,
        )
        for one in answers
    ]
    return len(Result.objects.bulk_create(made, batch_size=500))


def _errors(issued: Issued) -> Iterator[FieldError]:
    if not issued.number.strip() or len(issued.number) > 80:
        yield FieldError("number", N_("Ghi số, ký hiệu của kết quả, không quá 80 ký tự."))
    if not issued.signer.strip() or len(issued.signer) > 200:
        yield FieldError("signer", N_("Ghi người ký, không quá 200 ký tự."))
    if issued.issued_on > clock.today():
        yield FieldError("date", N_("Ngày của kết quả không thể ở tương lai."))
    if issued.negative and not issued.article.strip():
        yield FieldError("article", N_("Từ chối giải quyết phải ghi điều khoản làm căn cứ."))
    if len(issued.article) > 500:
        yield FieldError("article", N_("Dài quá {most} ký tự."), {"most": 500})
    if issued.valid_to is not None and issued.valid_to <= issued.issued_on:
        yield FieldError("valid_to", N_("Hiệu lực phải kết thúc sau ngày của kết quả."))
