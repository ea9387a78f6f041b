"""How events are told to people."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import translation

from motcua.kernel.actors import SAMPLE, SYSTEM
from motcua.ui.trail import actor_in


@pytest.mark.parametrize(
    ("name", "vietnamese", "english"),
    [
        (SYSTEM.name, "Hệ thống", "System"),
        (SAMPLE.name, "Dữ liệu mẫu", "Sample data"),
        ("Trần Thị Minh Thư", "Trần Thị Minh Thư", "Trần Thị Minh Thư"),
    ],
)
def test_the_system_is_called_in_the_language_of_the_page_and_people_by_their_names(
    name: str, vietnamese: str, english: str
) -> None:
    event = SimpleNamespace(actor_name=name)
    for language, expected in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert actor_in(event) == expected
