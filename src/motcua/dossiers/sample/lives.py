"""Whole lives of invented dossiers, spread over the last weeks: the same on the same day of the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

import yaml

from motcua.dossiers.queries.filing import Offer, limit_of, offer_on
from motcua.dossiers.services.bulk import Life
from motcua.kernel import clock, workdays
from motcua.kernel.errors import NotFound
from motcua.organisations.queries.calendars import calendar_for
from motcua.procedures.queries.registry import public_on

WHOLE = 99
"""Steps of a dossier that went all the way."""
MOST_COMMUNES = 12
"""Communes whose counters are busy in the sample."""


def table() -> Mapping[str, Any]:
    """The invented applicants, shares and reasons."""
    text = files("motcua.dossiers").joinpath("data", "sample", "ho-so.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def lives(count: int, *, first: date, last: date, seed: int = 20261) -> Iterator[Life]:
    """So many dossiers received from one day to the other. What would lie in the future has not happened yet."""
    now = clock.now()
    today = clock.local(now).date()
    offers = list(_offers(today))
    if not offers:
        return
    calendar = calendar_for(offers[0].places[0].unit, today)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [day for day in days if calendar.is_working(day)]
    maker = _Maker(Random(seed), table(), calendar, now)  # noqa: S311 - invented lives, no secret
    made = 0
    while working and made < count:
        life = maker.life(maker.rng.choice(offers), maker.rng.choice(working))
        made += 1
        if life is not None:
            yield life


def _offers(today: date) -> Iterator[Offer]:
    for procedure in public_on(today).order_by("base_code"):
        try:
            offer = offer_on(procedure, today)
        except NotFound:
            continue
        if offer.places:
            yield offer


@dataclass(slots=True)
class _Maker:
    """Draws lives: chance, the invented words, working time, and until when things have happened."""

    rng: Random
    raw: Mapping[str, Any]
    calendar: workdays.Calendar
    now: datetime
    limits: dict[tuple[int, str, int, str], Any] = field(default_factory=dict)

    def life(self, offer: Offer, day: date) -> Life | None:
        """One that began on a day; None where the procedure names no limit, or the moment has not come."""
        rng, raw = self.rng, self.raw
        place = rng.choice(offer.places[:MOST_COMMUNES])
        case = rng.choice(offer.cases) if offer.cases else ""
        channel = int(rng.choices(list(raw["channels"]), list(raw["channels"].values()))[0])
        at = self._moment(day)
        limit = self._limit(offer, case, channel, place.code)
        if at >= self.now or limit is None:
            return None
        life = Life(
            offer=offer,
            place=place,
            holder=self._holder(offer),
            submitted_at=at,
            channel=channel,
            case=case,
            limit=(limit.value, str(limit.unit)),
            papers=[(c.code, c.originals or 1, c.copies) for c in offer.required(case)],
            is_sample=True,
            signer=rng.choice(raw["signers"]),
        )
        return self._lived(life, rng.choices(list(raw["shares"]), list(raw["shares"].values()))[0])

    def _limit(self, offer: Offer, case: str, channel: int, unit: str) -> Any:
        key = (offer.procedure.pk, case, channel, unit)
        if key not in self.limits:
            today = clock.local(self.now).date()
            self.limits[key] = limit_of(offer, case=case, channel=channel, unit=unit, on=today)
        return self.limits[key]

    def _moment(self, day: date) -> datetime:
        """Within the hours of work: mornings are busier."""
        rng = self.rng
        early = rng.random() < 0.6
        minutes = rng.randint(7 * 60 + 35, 11 * 60 + 20) if early else rng.randint(13 * 60, 16 * 60 + 45)
        return clock.local(datetime.combine(day, time(minutes // 60, minutes % 60)))

    def _lived(self, life: Life, state: str) -> Life:
        """What happened until now. A life that would go on beyond it stands where it is."""
        rng, now = self.rng, self.now
        if state == "submitted" and life.submitted_at > now - timedelta(days=2):
            return life
        if state in ("submitted", "refused"):
            why = rng.choice(self.raw["refusals"])
            ended = min(life.submitted_at + timedelta(hours=3), now)
            return replace(life, state="refused", ended_at=ended, reason=why["reason"], article=why["article"])
        received = min(life.submitted_at + timedelta(hours=3), now) if life.channel == 2 else life.submitted_at
        life = replace(life, received_at=received)
        begin = self._working(received, rng.randint(1, 3))
        if state in ("supplement_requested", "payment_requested") and begin < now:
            kind = "supplement" if state == "supplement_requested" else "payment"
            asked = _asked(life, begin) if kind == "supplement" else None
            return replace(life, state=state, done=_done(life, 2, begin), pauses=[(kind, begin, None)], asked=asked)
        if state in ("withdrawn", "stopped") and begin < now:
            reason = self.raw["reasons"][state]
            return replace(life, state=state, done=_done(life, 1, begin), ended_at=begin, reason=reason)
        if rng.random() * 100 < self.raw["supplemented"] and state in ("processed", "returned"):
            back = self._working(begin, rng.randint(1, 5))
            if back < now:
                life = replace(life, pauses=[("supplement", begin, back)], asked=_asked(life, begin))
        return self._worked(life, state)

    def _worked(self, life: Life, state: str) -> Life:
        rng, now = self.rng, self.now
        value, unit = life.limit or (5, "working_day")
        days = max(1, int(value)) if unit != "hour" else 1
        late = rng.random() * 100 < self.raw["late"]
        taken = days + rng.randint(1, 4) if late else rng.randint(max(1, days // 2), days) - (0 if days == 1 else 1)
        received = life.received_at or life.submitted_at
        start = (life.pauses[0][2] if life.pauses else None) or received
        ended = self._working(start, max(taken, 0))
        if late and rng.random() < 0.5:
            apology = self._working(start, max(days - 2, 0))
            if start < apology < now:
                until = self._working(ended, 1)
                life = replace(life, extension=(apology, until, self.raw["reasons"]["late"]))
        if state == "in_process" or ended >= now:
            return replace(life, state="in_process", done=_done(life, rng.randint(1, 3), min(now, ended)))
        negative = rng.random() * 100 < self.raw["negative"]
        life = replace(life, ended_at=ended, done=_done(life, WHOLE, ended), negative=negative)
        if negative:
            life = replace(life, reason=rng.choice(self.raw["negatives"]), article=self.raw["negative_article"])
        handed = self._working(ended, rng.randint(0, 3))
        if state == "returned" and handed < now:
            return replace(life, state="returned", returned_at=max(handed, ended))
        return replace(life, state="processed")

    def _working(self, at: datetime, days: int) -> datetime:
        """So many working days later, some time of the day."""
        moment = clock.local(at)
        if days == 0:
            return moment + timedelta(minutes=25)
        day = self.calendar.add_working_days(moment.date(), days)
        return clock.local(datetime.combine(day, time(9 + (moment.minute * 7) % 7, (moment.minute * 13) % 60)))

    def _holder(self, offer: Offer) -> dict[str, str]:
        rng = self.rng
        enterprise = any(str(one) in ("enterprise", "foreign_invested") for one in offer.content.audiences)
        parts = self.raw["enterprises" if enterprise else "people"]
        name = " ".join(rng.choice(words) for words in parts.values())
        number = f"36{rng.randint(0, 99_999_999):08}" if enterprise else f"075{rng.randint(0, 999_999_999):09}"
        return {
            "kind": "organisation" if enterprise else "person",
            "name": name,
            "identifier": number,
            "phone": f"09{rng.randint(0, 99_999_999):08}",
            "email": "",
            "address": f"Số {rng.randint(1, 300)} đường {rng.choice(self.raw['streets'])}, thành phố Đồng Nai",
        }


def _asked(life: Life, at: datetime) -> dict[str, Any]:
    """What a supplement asks for, with ten days to bring it."""
    item = {
        "component": life.papers[0][0] if life.papers else "",
        "reason": "Bản sao chưa rõ thông tin",
        "article": "Thành phần hồ sơ theo quyết định công bố",
        "what_to_do": "Nộp lại bản rõ, có chứng thực",
    }
    return {"items": [item], "due_on": clock.local(at).date() + timedelta(days=10)}


def _done(life: Life, steps: int, until: datetime) -> Sequence[datetime]:
    """The ends of the first steps, spread from the receipt to a moment."""
    start = life.received_at or life.submitted_at
    most = min(steps, 12)
    part = (until - start) / (most + 1 if steps < WHOLE else 6)
    return [min(start + part * (n + 1), until) for n in range(most)]
