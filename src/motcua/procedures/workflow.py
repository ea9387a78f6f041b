"""The life of what the package keeps on its way. Contents live by their dates: see `models.registry`."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.workflow import Transition, Workflow


class PublicationState(StrEnum):
    """`signed`: it has number and day, its items are not yet in force here; `published`: they are."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    SIGNED = "signed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


_S = PublicationState

PUBLICATION = Workflow(
    PublicationState,
    initial=_S.DRAFT,
    transitions=[
        # name, from, to, the permission it needs
        Transition("submit", (_S.DRAFT,), _S.IN_APPROVAL, "publications.draft"),
        Transition("send_back", (_S.IN_APPROVAL,), _S.DRAFT, "approvals.decide"),
        Transition("issue", (_S.IN_APPROVAL,), _S.SIGNED, "approvals.issue"),
        Transition("record", (_S.DRAFT,), _S.SIGNED, "publications.publish"),
        Transition("publish", (_S.SIGNED,), _S.PUBLISHED, "publications.publish"),
        Transition("withdraw", (_S.DRAFT, _S.SIGNED), _S.WITHDRAWN, "publications.publish"),
    ],
)
"""A decision that publishes procedures: drafted here and taken through approval, or signed elsewhere and recorded."""
