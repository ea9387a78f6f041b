from __future__ import annotations

import pytest

from motcua.organisations.rules.identifiers import fits, level, normal


@pytest.mark.parametrize("value", ["H19", "G09.20", "H19.01.A2", "A00"])
def test_identifiers_of_decision_20_are_groups_from_left_to_right(value: str) -> None:
    assert fits("QD20", value)


@pytest.mark.parametrize("value", ["Z19", "H1", "19H", "H19.", "H19..1", "h19", "H19.a", "H19" + ".1" * 17, "H19\n"])
def test_what_has_not_that_form_is_refused(value: str) -> None:
    assert not fits("QD20", value)


def test_the_old_form_reads_from_right_to_left() -> None:
    assert fits("QCVN102", "000.00.19.H19")
    assert not fits("QCVN102", "H19.19.00.000")


def test_a_value_is_written_in_capitals_and_its_groups_are_its_level() -> None:
    assert normal(" h19.20 ") == "H19.20"
    assert level("H19.20") == 2
