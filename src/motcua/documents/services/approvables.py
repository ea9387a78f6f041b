"""What a higher package says of the records that it puts on a route, and what it is told when they are issued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from motcua.documents.models import Approval, ApprovalSignature, IssuedNumber, StoredFile
from motcua.documents.services.numbers import Signable, SignedDocument, signables
from motcua.documents.workflow import ApprovalState
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.refs import Ref
from motcua.kernel.registries import Registry

if TYPE_CHECKING:
    from motcua.organisations.models import Officer


@dataclass(frozen=True, slots=True)
class SigningOutcome:
    """What the act of signing leaves, however it was done. `means` is `paper` today; `file` is the signed document.

    `signer` is the officer where known. `capacity` is a code of `rules.routes.Capacity`, `authority` the document that KT., TL. and TUQ.
    rest on. Another way of signing gives the same outcome; nothing else of the route changes.
    """

    means: str
    signer_name: str
    capacity: str
    signed_on: date
    file: StoredFile
    signer: Officer | None = None
    signer_post: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """How a document was issued: what its package keeps. `file` is the paper as issued, `approval` the Ref of the whole story."""

    number: str
    issued_on: date
    signer: str
    capacity: str
    file: StoredFile
    signer_post: str = ""
    signed_on: date | None = None
    line: IssuedNumber | None = None
    approval: Ref | None = None
    title: str = ""
    actor: Actor = SYSTEM
    """Who gave the number: whose act it is in the trail of the record too."""


def _nothing(_uid: str, _note: str, _actor: Actor) -> None:
    """For records to which a return or a withdrawal means nothing of its own."""


def _passed(_uid: str, _act: str, _actor: Actor) -> None:
    """For records to which a step on the way means nothing of its own."""


def _taken(_uid: str, _file: StoredFile, _actor: Actor) -> None:
    """For records to which a new round means nothing of its own."""


@dataclass(frozen=True, slots=True)
class Approvable:
    """What a package does with records of its kind. All but `render` run in the transaction of the step, and may refuse it by raising.

    `issued(uid, issue)`: văn thư has issued it. `passed(uid, act, actor)`: a step of the route was done: `review`, `check` or `sign`.
    `returned(uid, note, actor)`: it went back to its drafter. `withdrawn(uid, reason, actor)`: its drafter took it back.
    `resubmitted(uid, file, actor)`: it goes on a new round with this file. `render(uid)` gives fresh content for a new round; None where
    the drafter uploads it. `actor` is who did it on the route.
    """

    issued: Callable[[str, Issue], None]
    returned: Callable[[str, str, Actor], None] = _nothing
    withdrawn: Callable[[str, str, Actor], None] = _nothing
    resubmitted: Callable[[str, StoredFile, Actor], None] = _taken
    render: Callable[[str], StoredFile] | None = None
    passed: Callable[[str, str, Actor], None] = _passed


class _Approvables(Registry[Approvable]):
    """Whatever goes on a route gets its number by it, so each kind is made known to the books too."""

    def register(self, key: str, entry: Approvable) -> Approvable:
        signables.register(key, Signable(lambda uid: signed_document(Ref(key, uid))))
        return super().register(key, entry)


approvables: Registry[Approvable] = _Approvables("records that are signed on a route")
"""By kind of subject. Filled in `apps.py`; a kind that is here must not be registered in `signables` besides."""


def signed_document(subject: Ref) -> SignedDocument | None:
    """What is to be numbered once it is signed; None while it is not."""
    approval = Approval.objects.filter(subject=str(subject), state=ApprovalState.SIGNED).first()
    if approval is None:
        return None
    signature = ApprovalSignature.objects.select_related("file").get(approval=approval, step__round=approval.round)
    return SignedDocument(
        kind=approval.kind, subject=approval.title, signer=signature.signer_name, ref=subject, scan=signature.file
    )
