"""Giving numbers to signed documents (văn thư): in order, without a gap, never twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction

from motcua.documents.events import EventKind
from motcua.documents.models import IssuedNumber, Kind, NumberSeries, StoredFile
from motcua.documents.numbering import NumberFormat, is_symbol
from motcua.documents.queries.numbers import LINE_KIND, abbreviation_of, number_of, ref_of
from motcua.documents.services.content import subject_errors
from motcua.documents.services.files import attach_file
from motcua.documents.workflow import NUMBERS
from motcua.kernel import clock, events, search, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.registries import Registry
from motcua.kernel.rules import rule
from motcua.kernel.text import nfc

_TRIES = 100  # each lost race means that another number was given, so this many in a row is a fault, not contention


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A signed document that is to get a number. `drafter` is the drafting unit's abbreviation, for official letters.

    Either `ref` names the record, whose package has said in `signables` that it is signed (then `drafter`, `recipients`, `note` and `scan`
    add to what the package says), or `scan` is the signed paper.
    """

    kind: str
    subject: str
    signer: str
    drafter: str = ""
    recipients: str = ""
    note: str = ""
    ref: Ref | None = None
    scan: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class Signable:
    """How a higher package tells that its records are signed: `signed(uid)` gives what is to be numbered, None while it is not signed."""

    signed: Callable[[str], SignedDocument | None]


signables: Registry[Signable] = Registry("documents that get numbers")
"""By kind of subject. A number is given to a record only when its package says that it is signed."""


def open_series(
    *,
    unit: int,
    year: int,
    body_symbol: str,
    actor: Actor,
    kind: str = "",
    normative: bool = False,
    first: int = 1,
    external: bool = False,
) -> NumberSeries:
    """Open a body's book of a year. Opening the same book again gives the one that is open, if it would be the same."""
    errors = tuple(_series_errors(kind, year, body_symbol, first))
    if errors:
        raise Invalid("Chưa mở được sổ. Hãy sửa các ô được đánh dấu.", errors=errors)
    series = NumberSeries(
        unit_id=unit, kind=kind, normative=normative, year=year, body_symbol=body_symbol, first=first, last=first - 1,
        external=external,
    )  # fmt: skip
    with transaction.atomic():
        try:
            with transaction.atomic():
                series.save(force_insert=True)
        except IntegrityError:
            there = NumberSeries.objects.get(unit=unit, kind=kind, normative=normative, year=year)
            if (there.body_symbol, there.first, there.external) == (body_symbol, first, external):
                return there
            raise Invalid(
                "Sổ này của năm {year} đã mở.", errors=(FieldError("kind", "Sổ này của năm đã mở."),), year=year
            ) from None
        events.append(
            ref_of(series),
            EventKind.SERIES_OPENED,
            actor=actor,
            payload={"kind": kind, "year": year, "first": first, "external": external, "symbol": body_symbol},
        )
    return series


def take_number(series: NumberSeries, *, actor: Actor, document: SignedDocument | Ref) -> IssuedNumber:
    """Give the next number of the book to a signed document, dated today. The same document again gets the number it has.

    Raises Refused when the document is not signed, the book is of another year or another system counts.
    """
    today = clock.today()
    signed = _signed(document)
    if signed.ref is not None and (there := number_of(signed.ref)) is not None:
        return there
    if signed.scan is not None and (there := _of_scan(signed.scan)) is not None:
        return there
    _check_series(series, signed, today)
    with transaction.atomic():
        count = _advance(series)
        line = IssuedNumber(
            series=series, number=count, text=_text(series, signed, count, today), issued_on=today, **_columns(signed)
        )
        try:
            with transaction.atomic():
                line.save(force_insert=True)
        except IntegrityError as error:
            # the transaction ends here, so the count goes back: no gap
            raise Refused("Văn bản này vừa được cấp số. Hãy tải lại trang để xem số.", code="numbered") from error
        _finish(line, signed, actor)
    return line


def enter_number(
    series: NumberSeries, *, actor: Actor, document: SignedDocument, text: str, issued_on: date
) -> IssuedNumber:
    """Enter a number that another system gave, with its date and its file."""
    text = "".join(nfc(text).split())
    errors = tuple(_entry_errors(series, document, text, issued_on))
    if errors:
        raise Invalid("Chưa ghi được số. Hãy sửa các ô được đánh dấu.", errors=errors)
    line = IssuedNumber(series=series, number=None, text=text, issued_on=issued_on, **_columns(document))
    with transaction.atomic():
        try:
            with transaction.atomic():
                line.save(force_insert=True)
        except IntegrityError as error:
            raise Invalid(
                "Số này hoặc bản quét này đã có trong sổ.", errors=(FieldError("text", "Số này đã có trong sổ."),)
            ) from error
        _finish(line, document, actor)
    return line


def cancel_number(line: IssuedNumber, *, actor: Actor, reason: str) -> IssuedNumber:
    """Cancel a number that was given by mistake. It stays in the register with its reason and is not given again."""
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do hủy số.", errors=(FieldError("reason", "Hãy ghi lý do hủy số."),))
    with transaction.atomic():
        workflow.move(line, NUMBERS, "cancel", cancel_reason=reason)
        events.append(
            ref_of(line.series),
            EventKind.NUMBER_CANCELLED,
            actor=actor,
            payload={"number": line.text, "reason": reason, "document": line.document or None},
        )
    return line


def roll_over(year: int, *, actor: Actor) -> list[NumberSeries]:
    """Open for a year the books that were open the year before, each from 01. What is open already stays. Returns those opened now."""
    there = set(NumberSeries.objects.filter(year=year).values_list("unit_id", "kind", "normative"))
    before = NumberSeries.objects.filter(year=year - 1).order_by("pk")
    return [
        open_series(
            unit=s.unit_id, year=year, body_symbol=s.body_symbol, actor=actor, kind=s.kind, normative=s.normative,
            external=s.external,
        )
        for s in before
        if (s.unit_id, s.kind, s.normative) not in there
    ]  # fmt: skip


def _signed(document: SignedDocument | Ref) -> SignedDocument:
    ref = document if isinstance(document, Ref) else document.ref
    if ref is not None:
        signable = signables.get(ref.kind)
        found = signable.signed(ref.uid) if signable else None
        if found is None:
            raise Refused("Văn bản chưa được ký nên chưa cấp số được.", code="not_signed")
        return _with_clerks_words(replace(found, ref=ref), document)
    signed = document if isinstance(document, SignedDocument) else None
    errors = tuple(_document_errors(signed)) if signed else ()
    if errors:
        raise Invalid("Chưa cấp được số. Hãy sửa các ô được đánh dấu.", errors=errors)
    if signed is None or signed.scan is None:
        raise Refused("Chỉ cấp số sau khi ký: hãy tải lên bản quét văn bản đã ký.", code="not_signed")
    return signed


def _with_clerks_words(found: SignedDocument, asked: SignedDocument | Ref) -> SignedDocument:
    """What the package says of its record, with what only the clerk knows: drafter's symbol, recipients, note, the stamped scan."""
    if isinstance(asked, Ref):
        return found
    words = {name: getattr(asked, name) for name in ("drafter", "recipients", "note", "scan") if getattr(asked, name)}
    return replace(found, **words)


def _of_scan(scan: StoredFile) -> IssuedNumber | None:
    return IssuedNumber.objects.filter(file=scan, state="issued").select_related("series").first()


def _advance(series: NumberSeries) -> int:
    """The next number, reserved by a guarded update that stands or falls with the caller's transaction."""
    for _ in range(_TRIES):
        last = NumberSeries.objects.values_list("last", flat=True).get(pk=series.pk)
        if NumberSeries.objects.filter(pk=series.pk, last=last).update(last=last + 1) == 1:
            series.last = last + 1
            return last + 1
    raise Refused("Nhiều người cùng lấy số. Hãy thử lại sau ít giây.", code="busy")


def _text(series: NumberSeries, signed: SignedDocument, count: int, today: date) -> str:
    form = NumberFormat.of(rule("documents.number_format", today).value)
    type_ = "" if signed.kind == Kind.LETTER else abbreviation_of(signed.kind, today)
    return form.written(
        count,
        body=series.body_symbol,
        type_=type_,
        drafter=signed.drafter,
        normative_year=series.year if series.normative else None,
    )


def _columns(signed: SignedDocument) -> dict[str, object]:
    return {
        "kind": signed.kind,
        "subject": " ".join(nfc(signed.subject).split())[:1000],
        "signer": " ".join(nfc(signed.signer).split())[:200],
        "recipients": nfc(signed.recipients).strip()[:1000],
        "note": nfc(signed.note).strip()[:500],
        "document": str(signed.ref) if signed.ref else "",
        "file": signed.scan,
    }


def index_line(line: IssuedNumber) -> None:
    """Make a line of a book findable by its number, subject, signer and recipients."""
    fields = ((line.signer, 4), (line.recipients, 2))
    search.index(LINE_KIND, line.pk, title=f"{line.text} {line.subject}", fields=fields)


def _finish(line: IssuedNumber, signed: SignedDocument, actor: Actor) -> None:
    if signed.scan is not None and not signed.scan.owner:
        attach_file(signed.scan, signed.ref or ref_of(line.series), actor=actor)
    index_line(line)
    payload: dict[str, events.Plain] = {
        "number": line.text,
        "line": line.uid,
        "document": line.document or None,
        "issued_on": line.issued_on,
    }
    entries = [events.NewEvent(ref_of(line.series), EventKind.NUMBER_TAKEN, payload)]
    if signed.ref is not None:
        entries.append(events.NewEvent(signed.ref, EventKind.NUMBER_GIVEN, payload))
    events.append_many(entries, actor=actor)


def _check_series(series: NumberSeries, signed: SignedDocument, today: date) -> None:
    if series.external:
        raise Refused("Sổ này do hệ thống khác đánh số. Hãy ghi số, ngày và tệp đã có.", code="external")
    if series.year != today.year:
        raise Refused(
            "Sổ năm {year} đã khép: hôm nay là năm {now}. Hãy cấp số ở sổ năm {now}.",
            code="other_year",
            year=series.year,
            now=today.year,
        )
    if series.kind and series.kind != signed.kind:
        raise Refused("Sổ này chỉ đánh số {kind}.", code="other_kind", kind=str(Kind(series.kind).label).lower())
    if signed.kind != Kind.LETTER and not abbreviation_of(signed.kind, today):
        raise Refused("Loại văn bản này không có chữ viết tắt trong quy định nên không đánh số được.", code="no_symbol")


def _document_errors(signed: SignedDocument) -> Iterator[FieldError]:
    if signed.kind not in Kind.values:
        yield FieldError("kind", "Hãy chọn loại văn bản trong danh sách.")
    if not signed.subject.strip() or len(signed.subject) > 1000:
        yield FieldError("subject", "Hãy ghi trích yếu, không quá 1.000 ký tự.")
    else:
        yield from subject_errors(signed.subject)
    if not signed.signer.strip():
        yield FieldError("signer", "Hãy ghi người ký.")
    if signed.drafter and not is_symbol(signed.drafter):
        yield FieldError("drafter", "Chữ viết tắt đơn vị soạn thảo viết in hoa, không dấu cách, ví dụ KSTT.")


def _entry_errors(series: NumberSeries, signed: SignedDocument, text: str, issued_on: date) -> Iterator[FieldError]:
    yield from _document_errors(signed)
    if not series.external:
        yield FieldError("text", "Sổ này do hệ thống đánh số; không ghi số bằng tay.")
    if not text or len(text) > 80:
        yield FieldError("text", "Hãy ghi số, ký hiệu như trên văn bản, ví dụ 145/KH-UBND.")
    if signed.scan is None:
        yield FieldError("scan", "Hãy tải lên tệp văn bản đã ban hành.")
    if issued_on > clock.today() or issued_on.year != series.year:
        yield FieldError("issued_on", "Ngày ban hành phải thuộc năm của sổ và không ở tương lai.")


def _series_errors(kind: str, year: int, body_symbol: str, first: int) -> Iterator[FieldError]:
    if kind and kind not in Kind.values:
        yield FieldError("kind", "Hãy chọn loại văn bản trong danh sách.")
    if not 1945 <= year <= clock.today().year + 1:
        yield FieldError("year", "Chỉ mở sổ đến hết năm sau.")
    if not is_symbol(body_symbol):
        yield FieldError("body_symbol", "Chữ viết tắt cơ quan viết in hoa, không dấu cách, ví dụ UBND.")
    if not 1 <= first <= 999_999:
        yield FieldError("first", "Số bắt đầu từ 1.")
