"""Reviews of the sample board, draft regulations under control, and a legal ground that changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from motcua.kernel import clock
from motcua.kernel.actors import SAMPLE
from motcua.organisations.queries.units import unit_named
from motcua.procedures.formulas import Costing, CostLine, CostRow, CostSheet
from motcua.procedures.queries import regulations as regulation_queries
from motcua.procedures.queries.law_reviews import open_of
from motcua.procedures.queries.reviews import criteria_on
from motcua.procedures.sample.cited import load_cited
from motcua.procedures.sample.reading import table
from motcua.procedures.services import proposals, regulation_asking, regulations, reviews
from motcua.procedures.services.hints import make_hints
from motcua.procedures.services.law_reviews import unaffected

if TYPE_CHECKING:
    from motcua.procedures.models import DraftRegulation, Procedure, Proposal, ReviewItem, ReviewRound

TABLE = "ra-soat"
OWNER = "bql-kcn"
Made = Mapping[str, "Procedure"]


def load_reviews(made: Made, today: date) -> None:
    """A round of the year that has gone far enough, the next one being planned, two drafts, changes of what is cited, hints."""
    raw = table(TABLE)
    year = today.year if today >= date(today.year, 3, 1) else today.year - 1
    found = _planned(raw["round"], year, made)
    reviews.start_round(
        found,
        number=raw["round"]["number"],
        decided_on=date(year, 1, 20),
        sent_on=date(year, 1, 26),
        actor=SAMPLE,
    )
    told = {one["code"]: one for one in raw["round"]["items"]}
    for item in found.items.select_related("round", "procedure").order_by("pk"):
        _brought(item, told[item.procedure.base_code], raw["round"]["decision"])
    _planned(raw["next"], year + 1, made)
    for one in raw["regulations"]:
        _regulation(one, made, today)
    load_cited()
    _law(raw["law"], made)
    make_hints()


def _planned(raw: Mapping[str, Any], year: int, made: Made) -> ReviewRound:
    found = reviews.plan_round(raw["title"].format(year=year), year=year, owner=unit_named(OWNER), actor=SAMPLE)
    for one in raw["items"]:
        planned = reviews.Planned(
            unit_named(one["unit"]),
            one["ground"],
            one.get("ground_words", ""),
            one.get("product", ""),
            due_on=date(year, 6, 30),
        )
        reviews.add_items(found, [made[one["code"]]], planned, actor=SAMPLE)
    return found


def _brought(item: ReviewItem, raw: Mapping[str, Any], decision: str) -> None:
    """A procedure to the state that the table tells."""
    if raw["to"] == "dropped":
        reviews.drop_item(item, reason=raw["reason"], actor=SAMPLE)
    if raw["to"] in ("planned", "dropped"):
        return
    whole = raw["to"] != "in_hand"
    reviews.answer(item, _answers(whole=whole), conclusion=_conclusion(raw) if whole else "", actor=SAMPLE)
    if "cost" in raw or raw.get("hours"):
        reviews.reckon_cost(item, _costing(raw.get("cost")), actor=SAMPLE)
    day = date(item.round.year, 2, 10)
    kept = [(one, _proposed(item, one, day)) for one in raw.get("proposals", ())]
    item.refresh_from_db(fields=["version", "state"])
    if whole:
        reviews.hand_in(item, actor=SAMPLE)
    for one, proposal in kept:
        if "decided" in one:
            _decided(item, proposal, one, decision)
    if raw["to"] == "settled" and not kept:
        reviews.settle(item, actor=SAMPLE)


def _proposed(item: ReviewItem, raw: Mapping[str, Any], day: date) -> Proposal:
    to_whom = raw.get("to_whom", "")
    return proposals.propose(item, kind=raw["kind"], text=raw["text"], to_whom=to_whom, on=day, actor=SAMPLE)


def _decided(item: ReviewItem, proposal: Proposal, raw: Mapping[str, Any], decision: str) -> None:
    proposal.item = item
    day = date(item.round.year, 2, 20)
    accepted = raw["decided"] == "accept"
    reason = raw.get("reason", "")
    proposals.decide(proposal, proposals.Decision(accepted, decision, day, reason), actor=SAMPLE)
    if "done" in raw:
        proposals.carry_out(proposal, on=day + timedelta(days=7), note=raw["done"], actor=SAMPLE)


def _answers(*, whole: bool) -> dict[str, dict[str, str]]:
    criteria = criteria_on(clock.today())[0]
    chosen = criteria if whole else criteria[:2]
    return {one.key: {"verdict": "partly" if one.key == "cost" else "met", "note": ""} for one in chosen}


def _conclusion(raw: Mapping[str, Any]) -> str:
    return "Kiến nghị như dưới đây." if raw.get("proposals") else "Giữ nguyên thủ tục."


def _costing(raw: list[int] | None) -> Costing:
    """What is paid before and after, how often and by how many; or hours, of which nobody has said what they are worth."""
    if raw is None:
        line = CostLine(CostRow.PREPARE, "Chuẩn bị hồ sơ", hours=Decimal(3))
        return Costing(CostSheet((line,), Decimal(1), Decimal(120)), CostSheet())
    before, after, times, people = raw

    def sheet(amount: int) -> CostSheet:
        line = CostLine(CostRow.PREPARE, "Sao chụp, chứng thực, in bản vẽ", hired=Decimal(amount))
        return CostSheet((line,), Decimal(times), Decimal(people))

    return Costing(sheet(before), sheet(after))


def _regulation(raw: Mapping[str, Any], made: Made, today: date) -> None:
    received = today - timedelta(days=raw["received_days_ago"])
    due = today + timedelta(days=raw["opinion_in_days"]) if "opinion_in_days" in raw else None
    facts = regulations.Draft(raw["title"], received, kind="decision", opinion_due=due)
    found = regulations.register(facts, owner=unit_named(OWNER), drafter=unit_named(raw["drafter"]), actor=SAMPLE)
    for one in raw["impacts"]:
        _impact(found, one, made)
    asks = raw["asks"]
    regulation_asking.ask_units(found, [unit_named(code) for code in asks["units"]], days=asks["days"], actor=SAMPLE)
    asked = {one.unit_id: one for one in regulation_queries.comments_of(found)}
    for one in raw["answers"]:
        comment = asked[unit_named(one["unit"]).pk]
        regulation_asking.comment(comment, stand=one["stand"], text=one.get("text", ""), actor=SAMPLE)
    found.refresh_from_db()
    if "opinion" in raw:
        told = raw["opinion"]
        day = today - timedelta(days=told["days_ago"])
        regulations.record_opinion(found, number=told["number"], given_on=day, text=told["text"], actor=SAMPLE)
    if "issued" in raw:
        day = today - timedelta(days=raw["issued"]["days_ago"])
        regulations.close(found, number=raw["issued"]["number"], issued_on=day, actor=SAMPLE)


def _impact(found: DraftRegulation, raw: Mapping[str, Any], made: Made) -> None:
    known = made[raw["code"]] if "code" in raw else None
    impact = regulations.add_impact(
        found, action=raw["action"], procedure=known, name=raw.get("name", ""), actor=SAMPLE
    )
    if raw.get("assessed"):
        costing = _costing(raw["cost"]) if "cost" in raw else None
        regulations.assess_impact(impact, _answers(whole=True), costing, actor=SAMPLE)


def _law(raw: Mapping[str, Any], made: Made) -> None:
    for one in open_of(made[raw["unaffected"]["code"]]):
        unaffected(one, reason=raw["unaffected"]["reason"], actor=SAMPLE)
