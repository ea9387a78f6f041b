"""Cut-over: the register of an earlier system is taken over. Codes and promised dates stay as they are; lines that cannot be taken are
set aside with their reasons; a second run takes only what is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.filing import Offer, Place, case_of, offer_on
from motcua.dossiers.rules import routing
from motcua.dossiers.rules.people import cleaned, errors
from motcua.dossiers.rules.register_rows import Entry, Register
from motcua.dossiers.services.bulk import BATCH, Life, Taken, load_lives
from motcua.dossiers.services.bulk_known import Known
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, AppError, Invalid
from motcua.kernel.text import fold
from motcua.organisations.queries.people import officer_named
from motcua.organisations.queries.units import unit_named
from motcua.procedures.queries.registry import public_procedure

NEW, SAME, ASIDE = "new", "same", "aside"
Reason = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line. `reasons`: templates with parameters, of one that was set aside."""

    line: int
    code: str
    state: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOver:
    outcomes: tuple[Outcome, ...]

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.outcomes)


def take_over(
    register: Register, *, source: str, actor: Actor, dry_run: bool = False, is_sample: bool = False
) -> TakenOver:
    """Take over what can be, a transaction for each batch. `source`: the name under which the earlier system stands in dossiers."""
    reader = _Reader(source, clock.now(), is_sample=is_sample)
    outcomes = [Outcome(one.line, one.code, ASIDE, one.reasons) for one in register.unread]
    lives: list[Life] = []
    for begin in range(0, len(register.entries), BATCH):
        part = register.entries[begin : begin + BATCH]
        there = {row.code: row for row in Dossier.objects.filter(code__in=[one.code for one in part])}
        for entry in part:
            outcome, life = reader.read(entry, there.get(entry.code))
            outcomes.append(outcome)
            lives += [life] if life is not None else []
    if not dry_run:
        load_lives(lives, actor=actor)
    return TakenOver(tuple(sorted(outcomes, key=lambda one: one.line)))


class _Reader:
    """Lines into lives. Procedures, units and officers are each looked up once."""

    def __init__(self, source: str, at: datetime, *, is_sample: bool) -> None:
        self.source, self.at, self.is_sample = source, at, is_sample
        self.today = clock.local(at).date()
        self.known = Known()
        self._found: dict[tuple[str, str], Any] = {}

    def read(self, entry: Entry, there: Dossier | None) -> tuple[Outcome, Life | None]:
        if there is not None:
            return self._again(entry, there), None
        wrong: list[Reason] = []
        life = self._life(entry, wrong)
        if wrong or life is None:
            return Outcome(entry.line, entry.code, ASIDE, tuple(wrong)), None
        return Outcome(entry.line, entry.code, NEW), life

    def _again(self, entry: Entry, there: Dossier) -> Outcome:
        """A code that is there: the same dossier, or another line under its code."""
        if there.source != self.source:
            reason: Reason = (N_("Mã hồ sơ đã có trong hệ thống, không phải từ nguồn này."), {})
            return Outcome(entry.line, entry.code, ASIDE, (reason,))
        same = there.received_at == entry.received and there.promised_at == entry.promised
        if same:
            return Outcome(entry.line, entry.code, SAME)
        changed: Reason = (
            N_("Hồ sơ đã nhận trước đây với ngày nhận hoặc ngày hẹn khác; không ghi đè."),
            {},
        )
        return Outcome(entry.line, entry.code, ASIDE, (changed,))

    def _life(self, entry: Entry, wrong: list[Reason]) -> Life | None:
        texts = entry.texts
        offer: Offer | None = self._once("procedure", texts["procedure"], wrong)
        unit = self._once("unit", texts["unit"], wrong)
        counter = self._once("unit", texts["counter"], wrong) if texts["counter"] else None
        officer = self._once("officer", texts["officer"], wrong) if texts["officer"] else None
        wrong += [(error.template, error.params) for error in errors(cleaned(texts), "x")]
        if len(entry.code) > 100:
            wrong.append((N_("Mã dài quá 100 ký tự."), {}))
        if entry.state == "supplement_requested" and officer is None and not wrong:
            wrong.append((N_("Hồ sơ đang chờ bổ sung cần cột “{column}”: ai đã yêu cầu."), {"column": "cán bộ"}))
        case = self._case(offer, texts["case"], wrong) if offer is not None else ""
        if offer is None or unit is None or wrong:
            return None
        place = next((one for one in offer.places if one.unit == unit.pk), None)
        at = counter.pk if counter is not None else place.counter if place is not None else unit.pk
        return (
            Life(
                offer=offer,
                place=Place(unit.pk, at, "", unit.code),
                holder=dict(texts)
                | {"kind": "organisation" if fold(texts["kind"]).startswith(("to chuc", "doanh", "org")) else "person"},
                submitted_at=entry.submitted,
                channel=entry.channel,
                case=case,
                limit=_limit(entry),
                received_at=entry.received,
                pauses=entry.pauses,
                state=entry.state,
                ended_at=entry.ended,
                returned_at=entry.returned,
                negative=entry.negative,
                source=self.source,
                code=entry.code,
                is_sample=self.is_sample,
                result_number=texts["number"],
                signer=texts["signer"],
                asked=self._asked(entry, officer),
                taken=Taken(self.at, entry.promised, self._step(entry, offer, unit.pk, case, wrong), officer),
            )
            if not wrong
            else None
        )

    def _once(self, kind: str, text: str, wrong: list[Reason]) -> Any:
        key = (kind, text)
        if key not in self._found:
            try:
                self._found[key] = self._look_up(kind, text)
            except AppError as error:
                self._found[key] = error
        found = self._found[key]
        if isinstance(found, AppError):
            wrong.append((found.template, found.params))
            return None
        return found

    def _look_up(self, kind: str, text: str) -> Any:
        if kind == "procedure":
            return offer_on(public_procedure(text), self.today)
        return unit_named(text) if kind == "unit" else officer_named(text)

    def _case(self, offer: Offer, said: str, wrong: list[Reason]) -> str:
        if not said:
            return offer.cases[0] if len(offer.cases) == 1 else ""
        try:
            return case_of(offer, said)
        except AppError as error:
            wrong.append((error.template, error.params))
            return ""

    def _step(self, entry: Entry, offer: Offer, unit: int, case: str, wrong: list[Reason]) -> str:
        """The key of the step at which it stands; of one whose step is not told the first, of one that is answered the last."""
        if entry.received is None or entry.state in ("submitted", "refused", "withdrawn", "stopped", "returned"):
            return ""
        table = self.known.route(offer.procedure, unit, case, self.today).table
        if entry.state == "processed":
            return table.steps[-1].key if table.steps else ""
        said = entry.texts["step"]
        if not said:
            return next(iter(routing.first(table)), "")
        asked = fold(said).strip()
        found = next((step.key for step in table.steps if asked in (fold(step.key), fold(step.title).strip())), None)
        if found is None:
            names = "; ".join(step.title for step in table.steps)
            wrong.append(
                (N_("Quy trình không có bước “{step}”. Các bước: {names}."), {"step": said[:80], "names": names[:500]})
            )
        return found or ""

    def _asked(self, entry: Entry, officer: Any) -> dict[str, Any] | None:
        if entry.state != "supplement_requested":
            return None
        begin = entry.pauses[-1][1] if entry.pauses else entry.submitted
        words = entry.texts["asked"] or "Theo yêu cầu bổ sung ở hệ thống trước"
        item = {"component": "", "reason": words, "article": "Theo phiếu của hệ thống trước", "what_to_do": words}
        return {"items": [item], "due_on": clock.local(entry.asked_until or begin).date(), "by": officer}


def _limit(entry: Entry) -> tuple[Decimal, str] | None:
    """How many days the earlier system gave: only told, never reckoned with."""
    if entry.received is None or entry.promised is None:
        return None
    days = (clock.local(entry.promised).date() - clock.local(entry.received).date()).days
    return Decimal(max(days, 1)), "day"


def reasons_said(outcome: Outcome, said: Any) -> Iterator[str]:
    """The reasons as sentences; `said` translates a template."""
    for template, params in outcome.reasons:
        yield said(template).format(**params)


def source_of(name: str) -> str:
    """The name of the earlier system as dossiers bear it. Raises Invalid."""
    plain = name.strip().lower()
    if (
        not plain
        or len(plain) > 40
        or not all(letter.isalnum() or letter in "_-" for letter in plain)
        or not plain.isascii()
    ):
        raise Invalid(
            "Tên hệ thống trước chỉ gồm chữ thường, chữ số, gạch nối, không quá 40 ký tự.", code="source_name"
        )
    return plain
