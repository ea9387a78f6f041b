"""Where the local layer needs a look: limits that no longer shorten anything, fees whose national fee changed after they were set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext

from motcua.procedures.content import Content, Fee, Limit, from_json
from motcua.procedures.content.local import Entry, LimitPair, Local, Repriced, idle_limits, repriced_fees
from motcua.procedures.models import LocalEntry, ProcedureVersion, VersionState
from motcua.procedures.queries import words
from motcua.procedures.queries.local import in_force, values


def looks_of(procedure: int, on: date) -> list[str]:
    """What to look at in the layer of one procedure (key), in words. Two queries."""
    return _looks([procedure], on).get(procedure, [])


def with_looks(on: date) -> list[int]:
    """Procedures (keys) whose layer needs a look. Three queries, however many procedures have one."""
    rows = LocalEntry.objects.filter(kind__in=(Local.LIMIT, Local.FEE), voided_at__isnull=True)
    return list(_looks(rows.values_list("procedure", flat=True).distinct(), on))


def idle_words(pair: LimitPair) -> str:
    """ "Thời hạn của địa phương 5 ngày làm việc không còn ngắn hơn quy định chung 3 ngày làm việc; đồng hồ lấy 3 ngày làm việc." """
    assert pair.local is not None and pair.national is not None  # noqa: S101, PT018 - an idle pair has both
    text = gettext(
        "Thời hạn của địa phương %(local)s%(about)s không ngắn hơn quy định chung %(national)s; đồng hồ lấy %(used)s."
    )
    return text % {
        "local": words.limit_words(pair.local),
        "national": words.limit_words(pair.national),
        "used": words.limit_words(pair.used),
        "about": _about(pair.entry, pair.local),
    }


def repriced_words(found: Repriced) -> str:
    """ "Mức thu của địa phương 70.000 đồng đặt khi quy định chung là 100.000 đồng, nay là 120.000 đồng; hãy xem còn áp dụng không." """
    value = found.entry.value
    assert isinstance(value, Fee)  # noqa: S101 - only fees are repriced
    text = gettext(
        "Mức thu của địa phương %(local)s%(about)s đặt khi quy định chung là %(before)s, nay là %(after)s; hãy xem còn áp dụng không."
    )
    return text % {
        "local": words.fee_words(value),
        "before": _listed(found.before),
        "after": _listed(found.after),
        "about": _about(found.entry, value),
    }


def _looks(procedures: Iterable[int], on: date) -> dict[int, list[str]]:
    """By procedure. What is in force on the day is looked at, and what already waits to come into force."""
    layers: dict[int, list[LocalEntry]] = {}
    for row in in_force(procedures, on):
        if row.kind in (Local.LIMIT, Local.FEE):
            layers.setdefault(row.procedure_id, []).append(row)
    versions: dict[int, list[ProcedureVersion]] = {}
    published = ProcedureVersion.objects.filter(procedure__in=layers, state=VersionState.PUBLISHED)
    for version in published.order_by("procedure", "valid_from"):
        versions.setdefault(version.procedure_id, []).append(version)
    found = {key: _looks_at(values(rows), versions.get(key, []), on) for key, rows in layers.items()}
    return {key: told for key, told in found.items() if told}


def _looks_at(entries: Sequence[Entry], versions: Sequence[ProcedureVersion], on: date) -> list[str]:
    contents = {v.pk: from_json(v.content) for v in versions}
    told: dict[str, None] = {}
    for version in versions:
        if version.valid_to is not None and version.valid_to <= on:
            continue
        now = contents[version.pk]
        since = gettext("Từ %(day)s: ") % {"day": f"{version.valid_from:%d/%m/%Y}"} if version.valid_from > on else ""
        said = [idle_words(pair) for pair in idle_limits(now, entries)]
        for entry in entries:
            then = contents[_on(versions, entry.valid_from or version.valid_from).pk]
            said += [repriced_words(one) for one in repriced_fees(then, now, [entry])]
        told |= {f"{since}{one}": None for one in said if one not in told}
    return list(told)


def _on(versions: Sequence[ProcedureVersion], day: date) -> ProcedureVersion:
    """The version of a day, the first one where the registry knows none so early."""
    return next((v for v in reversed(versions) if v.valid_from <= day), versions[0])


def import_looks(before: Content, after: Content, entries: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """What an import of `after` over `before` makes worth a look: of limits, of fees."""
    old = {(pair.entry, pair.national) for pair in idle_limits(before, entries)}
    idle = [pair for pair in idle_limits(after, entries) if (pair.entry, pair.national) not in old]
    return [idle_words(pair) for pair in idle], [repriced_words(one) for one in repriced_fees(before, after, entries)]


def _about(entry: Entry | None, value: Limit | Fee) -> str:
    channel = str(words.CHANNELS[value.channel]) if value.channel else ""
    about = [one for one in (channel, value.case, entry.decision if entry else "") if one]
    return f" ({', '.join(about)})" if about else ""


def _listed(fees: Sequence[Fee]) -> str:
    return words.listed(list(dict.fromkeys(words.fee_words(fee) for fee in fees))) or gettext("không có")
