"""Giving codes to dossiers that come without one. How is a matter of the rule `dossiers.code`; more generators may be registered."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from motcua.dossiers.models import CodeCounter
from motcua.kernel.errors import Refused
from motcua.kernel.registries import Registry
from motcua.kernel.rules import rule
from motcua.organisations.queries.identifiers import code_of, identifier_above

RULE = "dossiers.code"
_TRIES = 100
_READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Figures and letters that nobody confuses on paper."""


@dataclass(frozen=True, slots=True)
class Given:
    """A code and the running number at its end."""

    code: str
    tail: int


generators: Registry[Callable[[int, date, int, int], list[Given]]] = Registry("generators of dossier codes")
"""By name: (unit, day, width of the running number, how many) → codes. Runs in the transaction that keeps the dossiers."""


def new_code(unit: int, on: date) -> Given:
    """The next code at a unit on a day, by the rule of the day."""
    return new_codes(unit, on, 1)[0]


def new_codes(unit: int, on: date, count: int) -> list[Given]:
    """So many codes at once."""
    value = rule(RULE, on).value
    return generators[value["generator"]](unit, on, int(value["width"]), count)


def agency_date_running(unit: int, on: date, width: int, count: int) -> list[Given]:
    """`<identifier of the agency>-<YYMMDD>-<NNNN>`: counted each day by each agency from 1."""
    prefix = f"{agency_identifier(unit, on)}-{on:%y%m%d}-"
    last = running_number(prefix, count)
    return [Given(f"{prefix}{number:0{width}}", number) for number in range(last - count + 1, last + 1)]


def agency_identifier(unit: int, on: date) -> str:
    """The electronic identifier of the unit or of the nearest body above that has one; where nobody has, the unit's own short name."""
    return identifier_above(unit, on) or code_of(unit).upper()


def tail_of(code: str) -> int:
    """The figures at the end of a code that came from elsewhere, as people type them."""
    digits = ""
    for sign in reversed(code):
        if not sign.isdigit() or len(digits) == 9:
            break
        digits = sign + digits
    return int(digits) if digits else 0


def receipt_token() -> str:
    """What the QR code of a receipt bears: nobody guesses it."""
    return secrets.token_urlsafe(24)


def receipt_code() -> str:
    """What is printed on a receipt for people without a telephone."""
    return "".join(secrets.choice(_READABLE) for _ in range(8))


def running_number(prefix: str, count: int = 1) -> int:
    """The next number under a prefix (of several the last), reserved by a guarded update that stands or falls with the transaction."""
    for _ in range(_TRIES):
        last = CodeCounter.objects.filter(prefix=prefix).values_list("last", flat=True).first()
        if last is None:
            try:
                with transaction.atomic():
                    CodeCounter.objects.create(prefix=prefix, last=count)
            except IntegrityError:
                continue
            return count
        if CodeCounter.objects.filter(prefix=prefix, last=last).update(last=last + count) == 1:
            return last + count
    raise Refused("Nhiều người cùng lấy mã hồ sơ. Hãy thử lại sau ít giây.", code="busy")


generators.register("agency_date_running", agency_date_running)
