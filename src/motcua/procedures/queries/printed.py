"""What the registry says of a part, in the words in which a decision's list prints it."""

from __future__ import annotations

from motcua.procedures.content import AgencyRole, Content, Part
from motcua.procedures.queries import words
from motcua.procedures.queries.shown import unread_of
from motcua.procedures.reading.printed import Printed


def registry_words(part: Printed, content: Content) -> str:
    """One line a limit, a fee, a place, a ground; then what nobody has structured yet."""
    match part:
        case Printed.NAME:
            return content.name
        case Printed.LIMITS:
            lines = [_about(words.limit_words(one), one.case) for one in content.limits]
            return "\n".join([*dict.fromkeys(lines), *unread_of(content, Part.LIMITS)])
        case Printed.FEES:
            lines = [_about(words.fee_words(one), one.case) for one in content.fees]
            return "\n".join([*dict.fromkeys(lines), *unread_of(content, Part.FEES)])
        case Printed.PLACE:
            return "\n".join(a.name for a in content.agencies if a.role == AgencyRole.RECEIVING)
        case Printed.GROUNDS:
            lines = [f"{g.title} ({g.number})" if g.number not in g.title else g.title for g in content.grounds]
            return "\n".join([*lines, *unread_of(content, Part.GROUNDS)])


def _about(text: str, case: str) -> str:
    return f"{case}: {text}" if case else text
