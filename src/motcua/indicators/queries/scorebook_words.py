"""The index of service quality in words and addresses, in the language of the page: the same on the desk and for the public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from motcua.indicators.queries.scorebook import GroupScore, Score, Scored
from motcua.indicators.queries.words import Point, amount, point
from motcua.indicators.rules.scorebook import State, Sum
from motcua.kernel.indicators import Side
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.language import spoken

PROVISIONAL = Badge(_("Tạm tính"), Tone.ACTIVE, _("Kỳ chưa hết, số còn thay đổi."))
ENDED = Badge(_("Kỳ đã hết"), Tone.PLAIN)
WITHOUT = {
    State.NOTHING: _("Kỳ này không phát sinh"),
    State.NO_DATA: _("Chưa có số liệu"),
    State.NOT_PUBLIC: _("Chưa công khai"),
}
Opens = Callable[[Scored, Side], str]


@dataclass(frozen=True, slots=True)
class Line:
    """A component as a page tells it. `without`: why it has no points; `urls`: what its sides open to, `url`: what it
    leads to as a whole.
    """

    no: str
    name: str
    points: str
    of: str
    point: Point | None
    numerator: str
    denominator: str
    urls: Mapping[Side, str]
    without: str
    now: bool
    assumed: bool
    url: str


def line_of(scored: Scored, opens: Opens | None = None, url: str = "") -> Line:
    one, figure = scored.component, scored.figure
    sides: tuple[Side, ...] = ("numerator", "denominator")
    return Line(
        no=one.no,
        name=one.names[spoken()],
        points=points_words(scored.points),
        of=amount(one.points),
        point=point(figure) if figure is not None else None,
        numerator=amount(figure.numerator) if figure is not None else "",
        denominator=amount(figure.denominator) if figure is not None else "",
        urls={side: opens(scored, side) for side in sides} if opens is not None and figure is not None else {},
        without=without(scored),
        now=one.now,
        assumed=one.assumed,
        url=url,
    )


def without(scored: Scored) -> str:
    """Why a component has no points; empty where it has. What the rule says of it is Vietnamese."""
    if scored.state is State.SCORED:
        return ""
    return (scored.component.missing if spoken() == "vi" else "") or str(WITHOUT[scored.state])


def points_words(points: Decimal | None) -> str:
    """«4,00», «3,67»; a dash where there are none."""
    return "–" if points is None else formats.number(points, spoken(), 2)


def sum_words(found: Sum) -> str:
    """«7,50/12»: of the points that could be reckoned."""
    return f"{points_words(found.points)}/{amount(found.of)}" if found.points is not None else "–"


def left_out(group: GroupScore) -> str:
    """Which components are not in the sum: «1.1, 1.4»."""
    return ", ".join(line.component.no for line in group.lines if line.points is None)


def state_badge(score: Score) -> Badge:
    return PROVISIONAL if score.provisional else ENDED
