"""What a procedure lacks: parts a to g must be there, and every part "if any" must be answered (Điều 8 khoản 2 Nghị định 63/2010/NĐ-CP)."""

from __future__ import annotations

from motcua.kernel.workdays import Unit
from motcua.procedures.content.parts import AgencyRole, Answer, Content, Given, Part

ALWAYS = (
    Part.NAME,
    Part.STEPS,
    Part.CHANNELS,
    Part.COMPONENTS,
    Part.LIMITS,
    Part.AUDIENCES,
    Part.AGENCIES,
)
IF_ANY = (Part.FORMS, Part.RESULTS, Part.FEES, Part.CONDITIONS)


def missing_parts(content: Content) -> tuple[Part, ...]:
    """Parts that keep the procedure from being complete, in their order. What is there but not yet structured counts as there: it can be
    read, though no clock or checklist can use it (`unread` tells which)."""
    there = {u.part for u in content.unread if u.text.strip()}
    lacking = [part for part in ALWAYS if not _has(content, part) and part not in there]
    lacking += [
        part for part in IF_ANY if not _has(content, part) and part not in there and not _answered(content, part)
    ]
    return tuple(lacking)


def impossible(content: Content) -> tuple[str, ...]:
    """Places (`limits.0.value`) of figures that cannot be: no time at all, an amount or a number of papers below nothing."""
    found = [
        f"limits.{n}.value" for n, one in enumerate(content.limits) if one.value <= 0 and one.unit != Unit.SAME_DAY
    ]
    found += [f"fees.{n}.amount" for n, one in enumerate(content.fees) if one.amount < 0]
    for n, one in enumerate(content.components):
        found += [f"components.{n}.{name}" for name in ("originals", "copies") if getattr(one, name) < 0]
    return tuple(found)


def miscounted(content: Content, before: Content | None = None) -> tuple[str, ...]:
    """Places (`components.0.originals`) where a paper that is only shown is counted as handed in, in papers that `before` does not have
    so: sources say such things, and they are kept as they came."""
    there = set(before.components) if before is not None else set()
    return tuple(
        f"components.{n}.{name}"
        for n, one in enumerate(content.components)
        if one.given == Given.SHOWN and one not in there
        for name in ("originals", "copies")
        if getattr(one, name) > 0
    )


def demanded(content: Content) -> tuple[int, ...]:
    """Places among the papers of those whose original is asked for although a connected database holds their data, which then may not be
    demanded (`Component.database`): for a notice. A copy is what those hand in whom the database does not know.
    """
    return tuple(n for n, one in enumerate(content.components) if one.database.strip() and one.originals > 0)


def denied(content: Content, before: Content | None = None) -> tuple[Part, ...]:
    """Parts "if any" of which somebody says that there is none while their entries stand; without those that `before` leaves so too."""
    found = tuple(part for part in IF_ANY if _answered(content, part) and _has(content, part))
    old = denied(before) if before is not None else ()
    return tuple(part for part in found if part not in old)


def _answered(content: Content, part: Part) -> bool:
    # "yes" without anything behind it is a promise, not a part
    return content.answers.get(part, Answer.UNANSWERED) == Answer.NO


def _has(content: Content, part: Part) -> bool:
    match part:
        case Part.NAME:
            return bool(content.name.strip())
        case Part.AGENCIES:
            roles = {a.role for a in content.agencies}
            return AgencyRole.COMPETENT in roles or AgencyRole.PERFORMING in roles
        case Part.FORMS:
            return any(c.forms for c in content.components)
        case _:
            return bool(getattr(content, part.value))
