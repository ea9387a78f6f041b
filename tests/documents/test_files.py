"""Taking files in and giving them out: what is kept, what is refused, who may open it."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from tests.factories.documents import (
    NOW,
    World,
    build_world,
    docx_bytes,
    law,
    pdf_bytes,
    scan_bytes,
    zip_bytes,
)

from motcua.documents.models import Blob, StoredFile
from motcua.documents.permissions import may_read_file, readable_files
from motcua.documents.queries.files import (
    content_of,
    file_for,
    files_of,
    files_of_many,
    ref_of,
    storage_fault,
    uploads_for,
)
from motcua.documents.queries.law import ref_of as law_ref
from motcua.documents.reading.scan import ocr_available
from motcua.documents.services import files as service
from motcua.documents.services.content import media_type_of, safe_name
from motcua.documents.services.files import KEPT_UNFINISHED, KEPT_UNOWNED, attach_file, store_upload, sweep_files
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import AppError, Invalid, NotFound, Refused, Unavailable
from motcua.kernel.models import Event, SearchPosting
from motcua.kernel.refs import Ref

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
PLAIN = "Kế hoạch kiểm soát thủ tục hành chính năm 2026".encode()
needs_ocr = pytest.mark.skipif(not ocr_available(), reason="Tesseract with Vietnamese is not installed")


def everything_under(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()] if folder.exists() else []


def test_content_is_kept_once_however_often_it_is_uploaded(storage: Path) -> None:
    first = store_upload(PLAIN, name="a.txt", actor=SYSTEM)
    second = store_upload(PLAIN, name="b.txt", actor=SYSTEM)

    assert first.uid != second.uid
    assert first.blob == second.blob
    assert (Blob.objects.count(), StoredFile.objects.count()) == (1, 2)
    assert [p.read_bytes() for p in everything_under(storage)] == [PLAIN]
    assert content_of(second) == PLAIN
    assert [e.kind for e in events.history(ref_of(first))] == ["file.uploaded"]


def test_neither_address_nor_storage_nor_trail_tells_the_hash(storage: Path) -> None:
    file = store_upload(PLAIN, name="a.txt", actor=SYSTEM)
    digest = hashlib.sha256(PLAIN).hexdigest()

    assert file.blob.sha256 == digest
    assert digest not in reverse("documents:file", args=[file.uid])
    assert not [p for p in everything_under(storage) if digest[:16] in str(p)]
    assert digest not in str(list(Event.objects.values()))


def test_files_on_disk_are_for_the_product_alone(storage: Path) -> None:
    store_upload(PLAIN, name="a.txt", actor=SYSTEM)

    assert {oct(p.stat().st_mode & 0o777) for p in everything_under(storage)} == {"0o600"}


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PLAIN, "text/plain"),
        ("Kế hoạch".encode("utf-16"), "text/plain"),
        (b"<html><script>alert(1)</script><p>Ke hoach</p></html>", "text/plain"),
        (docx_bytes("Kế hoạch"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (scan_bytes("Kế hoạch"), "image/png"),
        (scan_bytes("Kế hoạch", form="JPEG"), "image/jpeg"),
        (scan_bytes("Kế hoạch", form="TIFF"), "image/tiff"),
        (scan_bytes("Kế hoạch", form="PDF"), "application/pdf"),
    ],
    ids=["text", "utf-16", "html", "docx", "png", "jpeg", "tiff", "pdf"],
)
def test_the_type_is_told_by_the_bytes_not_by_the_name(data: bytes, media_type: str) -> None:
    assert media_type_of(data).name == media_type


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00" + b"\0" * 200,
        b"\x7fELF" + b"\0" * 200,
        zip_bytes({"a.txt": b"x"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ],
    ids=["exe", "elf", "zip", "ole"],
)
def test_programs_and_archives_are_refused(data: bytes, storage: Path) -> None:
    with pytest.raises(Invalid):
        store_upload(data, name="ke-hoach.pdf", actor=SYSTEM)

    assert everything_under(storage) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kế hoạch 2026.pdf", "Kế hoạch 2026.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\A\\ke-hoach.PDF", "ke-hoach.PDF"),
        ("virus.exe", "virus.exe.pdf"),
        ("page.html", "page.html.pdf"),
        ("bao cao\u202efdp.exe", "bao caofdp.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ("", "tep.pdf"),
        ("...", "tep.pdf"),
        ("con", "tep con.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a" * 400 + ".pdf", "a" * 200 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_and_gets_the_ending_of_what_the_file_is(given: str, kept: str) -> None:
    assert safe_name(given, media_type_of(b"%PDF-1.7 ")) == kept


def test_an_empty_upload_and_one_that_is_too_large_are_refused(settings: Settings, storage: Path) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024

    for data, code in ((b"", "empty_file"), (b"a" * (1024 * 1024 + 1), "too_large")):
        with pytest.raises(Invalid) as refused:
            store_upload(io.BytesIO(data), name="a.txt", actor=SYSTEM)
        assert refused.value.code == code
    assert everything_under(storage) == []


def test_no_more_than_the_limit_is_ever_read(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"a" * size

    endless = Endless()
    with pytest.raises(Invalid):
        store_upload(endless, name="a.txt", actor=SYSTEM)  # type: ignore[arg-type]  # all of a stream that is read

    assert endless.given <= 3 * 1024 * 1024


@pytest.mark.any_database
def test_a_zip_bomb_is_refused_without_being_expanded(storage: Path) -> None:
    bomb = zip_bytes({"word/document.xml": b"\0" * (30 * 1024 * 1024)})
    assert len(bomb) < 100 * 1024

    with pytest.raises(Invalid) as refused:
        store_upload(bomb, name="ke-hoach.docx", actor=SYSTEM)

    assert refused.value.code == "zip_bomb"
    assert everything_under(storage) == []


def test_a_file_that_is_two_things_is_given_out_as_the_first_and_never_run(storage: Path) -> None:
    polyglot = b"%PDF-1.4\n" + pdf_bytes("Kế hoạch")[9:] + zip_bytes({"word/document.xml": b"<x/>"})
    file = store_upload(polyglot, name="a.html", actor=SYSTEM)

    assert file.media_type == "application/pdf"
    assert file.name == "a.html.pdf"
    assert content_of(file) == polyglot


def signed_pdf() -> bytes:
    """A PDF with a signature dictionary after its end, as signing programs append one (the signature itself is made up)."""
    update = b"9 0 obj\n<< /Type /Sig /ByteRange [ 0 10 20 30 ] /Contents <00> >>\nendobj\n"
    return pdf_bytes("Kế hoạch đã ký") + update


def test_a_signed_pdf_is_kept_byte_for_byte_and_known_as_signed() -> None:
    data = signed_pdf()

    file = store_upload(data, name="ky.pdf", actor=SYSTEM)

    assert file.signed
    assert content_of(file) == data
    assert not store_upload(pdf_bytes("Kế hoạch"), name="a.pdf", actor=SYSTEM).signed


SECRET = {
    "text": "UBND TỈNH\nMẬT\nKế hoạch bảo vệ mục tiêu".encode,
    "docx": lambda: docx_bytes("UBND TỈNH", "TỐI MẬT", "Kế hoạch bảo vệ mục tiêu"),
    "pdf": lambda: pdf_bytes("TUYỆT MẬT", "Kế hoạch bảo vệ mục tiêu"),
    "utf-16": lambda: "TỐI MẬT\nKế hoạch".encode("utf-16"),
}


@pytest.mark.parametrize("kind", list(SECRET))
def test_a_file_with_a_mark_of_secrecy_is_refused_and_leaves_nothing(
    kind: str, storage: Path, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    _refused_without_trace(SECRET[kind](), f"ke-hoach.{kind}", storage, tmp_path, settings, caplog)


@pytest.mark.any_database
@needs_ocr
@pytest.mark.ocr
@pytest.mark.parametrize("form", ["PNG", "PDF"])
def test_a_scan_with_a_mark_of_secrecy_is_refused_and_leaves_nothing(
    form: str, storage: Path, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    data = scan_bytes("ỦY BAN NHÂN DÂN TỈNH", "TỐI MẬT", "Kế hoạch bảo vệ mục tiêu quan trọng năm 2026", form=form)

    _refused_without_trace(data, f"quet.{form.lower()}", storage, tmp_path, settings, caplog)


def _refused_without_trace(
    data: bytes, name: str, storage: Path, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Through the front door: what a browser sends, spooled to a temporary file by Django."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(scratch)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    before = set(Path(tempfile.gettempdir()).iterdir())
    handle = io.BytesIO(data)
    handle.name = name
    world = build_world()
    client = Client()
    client.force_login(world.office, backend="motcua.organisations.signin.OfficerBackend")
    words, trail = SearchPosting.objects.count(), Event.objects.count()
    caplog.set_level(logging.DEBUG)

    facts = {"kind": "plan", "issuer": "UBND tỉnh", "subject": "Kế hoạch", "certainty": "sourced", "access": "unit"}
    response = client.post(reverse("documents:add"), facts | {"file": handle})

    assert "dấu chỉ độ mật" in response.content.decode()
    assert (StoredFile.objects.count(), Blob.objects.count()) == (0, 0)
    assert (SearchPosting.objects.count(), Event.objects.count()) == (words, trail)
    assert everything_under(storage) == []
    assert everything_under(scratch) == []
    assert not [
        p for p in set(Path(tempfile.gettempdir()).iterdir()) - before if "upload" in p.name or p.name.endswith(name)
    ]
    assert "mục tiêu" not in caplog.text


def test_the_refusal_names_the_mark_and_what_to_do() -> None:
    with pytest.raises(Invalid, match=r"“TỐI MẬT”.*bảo vệ bí mật nhà nước"):
        store_upload("TỐI MẬT\nKế hoạch".encode(), name="a.txt", actor=SYSTEM)


def test_a_name_with_a_mark_is_refused_too() -> None:
    with pytest.raises(Invalid):
        store_upload(PLAIN, name="Kế hoạch A2 (Mật).txt", actor=SYSTEM)


def test_words_that_only_speak_of_secrecy_are_no_mark() -> None:
    text = "Quy chế bảo vệ bí mật nhà nước.\nMật khẩu có ít nhất 10 ký tự; mật độ dân số tăng."

    assert store_upload(text.encode(), name="quy-che.txt", actor=SYSTEM).marks_checked


def test_a_scan_that_cannot_be_read_is_kept_and_known_as_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")  # a machine without Tesseract

    assert not store_upload(scan_bytes("Kế hoạch"), name="a.png", actor=SYSTEM).marks_checked


def test_an_upload_belongs_to_its_uploader_until_a_record_takes_it(world: World) -> None:
    file = store_upload(PLAIN, name="a.txt", actor=world.actor(world.office))

    assert file_for(world.office, file.uid) == file
    for user in (world.clerk, world.auditor, AnonymousUser()):
        with pytest.raises(NotFound):
            file_for(user, file.uid)

    law("1/2024/NĐ-CP", "Chính phủ", None, kind="decree", file=file)
    assert may_read_file(AnonymousUser(), StoredFile.objects.get())


def test_a_file_is_open_to_whoever_may_read_the_record_that_owns_it(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    files = [store_upload(f"Văn bản {i}".encode(), name=f"{i}.txt", actor=SYSTEM) for i in range(4)]
    law("1/2024/NĐ-CP", "Chính phủ", None, kind="decree", file=files[0])
    law("2/2024/NĐ-CP", "Chính phủ", None, kind="decree", file=files[1], access="officers")
    law("3/2024/NĐ-CP", "Chính phủ", None, kind="decree", file=files[2], access="unit", owner_unit=world.board.pk)
    StoredFile.objects.filter(pk=files[3].pk).update(owner="unheard_of:1")
    rows = list(StoredFile.objects.order_by("pk"))

    def opened(user: object) -> list[int]:
        allowed = readable_files(user, rows)
        return [i for i, f in enumerate(rows) if f.pk in allowed]

    assert opened(AnonymousUser()) == [0]
    assert opened(world.stranger) == [0, 1]
    assert opened(world.office) == opened(world.auditor) == [0, 1, 2]
    with django_assert_num_queries(1):
        opened(world.office)


def test_a_file_goes_to_one_record_only() -> None:
    file = store_upload(PLAIN, name="a.txt", actor=SYSTEM)
    made = law("1/2024/NĐ-CP", "Chính phủ", None, kind="decree", file=file)

    attach = service.transaction.atomic
    with attach():
        attach_file(file, law_ref(made), actor=SYSTEM)
    with pytest.raises(Refused), attach():
        attach_file(StoredFile.objects.get(), Ref("plan", "1"), actor=SYSTEM)

    assert [f.pk for f in files_of(law_ref(made))] == [file.pk]
    assert list(files_of_many([law_ref(made)])) == [str(law_ref(made))]
    assert [e.kind for e in events.history(ref_of(file))] == ["file.uploaded", "file.attached"]


def test_ids_in_a_form_are_the_users_own_uploads_in_their_order(world: World) -> None:
    mine = [store_upload(f"{i}".encode(), name="a.txt", actor=world.actor(world.office)) for i in range(2)]
    other = store_upload(b"x", name="a.txt", actor=world.actor(world.clerk))

    assert uploads_for(world.office, [mine[1].uid, mine[0].uid]) == [mine[1], mine[0]]
    for uid in (other.uid, "0190a000-0000-7000-8000-000000000000"):
        with pytest.raises(NotFound):
            uploads_for(world.office, [mine[0].uid, uid])


def test_uploads_that_no_record_took_are_removed_after_a_time_and_shared_content_stays(storage: Path) -> None:
    store_upload(PLAIN, name="a.txt", actor=SYSTEM)
    kept = store_upload(PLAIN, name="b.txt", actor=SYSTEM)
    law("1/2024/NĐ-CP", "Chính phủ", None, kind="decree", file=kept)
    lost = store_upload(b"khac", name="c.txt", actor=SYSTEM)

    assert sweep_files() == 0
    with clock.frozen(NOW + KEPT_UNOWNED + timedelta(minutes=1)):
        assert sweep_files() == 2

    assert StoredFile.objects.get() == kept
    assert content_of(kept) == PLAIN
    assert len(everything_under(storage)) == 1
    assert events.history(ref_of(lost))[-1].kind == "file.swept"


def test_what_a_writer_that_died_has_left_is_removed(storage: Path) -> None:
    half = Blob.objects.create(sha256="0" * 64, size=3, key="blobs/ab/half")
    default_storage.save(half.key, io.BytesIO(b"abc"))

    with clock.frozen(NOW + KEPT_UNFINISHED + timedelta(minutes=1)):
        sweep_files()

    assert not Blob.objects.exists()
    assert everything_under(storage) == []


def test_a_storage_that_cannot_be_written_is_told_and_found_by_the_health_check(storage: Path) -> None:
    storage.parent.joinpath("files").touch()  # a file where the folder should be

    with pytest.raises(Unavailable, match="Kho tệp"):
        store_upload(PLAIN, name="a.txt", actor=SYSTEM)

    assert not StoredFile.objects.exists()


def test_the_health_check_finds_a_storage_that_answers(storage: Path) -> None:
    assert storage_fault() is None


@pytest.fixture
def public_file() -> StoredFile:
    file = store_upload(b"0123456789", name="Kế hoạch “số 5”.txt", actor=SYSTEM)
    law("1/2024/NĐ-CP", "Chính phủ", None, kind="decree", file=file)
    return file


def test_a_download_is_an_attachment_with_its_vietnamese_name_that_no_browser_runs(public_file: StoredFile) -> None:
    response = Client().get(reverse("documents:file", args=[public_file.uid]))

    assert b"".join(response.streaming_content) == b"0123456789"
    disposition = response["Content-Disposition"]
    assert disposition.startswith('attachment; filename="ke hoach ')
    assert "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20%E2%80%9Cs%E1%BB%91%205%E2%80%9D.txt" in disposition
    assert disposition.isascii()
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Type"] == "text/plain"
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("asked", "status", "body", "content_range"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-999", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-2", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("chapters=1-2", 200, b"0123456789", None),
    ],
)
def test_a_broken_download_goes_on_where_it_stopped(
    public_file: StoredFile, asked: str, status: int, body: bytes, content_range: str | None
) -> None:
    response = Client().get(reverse("documents:file", args=[public_file.uid]), headers={"Range": asked})

    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert (response.status_code, content, response.get("Content-Range")) == (status, body, content_range)
    if status != 416:
        assert response["Content-Length"] == str(len(body))


def test_a_range_of_a_changed_file_gives_the_whole_and_an_unchanged_one_is_not_sent_again(
    public_file: StoredFile,
) -> None:
    address, tag = reverse("documents:file", args=[public_file.uid]), f'"{public_file.uid}"'

    other = Client().get(address, headers={"Range": "bytes=0-3", "If-Range": '"other"'})
    same = Client().get(address, headers={"Range": "bytes=0-3", "If-Range": tag})
    known = Client().get(address, headers={"If-None-Match": tag})
    head = Client().head(address)

    assert [len(b"".join(r.streaming_content)) for r in (other, same)] == [10, 4]
    assert (other.status_code, same.status_code, known.status_code) == (200, 206, 304)
    assert (head.status_code, head["Content-Length"], head.content) == (200, "10", b"")


def test_a_file_one_may_not_open_looks_like_one_that_is_not_there(world: World) -> None:
    file = store_upload(PLAIN, name="a.txt", actor=world.actor(world.office))
    there = Client().get(reverse("documents:file", args=[file.uid]))
    missing = Client().get(reverse("documents:file", args=["0190a000-0000-7000-8000-000000000000"]))

    assert there.status_code == missing.status_code == 404
    strip = re.compile(rb"[0-9a-f-]{36}")
    assert strip.sub(b"", there.content) == strip.sub(b"", missing.content)


def test_an_upload_far_above_the_limit_is_refused_before_it_is_spooled(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_LIMIT = 1000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "scratch")
    (tmp_path / "scratch").mkdir()
    client = Client()
    client.force_login(world.office, backend="motcua.organisations.signin.OfficerBackend")
    handle = io.BytesIO(b"a" * 3_000_000)
    handle.name = "a.txt"

    response = client.post(reverse("documents:add"), {"file": handle})

    assert response.status_code in {400, 422}
    assert "quá lớn" in response.content.decode()
    assert everything_under(tmp_path / "scratch") == []


def test_djangos_own_uploads_are_taken(tmp_path: Path) -> None:
    upload = TemporaryUploadedFile("a.txt", "application/x-msdownload", len(PLAIN), None)
    upload.write(PLAIN)
    upload.seek(0)

    assert store_upload(upload, name="a.txt", actor=SYSTEM).media_type == "text/plain"
    upload.close()


def test_every_refusal_is_an_error_for_people() -> None:
    for data in (b"%PDF-1.7 broken", b"PK\x03\x04broken", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xffbroken"):
        with pytest.raises(AppError) as refused:
            store_upload(data, name="a", actor=SYSTEM)
        assert str(refused.value)
