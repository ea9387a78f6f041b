"""A record's paper after its number: its text with number, day and signer, and the signed file itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError

from motcua.documents.models import StoredFile
from motcua.documents.queries.approvals import approval_of, current_version, signature_of
from motcua.documents.queries.files import content_of
from motcua.documents.queries.signers import signature_as_given
from motcua.documents.workflow import ApprovalState
from motcua.documents.writing import DOCX, filled
from motcua.kernel.refs import Ref

_TIMES = re.compile(r"(?:-du-thao)?(?:-lan-\d+)?(\.\w+)$")
"""In the names of files that we made: that it is a draft, how often it was submitted."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A paper as it is handed out."""

    name: str
    content: bytes
    media_type: str = DOCX


def as_stored(file: StoredFile) -> Handed:
    """The very bytes."""
    return Handed(file.name, content_of(file), file.media_type)


def signed_file(subject: Ref) -> StoredFile | None:
    """The paper as it was signed and issued on its route; None before."""
    approval = approval_of(subject)
    return approval.file if approval is not None and approval.state == ApprovalState.ISSUED else None


def issued_text(subject: Ref, *, personal: bool = False) -> Handed | None:
    """The text of a record's last round, from its issue on a Word file with number, day and signer filled in. None where the record was
    never submitted, came back or was withdrawn.

    `personal`: what a head decides in person is not signed on behalf of the collective.
    """
    approval = approval_of(subject)
    if approval is None or approval.state in (ApprovalState.RETURNED, ApprovalState.WITHDRAWN):
        return None
    text = as_stored(current_version(approval).file)
    given = signature_of(approval)
    if text.media_type != DOCX or approval.issued_on is None:
        return text
    signature = signature_as_given(approval, given, personal=personal) if given is not None else None
    try:
        made = filled(text.content, number=approval.number, on=approval.issued_on, signature=signature)
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError):
        return text  # somebody's own file that only their program can read
    number = approval.number.replace("/", "-")
    return Handed(_TIMES.sub(rf"-{number}\1", text.name), made)
