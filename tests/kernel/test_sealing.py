"""Personal data at rest: one use cannot open another's, and the data key is changed without losing what was sealed."""

from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken
from pytest_django import Settings

from motcua.kernel.sealing import Sealer

OLD, NEW = "khoa-cu-" * 5, "khoa-moi-" * 5
PEOPLE = Sealer("people of a test")


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> None:
    settings.MOTCUA_DATA_KEY = OLD


def test_what_is_sealed_opens_again_and_shows_nothing() -> None:
    kept = PEOPLE.seal({"phone": "0912345678"})
    assert "0912345678" not in kept and PEOPLE.open(kept) == {"phone": "0912345678"}
    assert (PEOPLE.seal({}), PEOPLE.open(""), PEOPLE.key_of("")) == ("", {}, "")


def test_another_use_opens_nothing_and_has_other_digests() -> None:
    other = Sealer("something else")
    with pytest.raises(InvalidToken):
        other.open_text(PEOPLE.seal_text("x"))
    assert other.key_of("x") != PEOPLE.key_of("x")


def test_a_new_key_in_front_seals_from_now_on_and_the_old_one_still_opens(settings: Settings) -> None:
    before = PEOPLE.seal_text("trước")
    settings.MOTCUA_DATA_KEY = f"{NEW}, {OLD}"
    after = PEOPLE.seal_text("sau")
    assert (PEOPLE.open_text(before), PEOPLE.open_text(after)) == ("trước", "sau")
    settings.MOTCUA_DATA_KEY = NEW
    assert PEOPLE.open_text(after) == "sau"
    with pytest.raises(InvalidToken):
        PEOPLE.open_text(before)
