"""What `/approvals` takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from motcua.ui.api import Day, Input, ListQuery

_STATES = "^(on_route|returned|signed|issued|withdrawn)?$"


class ApprovalQuery(ListQuery):
    q: str = Field("", max_length=500, description="Words of the title, number, drafter or signer; diacritics optional")
    state: str = Field("", pattern=_STATES)
    kind: str = Field("", max_length=20, description="Code of the type: plan, report, letter …")
    of: str = Field("", pattern="^(waiting|drafted)?$", description="What waits for the caller, or what they drafted")


class ApprovalOut(Schema):
    """`waits`: for the caller, now. `subject` is the record that the approval makes valid, as `kind:id`."""

    id: UUID
    subject: str
    kind: str
    kind_name: str
    title: str
    unit: str
    drafter: UUID
    drafter_name: str
    state: str
    round: int
    step: str | None
    waits: bool
    number: str
    issued_on: date | None
    submitted_at: datetime
    moved_at: datetime


class ApprovalPage(Schema):
    items: list[ApprovalOut]
    next: str | None


class DecisionOut(Schema):
    verb: str
    officer: UUID
    name: str
    post: str
    instead_of: UUID | None
    to: UUID | None
    note: str
    version: int
    sha256: str
    at: datetime


class StepOut(Schema):
    """`holders` are those it waits for; empty when it is not open."""

    round: int
    position: int
    label: str
    act: str
    role: str
    state: str
    opened_at: datetime | None
    closed_at: datetime | None
    holders: list[UUID]
    decisions: list[DecisionOut]


class VersionOut(Schema):
    round: int
    file: UUID
    name: str
    sha256: str
    opinion: str
    submitted_by: UUID
    submitted_at: datetime


class SignatureOut(Schema):
    means: str
    signer: UUID | None
    signer_name: str
    signer_post: str
    capacity: str
    authority: str
    signed_on: date
    file: UUID


class ApprovalDetail(ApprovalOut):
    """`actions` are those that the caller can do now: the last word of the address to post to."""

    route: str
    basis: str
    versions: list[VersionOut]
    steps: list[StepOut]
    signature: SignatureOut | None
    file: UUID | None
    withdrawn_reason: str
    actions: list[str]


class SubmitIn(Input):
    kind: str = Field(max_length=20)
    title: str = Field(max_length=1000)
    unit: str = Field(max_length=80, description="Code or identifier of the issuing body")
    file: UUID = Field(description="Id of an uploaded file: the exact version that is to be signed")
    route: str | None = Field(None, max_length=80, description="Key of a route; left out: the one that applies")
    opinion: str = Field("", max_length=2000)


class NoteIn(Input):
    note: str = Field("", max_length=2000)


class ReturnIn(Input):
    note: str = Field(min_length=1, max_length=2000)


class RedirectIn(Input):
    to: UUID = Field(description="Id of the officer")
    note: str = Field("", max_length=2000)


class SignIn(Input):
    file: UUID = Field(description="Id of the uploaded scan of the signed paper")
    signed_on: Day
    capacity: Literal["", "TM", "Q", "KT", "TL", "TUQ"]
    signer: UUID | None = Field(None, description="Id of the officer who signed; else `signer_name`")
    signer_name: str = Field("", max_length=200)
    signer_post: str = Field("", max_length=200)
    authority: str = Field("", max_length=500)
    note: str = Field("", max_length=2000)


class IssueIn(Input):
    series: UUID | None = Field(None, description="Id of the book; left out: the book for the type")
    number: str = Field("", max_length=80, description="Only where another system counts")
    issued_on: Day | None = Field(None, description="Only where another system counts")
    drafter: str = Field("", max_length=40)
    recipients: str = Field("", max_length=1000)
    file: UUID | None = Field(None, description="Id of the stamped scan, when it is not the signed one")
    note: str = Field("", max_length=500)


class ResubmitIn(Input):
    file: UUID | None = Field(
        None, description="Id of the corrected version; left out where the record is rendered afresh"
    )
    opinion: str = Field("", max_length=2000)
    title: str = Field("", max_length=1000, description="Only where the wording was corrected")


class WithdrawIn(Input):
    reason: str = Field(min_length=1, max_length=500)
