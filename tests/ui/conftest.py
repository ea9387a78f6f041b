"""Every test of `ui` runs under addresses that hold a list, a form and the gallery."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _addresses(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.factories.ui"  # type: ignore[attr-defined]  # pytest-django's settings
