"""Money of plans for those who may read it: lines, what was spent, totals that equal their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse

from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.rules import rule
from motcua.organisations.permissions import visible
from motcua.organisations.queries.units import below, names_on
from motcua.plans.models import FundingLine, Plan, Spending, TaskUnit
from motcua.plans.permissions import may_do_with_funding, may_read_funding, readable_funding
from motcua.plans.workflow import FundingState

KIND = "funding_line"
SPENDING = "spending"
SOURCES = "plans.funding_sources"
By = Literal["year", "unit", "source"]
_KEYS: Mapping[str, tuple[str, ...]] = {
    "year": ("year",),
    "unit": ("unit", "unit__uid"),
    "source": ("source",),
}


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over some lines, cancelled ones left out. `key` is the value of the list's filter that leads to the very rows."""

    key: str
    name: str
    lines: int
    estimate: int
    spent: int
    settled: int
    settled_lines: int

    @property
    def left(self) -> int:
        return self.estimate - self.spent

    @property
    def settlement(self) -> str:
        """nothing, none, partly or whole: how far the lines are settled."""
        if not self.lines:
            return "nothing"
        if self.settled_lines == self.lines:
            return "whole"
        return "partly" if self.settled_lines else "none"


def funding_ref(line: FundingLine) -> Ref:
    return Ref.to(KIND, line.uid)


def sources_on(on: date) -> dict[str, str]:
    """Code → name of the sources of funds in force on a date."""
    return {str(s["code"]): str(s["name"]) for s in rule(SOURCES, on).value["sources"]}


def lines_for(user: Any) -> QuerySet[FundingLine]:
    """All lines that the user may read."""
    rows = FundingLine.objects.select_related("plan", "task__plan", "unit", "owner")
    return readable_funding(rows, user)


def spendings_for(user: Any) -> QuerySet[Spending]:
    """What was spent on readable lines; voided entries left out."""
    lines = readable_funding(FundingLine.objects.all(), user)
    return Spending.objects.filter(voided_at__isnull=True, line__in=lines).select_related("line__unit", "line__plan")


def line_for(user: Any, uid: UUID | str, action: str = "funding.read") -> FundingLine:
    """The line, if the user may do `action` with it. NotFound for what may not be seen, Forbidden for what may not be done."""
    rows = FundingLine.objects.select_related("plan", "task__plan", "unit", "owner")
    found = rows.filter(uid=uid).first()
    if found is None or not may_read_funding(user, found):
        raise NotFound("Không có dòng kinh phí này, hoặc bạn không được mở.")
    if action != "funding.read" and not may_do_with_funding(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def spending_of(line: FundingLine, uid: UUID | str) -> Spending:
    found = line.spendings.filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có khoản chi này.")
    return found


def spendings_of(line: FundingLine) -> list[Spending]:
    """All entries of a line with the voided ones, newest first."""
    return list(line.spendings.order_by("-spent_on", "-pk"))


def of_plan(rows: QuerySet[FundingLine], plan: Plan | int) -> QuerySet[FundingLine]:
    """Lines of the plan itself and of its tasks."""
    key = plan if isinstance(plan, int) else plan.pk
    return rows.filter(Q(plan=key) | Q(task__plan=key))


def total_of(rows: QuerySet[FundingLine]) -> Total:
    """One sum over all of the rows. One query."""
    found = _counted(rows).aggregate(**_sums())
    return Total("", "", **{name: int(found[name] or 0) for name in _sums()})


def totals_by(rows: QuerySet[FundingLine], by: By) -> list[Total]:
    """The rows added up by year (newest first), spending unit or source. One query, two for units."""
    keys = _KEYS[by]
    found = list(_counted(rows).order_by().values(*keys).annotate(**_sums()))
    names = _names(by, found)
    made = [
        Total(str(one[keys[-1]]), names[one[keys[0]]], **{name: int(one[name] or 0) for name in _sums()})
        for one in found
    ]
    return sorted(made, key=lambda t: (-int(t.key) if by == "year" else 0, t.name))


def totals_of_plan(plan: Plan, user: Any) -> tuple[Total, list[tuple[Any, Total, list[FundingLine]]]]:
    """(total of the plan, [(task or None, its total, its lines)]) in the order of the paper. Two queries."""
    rows = of_plan(lines_for(user), plan).order_by("task__position", "year", "pk")
    groups: dict[Any, list[FundingLine]] = {}
    for line in rows:
        groups.setdefault(line.task, []).append(line)
    listed = [(task, _added(lines), lines) for task, lines in groups.items()]
    listed.sort(key=lambda g: -1 if g[0] is None else g[0].position)
    return total_of(rows), listed


def fill_names(rows: Sequence[Any]) -> None:
    """`unit_name` of lines, as units are called today. One query."""
    names = names_on({line.unit_id for line in rows}, clock.today())
    for line in rows:
        line.unit_name = names.get(line.unit_id, "")


def fill_spendings(rows: Sequence[Any]) -> None:
    """`unit_name` of entries. One query."""
    names = names_on({one.line.unit_id for one in rows}, clock.today())
    for one in rows:
        one.unit_name = names.get(one.line.unit_id, "")


def choices(user: Any) -> dict[str, list[tuple[str, str]]]:
    """Values of the filters: years, spending units, sources that occur. Four queries."""
    rows = readable_funding(FundingLine.objects.order_by(), user)
    units = dict(rows.values_list("unit", "unit__uid").distinct())
    names = names_on(units, clock.today())
    return {
        "year": [(str(y), str(y)) for y in sorted(set(rows.values_list("year", flat=True).distinct()), reverse=True)],
        "unit": sorted(((str(uid), names.get(pk, "")) for pk, uid in units.items()), key=lambda c: c[1]),
        "source": sorted(dict(rows.values_list("source", "source_name").distinct()).items(), key=lambda c: c[1]),
    }


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = FundingLine.objects.filter(uid__in=uids).values_list("uid", "year", "content")
    return {str(uid): f"{year}: {content}"[:200] for uid, year, content in rows}


def address(uid: str) -> str:
    return reverse("plans:funding_line", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_funding(FundingLine.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def refs_of_unit(unit: int) -> list[str]:
    """Lines that a unit answers for, as Refs: for splits and transfers of units."""
    return [str(Ref.to(KIND, uid)) for uid in FundingLine.objects.filter(owner=unit).values_list("uid", flat=True)]


def line_out(line: Any) -> dict[str, Any]:
    """A line as programs get it; amounts are whole đồng."""
    plan = line.plan or (line.task.plan if line.task else None)
    return {
        "id": line.uid,
        "year": line.year,
        "content": line.content,
        "source": line.source,
        "source_name": line.source_name,
        "unit": line.unit.code,
        "owner": line.owner.code,
        "plan": plan.uid if plan else None,
        "task": line.task.uid if line.task else None,
        "estimate": line.estimate,
        "spent": line.spent,
        "state": line.state,
        "settled": line.settled,
        "settled_on": line.settled_on,
        "sample": line.is_sample,
    }


def spending_out(one: Spending) -> dict[str, Any]:
    return {
        "id": one.uid,
        "spent_on": one.spent_on,
        "amount": one.amount,
        "document": one.document,
        "note": one.note,
        "voided": one.voided_at is not None,
    }


def spending_units(plan: Plan) -> list[tuple[str, str]]:
    """Units that may spend for a plan, as (uid, name): its owner, what stands under it, and whoever works on it. Three queries."""
    today = clock.today()
    own = below(plan.owner, today).order_by("position", "sort_key").values_list("unit_id", "unit__uid")
    units = {pk: str(uid) for pk, uid in own}
    work = TaskUnit.objects.filter(task__plan=plan).values_list("unit_id", "unit__uid").distinct()
    units |= {pk: str(uid) for pk, uid in work}
    names = names_on(units, today)
    return [(uid, names.get(pk, "")) for pk, uid in units.items()]


def codes_by_uid(rows: QuerySet[FundingLine]) -> dict[str, str]:
    """Uid of a spending unit → its code. One query."""
    return {str(uid): code for uid, code in rows.order_by().values_list("unit__uid", "unit__code").distinct()}


def _counted(rows: QuerySet[FundingLine]) -> QuerySet[FundingLine]:
    return rows.exclude(state=FundingState.CANCELLED)


def _sums() -> dict[str, Any]:
    return {
        "lines": Count("pk"),
        "estimate": Sum(F("estimate")),
        "spent": Sum(F("spent")),
        "settled": Sum(F("settled")),
        "settled_lines": Count("pk", filter=Q(state=FundingState.SETTLED)),
    }


def _names(by: By, found: Sequence[Mapping[str, Any]]) -> Mapping[Any, str]:
    if by == "unit":
        return names_on({one["unit"] for one in found}, clock.today())
    if by == "source":
        known = sources_on(clock.today())
        return {one["source"]: known.get(one["source"], one["source"]) for one in found}
    return {one["year"]: str(one["year"]) for one in found}


def _added(lines: Sequence[FundingLine]) -> Total:
    counted = [one for one in lines if one.state != FundingState.CANCELLED]
    return Total(
        "",
        "",
        len(counted),
        sum(one.estimate for one in counted),
        sum(one.spent for one in counted),
        sum(one.settled or 0 for one in counted),
        sum(one.state == FundingState.SETTLED for one in counted),
    )


def may_plan_for(user: Any, plan: Plan) -> bool:
    """Whether the user may enter lines for a plan."""
    return visible(Plan.objects.filter(pk=plan.pk), user, "funding.plan", "owner").exists()
