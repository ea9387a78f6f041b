"""Over which lines the paper of a body is signed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from motcua.documents.queries.numbers import abbreviation_of
from motcua.documents.writing import Signature
from motcua.organisations.queries.posts import head_of, may_sign_as

if TYPE_CHECKING:
    from motcua.documents.models import Approval, ApprovalSignature
    from motcua.organisations.models import Officer, Unit

_ORDER = ("TM", "", "Q", "KT")


def signature_of_officer(
    signer: Officer | None, unit: Unit, on: date, kind: str, *, personal: bool = False
) -> Signature | None:
    """As the signer's post lets them sign: the head as such, who acts as head with Q., a deputy for the head (KT.). None without signer.

    `kind` is a type of document. `personal`: what the head decides in person ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"), not the collective, is not
    signed on its behalf ("TM.").
    """
    if signer is None:
        return None
    mark = "CV" if kind == "letter" else abbreviation_of(kind, on)
    ways = {capacity.code: capacity.lines for capacity in may_sign_as(signer, unit, on, mark)}
    for code in _ORDER:
        if code in ways:
            lines = ways[code]
            own = tuple(line for line in lines if not line.startswith("TM. ")) if personal else lines
            return Signature(own, signer.person.name)
    head, post = head_of(unit, on), str(signer.post).upper()
    if head is None or head.pk == signer.pk:
        return Signature((post,), signer.person.name)
    return Signature((f"KT. {str(head.post).upper()}", post), signer.person.name)


def signature_as_given(approval: Approval, given: ApprovalSignature, *, personal: bool = False) -> Signature:
    """The lines over which a paper was signed in fact, in the capacity that was recorded."""
    mark = "CV" if approval.kind == "letter" else abbreviation_of(approval.kind, given.signed_on)
    ways = may_sign_as(given.signer, approval.unit, given.signed_on, mark) if given.signer is not None else []
    lines = next((one.lines for one in ways if one.code == given.capacity), ())
    own = tuple(line for line in lines if not (personal and line.startswith("TM. ")))
    post = given.signer_post.upper()
    told = f"{given.capacity}. {post}" if given.capacity else post
    return Signature(own or ((told,) if post else ()), given.signer_name)
