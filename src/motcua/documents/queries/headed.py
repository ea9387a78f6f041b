"""An official document under the head of the unit whose paper it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.documents.writing import OfficialDocument
from motcua.kernel import clock
from motcua.organisations.queries.units import header_on

if TYPE_CHECKING:
    from motcua.organisations.models import Unit


def headed(owner: Unit | int, *, on: date | None, number: str = "", symbol: str = "", **parts: Any) -> OfficialDocument:
    """Header lines and place are those of the paper's day, of today while it has none. `number` as issued ("12/KH-UBND"); `symbol` is
    printed while there is none. The unit speaks in its own name and from its own place where `parts` say nothing else.
    """
    header = header_on(owner, on or clock.today())
    figure, _, issued = number.partition("/")
    own: dict[str, Any] = {
        "issuer": (header.body,),
        "parent": (header.parent,) if header.parent else (),
        "issuer_name": header.body,
        "place": header.place,
        "number": figure,
        "symbol": issued or symbol,
        "issued_on": on,
    }
    return OfficialDocument(**own | {name: part for name, part in parts.items() if part or name not in own})
