"""Who can do what with a dossier in which state: one table, through the API and on the page; and who gets what of its addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories.calling import call, token
from tests.factories.dossiers import ITEM, Counter, accepted, act, file, forwarded, names, processed

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.actions import NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage")]

HOLDS = "advance return_step request_supplement request_payment consult"
"""What whoever has a step can do, from the second step on."""
TABLE: dict[str, dict[str, str]] = {
    "submitted": {
        "motcua": "accept refuse request_supplement withdraw",
        "truongphong": "void",
        "lanhdao": "void",
    },
    "accepted": {
        "motcua": "advance request_supplement request_payment consult stop withdraw",
        "truongphong": "void",
        "lanhdao": "extend void",
        "vanthu": "extend",
    },
    "at the head": {
        "motcua": "stop withdraw",
        "truongphong": HOLDS,
        "lanhdao": "extend",
        "vanthu": "extend",
    },
    "at the specialist": {
        "motcua": "stop withdraw",
        "chuyenvien": f"{HOLDS} propose propose_extension",
        "truongphong": "assign",
        "lanhdao": "extend",
        "vanthu": "extend",
    },
    "at the leader": {"motcua": "stop withdraw", "lanhdao": f"{HOLDS} extend", "vanthu": "extend"},
    "at the clerk": {
        "motcua": "stop withdraw",
        "lanhdao": "extend",
        "vanthu": f"{HOLDS} extend process".replace("advance ", ""),
    },
    "supplement requested": {"motcua": "supplement stop withdraw", "lanhdao": "extend", "vanthu": "extend"},
    "payment requested": {
        "motcua": "confirm_payment stop withdraw",
        "chuyenvien": "confirm_payment",
        "lanhdao": "extend",
        "vanthu": "extend",
    },
    "processed": {"motcua": "hand_out"},
    "returned": {},
    "refused": {},
    "stopped": {},
    "withdrawn": {},
    "voided": {},
}
MADE: dict[str, Callable[[Counter], Dossier]] = {
    "submitted": file,
    "accepted": accepted,
    "at the head": lambda c: forwarded(c, 1),
    "at the specialist": lambda c: forwarded(c, 2),
    "at the leader": lambda c: forwarded(c, 4),
    "at the clerk": lambda c: forwarded(c, 5),
    "supplement requested": lambda c: act(c.chuyenvien, forwarded(c, 2), "request_supplement", items=[ITEM]),
    "payment requested": lambda c: act(c.chuyenvien, forwarded(c, 2), "request_payment", reason="Lệ phí"),
    "processed": processed,
    "returned": lambda c: act(c.motcua, processed(c), "hand_out", collected_by="holder", identity_checked=True),
    "refused": lambda c: act(c.motcua, file(c), "refuse", reason="Sai", article="Điều 17"),
    "stopped": lambda c: act(c.motcua, forwarded(c, 2), "stop", reason="Đổi"),
    "withdrawn": lambda c: act(c.motcua, file(c), "withdraw", reason="Đổi"),
    "voided": lambda c: act(c.truongphong, accepted(c), "void", reason="Nhầm"),
}
READERS = ("motcua", "chuyenvien", "truongphong", "lanhdao", "vanthu", "kiemtra")


@pytest.mark.parametrize("state", TABLE)
def test_each_can_do_what_the_table_says_and_nothing_else(counter: Counter, state: str) -> None:
    dossier = MADE[state](counter)

    for role in READERS:
        expected = set(TABLE[state].get(role, "").split())
        assert names(counter.users[role], dossier) == expected, role
        assert _offered(counter.users[role], dossier) == expected, role


def _offered(user: Any, dossier: Dossier) -> set[str]:
    """The acts to which the page leads."""
    client = Client()
    client.force_login(user)
    page = client.get(f"/desk/ho-so/{dossier.uid}/").content.decode()
    return set(re.findall(rf"/desk/ho-so/{dossier.uid}/(\w+)/\"", page)) & NAMES


@pytest.mark.parametrize("state", ["submitted", "at the specialist", "processed", "voided"])
def test_every_act_that_is_not_ones_own_is_refused_on_both_faces(counter: Counter, state: str) -> None:
    dossier = MADE[state](counter)
    for role in ("motcua", "chuyenvien", "kiemtra"):
        key, client = token(counter.users[role]), Client()
        client.force_login(counter.users[role])
        for name in sorted(NAMES - set(TABLE[state].get(role, "").split())):
            assert call("POST", f"/dossiers/{dossier.code}/{name}", key).status_code == 403, (role, name)
            assert client.get(f"/desk/ho-so/{dossier.uid}/{name}/").status_code == 403, (role, name)


ADDRESSES = """
                                motcua chuyenvien truongphong lanhdao vanthu kiemtra vanphong admin bientap nguoila nobody
GET /dossiers                   200    200        200         200     200    200     200      200   200     200     401
GET /dossiers/{code}            200    200        200         200     200    200     404      404   404     404     401
GET /dossiers/{code}/deadline   200    200        200         200     200    200     404      404   404     404     401
GET /dossiers/{code}/events     200    200        200         200     200    200     404      404   404     404     401
GET /dossiers/{code}/forms/{f}  200    200        200         200     200    403     404      404   404     404     401
POST /dossiers/{code}/forms/{f}/print 200 403     403         403     403    403     404      404   404     404     401
PUT /dossiers/{code}/form       409    403        403         403     403    403     404      404   404     404     401
POST /dossiers/{code}/stop      422    403        403         403     403    403     404      404   404     404     401
POST /dossiers                  422    403        403         403     403    403     403      403   403     403     401
GET /dossier-summary            200    200        200         200     200    200     200      403   403     200     401
GET /track/{code}               404    404        404         404     404    404     404      404   404     404     404
"""
FILED = {"procedure": "9.999999", "channel": "counter", "applicant": {"name": "An"}}
"""Of an unknown procedure: 422 is where the right is there."""
ROWS = ADDRESSES.strip("\n").splitlines()
ROLES = ROWS[0].split()


@pytest.mark.parametrize("role", ROLES)
def test_addresses_answer_each_role_as_the_table_says(counter: Counter, role: str) -> None:
    dossier = accepted(counter)
    form = dossier.printed_forms.get()
    user = counter.stranger if role == "nguoila" else counter.users.get(role)
    key = token(user) if user is not None else ""

    for row in ROWS[1:]:
        method, path, *expected = row.split()
        address = path.format(code=dossier.code, f=form.uid)
        body = {"POST /dossiers": FILED, "PUT /dossiers/{code}/form": {"form": {}}}.get(f"{method} {path}")
        assert call(method, address, key, body).status_code == int(expected[ROLES.index(role)]), row
