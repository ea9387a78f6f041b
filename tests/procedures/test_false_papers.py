"""What goes on a signing route is what its name says, and something that can be signed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.documents import docx_bytes, pdf_bytes

from motcua.documents.services.files import need_paper, store_upload, take_upload
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_a_text_that_calls_itself_word_is_refused_with_its_name() -> None:
    false = SimpleUploadedFile("a.docx", b"Mot hai ba")
    with pytest.raises(Invalid) as refused:
        take_upload(false, field="content", as_named=True, actor=SYSTEM)
    told = refused.value.errors[0]
    assert (told.field, told.params) == ("content", {"name": "a.docx", "ending": "txt"})


def test_a_true_one_is_taken_and_elsewhere_the_ending_is_mended() -> None:
    true = SimpleUploadedFile("Kế hoạch.DOCX", docx_bytes("Kế hoạch"))
    assert take_upload(true, field="content", as_named=True, actor=SYSTEM).name == "Kế hoạch.DOCX"
    assert take_upload(SimpleUploadedFile("a.docx", b"Mot"), field="file", actor=SYSTEM).name == "a.docx.txt"


def test_only_word_and_pdf_are_sent_to_be_signed() -> None:
    for data, name in ((docx_bytes("A"), "a.docx"), (pdf_bytes("A"), "a.pdf")):
        need_paper(store_upload(data, name=name, actor=SYSTEM), "content")
    with pytest.raises(Invalid, match="Chưa trình được"):
        need_paper(store_upload(b"Mot hai ba", name="a.docx", actor=SYSTEM), "content")
