"""What readers say of pages, over REST: who may read it and say what was done."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.factories import procedures as factory
from tests.factories.calling import call, token

from motcua.kernel import clock
from motcua.organisations.permissions import Role
from motcua.procedures.models import PageRemark

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MAY = {Role.OFFICE, Role.EDITOR}
CALLS = {
    "GET /page-remarks": None,
    "GET /page-remarks/{remark}": None,
    "POST /page-remarks/{remark}/settle": {"answer": "Đã sửa."},
    "POST /page-remarks/settle": {"remarks": ["{remark}"], "answer": "Đã sửa."},
}


def test_each_role_may_what_it_is_granted_and_nobody_without_a_token(office: factory.Office) -> None:
    read = factory.procedure()
    said = PageRemark.objects.create(
        procedure=read, read_version=read.versions.get(), helpful=False, text="Sai phí", at=clock.now()
    )
    keys = {role: token(office.users[str(role)]) for role in Role if str(role) in office.users} | {None: ""}

    found, expected = {}, {}
    for role, key in keys.items():
        for operation, body in CALLS.items():
            method, path = operation.replace("{remark}", str(said.uid)).split()
            sent = body | {"remarks": [str(said.uid)]} if body and "remarks" in body else body
            with transaction.atomic():
                found[role, operation] = call(method, path, key, sent).status_code
                transaction.set_rollback(True)
            expected[role, operation] = 200 if role in MAY else 403 if role else 401

    assert found == expected
    assert set(keys) >= {*MAY, Role.AUDITOR, Role.HEAD}
