"""Looking for marks of secrecy while the sender waits: bounded in time and number, and nothing unlooked is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from tests.factories.documents import pdf_bytes

from motcua.documents.models import Blob, StoredFile
from motcua.documents.reading.limits import DEFAULT_LIMITS
from motcua.documents.services import files
from motcua.documents.services.files import store_upload
from motcua.documents.services.marks import refuse_if_secret
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Unavailable

pytestmark = pytest.mark.django_db
LONG = pdf_bytes(*(f"Điều {n}. Phạm vi điều chỉnh của quy định thứ {n}." for n in range(1, 200)))


def nothing_is_kept(folder: Path) -> bool:
    return not (StoredFile.objects.exists() or Blob.objects.exists() or any(p.is_file() for p in folder.rglob("*")))


@pytest.fixture
def busy() -> Iterator[None]:
    """As many uploads as may be are being looked through."""
    with ExitStack() as turns:
        for _ in range(files.LOOKED_AT_ONCE):
            turns.enter_context(files._LOOKING)
        yield


def test_what_cannot_be_looked_through_in_time_is_refused_with_how_far_it_was() -> None:
    with pytest.raises(Invalid, match=r"1/\d+ trang.*tách tệp") as refusal:
        refuse_if_secret(LONG, "quy-dinh.pdf", replace(DEFAULT_LIMITS, check_seconds=-1))
    assert refusal.value.code == "too_long_to_check"
    assert refuse_if_secret(LONG, "quy-dinh.pdf", DEFAULT_LIMITS)


def test_an_upload_waits_its_turn_and_is_not_kept_unlooked(
    storage: Path, busy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "WAIT_TO_LOOK", 0.01)
    with pytest.raises(Unavailable, match="gửi lại sau ít phút"):
        store_upload("TỐI MẬT\nKế hoạch".encode(), name="a.txt", actor=SYSTEM)
    assert nothing_is_kept(storage)


def test_the_turn_is_given_back_by_what_is_refused(storage: Path) -> None:
    for _ in range(files.LOOKED_AT_ONCE + 1):
        with pytest.raises(Invalid, match="TỐI MẬT"):
            store_upload("TỐI MẬT\nKế hoạch".encode(), name="a.txt", actor=SYSTEM)
    assert nothing_is_kept(storage)
