"""A counter and the division behind it: people who act there, a procedure, dossiers at any point of their life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.factories import organisations as org
from tests.factories.documents import docx_bytes
from tests.factories.procedures import content, procedure

from motcua.documents.services.files import store_upload
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.actions import Possible
from motcua.dossiers.queries.dossiers import dossier_for
from motcua.dossiers.queries.filing import Offer, offer_on
from motcua.dossiers.services.intake import Filing, Paper, submit
from motcua.dossiers.services.verbs import run
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.workdays import Unit as TimeUnit
from motcua.organisations.models import Unit, User
from motcua.organisations.permissions import actor_of
from motcua.procedures.content import Component, Content, Given, Limit
from motcua.procedures.models import Procedure
from motcua.procedures.services.assignments import assign

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=clock.ZONE)
"""A Wednesday morning at work."""
ROLES = {
    "motcua": "counter",
    "chuyenvien": "specialist",
    "truongphong": "head",
    "lanhdao": "leader",
    "vanthu": "registry_clerk",
    "kiemtra": "auditor",
    "vanphong": "office",
    "admin": "operator",
    "bientap": "editor",
}
WAY = ("motcua", "truongphong", "chuyenvien", "truongphong", "lanhdao")
"""Who takes the steps of the default workflow before the result stands."""


@dataclass(frozen=True)
class Counter:
    """`centre` takes in what `division` (of `board`) settles; `stranger` works elsewhere in the same roles."""

    province: org.Province
    centre: Unit
    division: Unit
    board: Unit
    users: dict[str, User]
    stranger: User
    procedure: Procedure

    def __getattr__(self, name: str) -> User:
        try:
            return self.users[name]
        except KeyError:
            raise AttributeError(name) from None


def said(**others: Any) -> Content:
    """What the procedure asks: an application, a certified copy; five working days."""
    whole = content("Cấp giấy phép lao động", components=(
        Component("01", "Văn bản đề nghị", originals=1),
        Component("02", "Hộ chiếu", given=Given.CERTIFIED_COPY, copies=1),
        Component("03", "Giấy khám sức khỏe", database="CSDL khám chữa bệnh"),
        Component("04", "Giấy tờ khác", required=False),
    ), limits=(Limit(Decimal(5), TimeUnit.WORKING_DAY),))  # fmt: skip
    return replace(whole, **others)


def build_counter() -> Counter:
    province = org.province()
    centre = org.unit("tt-hcc", "Trung tâm Phục vụ hành chính công", type="service_centre", parent=province.office)
    at = {
        "counter": centre,
        "specialist": province.board_division,
        "head": province.board_division,
        "leader": province.board,
        "registry_clerk": province.board,
    }
    users = {name: org.user(name, at.get(role, province.committee), role, below=True) for name, role in ROLES.items()}
    stranger = org.user("nguoila", province.department, "specialist")
    made = procedure("1.000123", said())
    assign([made], [province.board_division], role="performing", valid_from=date(2025, 1, 1), decision=None,
           counter=centre, actor=SYSTEM)  # fmt: skip
    return Counter(province, centre, province.board_division, province.board, users, stranger, made)


def offer(of: Procedure) -> Offer:
    return offer_on(of, clock.today())


FULL = (Paper("01", originals=1), Paper("02", copies=1))


def file(counter: Counter, *, papers: Any = FULL, **others: Any) -> Dossier:
    """A dossier that was filed at the counter."""
    found = offer(counter.procedure)
    filing = Filing(
        offer=found,
        channel=1,
        place=found.places[0] if found.places else None,
        intake_unit=counter.centre.pk,
        holder={"kind": "person", "name": "Trần Thị Bưởi", "identifier": "075190001234", "phone": "0901 234 567"},
        papers=papers,
    )
    return submit(replace(filing, **others), actor=actor_of(counter.motcua))


def act(user: User, dossier: Dossier, action: str, **given: Any) -> Dossier:
    """Do what somebody can do, as the faces do it."""
    found = dossier_for(user, dossier.code)
    one = Possible(user, found)
    run(user, one, one.named(action), given)
    return dossier_for(user, dossier.code)


def names(user: User, dossier: Dossier) -> set[str]:
    """What somebody can do now."""
    return {action.name for action in Possible(user, dossier_for(user, dossier.code)).all()}


def accepted(counter: Counter, **others: Any) -> Dossier:
    return act(counter.motcua, file(counter, **others), "accept")


def forwarded(counter: Counter, steps: int = 1, **others: Any) -> Dossier:
    """Accepted, and so many steps of the default workflow done."""
    dossier = accepted(counter, **others)
    for name in WAY[:steps]:
        dossier = act(counter.users[name], dossier, "advance")
    return dossier


def signed(user: User) -> Any:
    """A file that somebody uploaded."""
    return store_upload(docx_bytes(f"kết quả {clock.now()} {user.pk}"), name="ket-qua.docx", actor=actor_of(user))


def outcome(user: User, **others: Any) -> dict[str, Any]:
    return {"number": "12/GPLĐ", "date": clock.today(), "signer": "Võ Thanh Tùng", "file": signed(user)} | others


def processed(counter: Counter, **others: Any) -> Dossier:
    dossier = forwarded(counter, 5)
    return act(counter.vanthu, dossier, "process", **outcome(counter.vanthu, **others))


def later(**time: float) -> datetime:
    return clock.now() + timedelta(**time)


ITEM = {"component": "02", "reason": "Bản sao mờ", "article": "Điều 17 khoản 2", "what_to_do": "Nộp lại bản rõ"}
