"""Electronic forms (tờ khai điện tử): questions as data, answers read and checked against them. Pure.

`EForm` is what is asked, `faults` what is wrong with it, `form_as_json` its stored form. `check_plain` (JSON) and `check_written` (pages)
turn answers into typed ones; `answers_as_json` stores them.
"""

from __future__ import annotations

from motcua.procedures.eforms.checking import (
    Checked,
    answers_as_json,
    check_plain,
    check_stored,
    check_written,
    filled_up,
    something_said,
    unknown,
)
from motcua.procedures.eforms.faults import Fault, faults
from motcua.procedures.eforms.kinds import KIND_NAMES, Kind
from motcua.procedures.eforms.parts import Choice, Condition, EForm, Field, Group, Op, Section
from motcua.procedures.eforms.stored import form_as_json, form_from_file, form_from_json, not_a_form
from motcua.procedures.eforms.typed import Address, plain_of, read_stored, shown
from motcua.procedures.eforms.words import money_words, number_words

__all__ = [
    "KIND_NAMES",
    "Address",
    "Checked",
    "Choice",
    "Condition",
    "EForm",
    "Fault",
    "Field",
    "Group",
    "Kind",
    "Op",
    "Section",
    "answers_as_json",
    "check_plain",
    "check_stored",
    "check_written",
    "faults",
    "filled_up",
    "form_as_json",
    "form_from_file",
    "form_from_json",
    "money_words",
    "not_a_form",
    "number_words",
    "plain_of",
    "read_stored",
    "shown",
    "something_said",
    "unknown",
]
