"""What changed between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from motcua.ui import diffs

TEXTS = st.text(alphabet="aăâ đố \n.,", max_size=60)


@given(TEXTS, TEXTS)
def test_nothing_is_lost_or_invented(old: str, new: str) -> None:
    pieces = diffs.words(old, new)

    assert "".join(p.text for p in pieces if p.kind != "added") == old
    assert "".join(p.text for p in pieces if p.kind != "removed") == new


def test_neighbouring_changes_read_as_one() -> None:
    pieces = diffs.words("giao Phong Quan ly dau tu lo", "giao Phòng Quản lý đầu tư lo")

    assert [(p.kind, p.text) for p in pieces] == [
        ("same", "giao "),
        ("removed", "Phong Quan ly dau tu"),
        ("added", "Phòng Quản lý đầu tư"),
        ("same", " lo"),
    ]


def test_long_texts_are_compared_by_line() -> None:
    old = "\n".join(f"dòng {n} có vài chữ" for n in range(2000))
    new = old.replace("dòng 1000 có", "dòng 1000 không có")

    changed = [p for p in diffs.words(old, new) if p.kind != "same"]

    assert [p.text for p in changed] == ["dòng 1000 có vài chữ\n", "dòng 1000 không có vài chữ\n"]
