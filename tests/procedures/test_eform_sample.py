"""The electronic forms of the sample can be issued: nothing is wrong with them."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.procedures.eforms import Group, faults, form_as_json, form_from_json
from motcua.procedures.sample.eforms import TABLE
from motcua.procedures.sample.reading import table

FORMS = table(TABLE)["forms"]


@pytest.mark.parametrize("one", FORMS, ids=[one["code"] for one in FORMS])
def test_a_sample_form_is_sound(one: dict[str, Any]) -> None:
    form = form_from_json(one["form"])
    assert not faults(form)
    assert form_from_json(form_as_json(form)) == form
    assert "mẫu" in form.title


def test_the_sample_has_groups_calculations_and_addresses() -> None:
    forms = [form_from_json(one["form"]) for one in FORMS]
    kinds = {one.kind.value for form in forms for one in form.fields().values()}
    assert {"address", "personal_number", "tax_code", "money", "moment"} <= kinds
    assert any(isinstance(item, Group) for form in forms for item in form.items())
    assert any(one.calculation for form in forms for one in form.fields().values())
