"""What dossiers take and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

from motcua.ui.api import Day, Input, ListQuery

Counted = Field(0, ge=0, le=999)


class PartyIn(Input):
    """Who files. `applicant` is the holder of the dossier (chủ hồ sơ)."""

    kind: Literal["person", "organisation"] = "person"
    name: str = Field(min_length=1, max_length=300)
    identifier: str = Field("", max_length=40, description="Personal number, tax code")
    phone: str = Field("", max_length=30)
    email: str = Field("", max_length=254)
    address: str = Field("", max_length=500)


class SubmitterIn(PartyIn):
    """Who files for the holder, on what, for what."""

    basis: Literal["authorisation", "introduction", "household", "post", "digital_group", "other"]
    scope: Literal["submit", "collect", "both"] = "both"
    file: UUID | None = None


class ComponentIn(Input):
    """A paper. `code` as the procedure names it; without one its `name`."""

    code: str = Field("", max_length=60)
    name: str = Field("", max_length=2000)
    originals: int = Counted
    copies: int = Counted
    files: list[UUID] = Field(default_factory=list, max_length=50)


class ExternalIn(Input):
    """Of a filing that another system took: its name, the code it gave, when it was filed there."""

    system: str = Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_-]+$")
    code: str = Field("", max_length=100)
    submitted_at: AwareDatetime | None = None


class DossierIn(Input):
    """A filing. `accept`: take it in at once, by an officer of the counter."""

    procedure: str = Field(min_length=1, max_length=40)
    channel: Literal["counter", "online", "post", "kiosk", "system"]
    applicant: PartyIn
    submitter: SubmitterIn | None = None
    form: dict[str, Any] = Field(
        default_factory=dict,
        description="Answers to the form of the procedure (`/procedures/{code}/form`); empty: on paper",
    )
    components: list[ComponentIn] = Field(default_factory=list, max_length=200)
    external: ExternalIn | None = None
    received_at: AwareDatetime | None = None
    reason: str = Field("", max_length=2000, description="Why it is dated back")
    accept: bool = False
    unit: str = Field("", max_length=80, description="Who settles it, where several units do")
    case: str = Field("", max_length=300)
    limit: int | None = Field(None, ge=1, le=1000, description="Working days, where the procedure names no limit")
    ground: str = Field("", max_length=500, description="Why required papers may come later")

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "procedure": "9.400001",
                    "channel": "counter",
                    "applicant": {"kind": "organisation", "name": "Công ty TNHH Mẫu", "identifier": "0300000001"},
                    "components": [{"code": "01", "originals": 1}],
                }
            ]
        }
    }


class AnswersIn(Input):
    """Answers to the electronic form of the procedure, by the keys of its fields."""

    form: dict[str, Any]


class SupplementItemIn(Input):
    component: str = Field(max_length=1000)
    reason: str = Field(max_length=1000)
    article: str = Field(max_length=1000)
    what_to_do: str = Field(max_length=1000)


class DossierActionIn(Input):
    """What an action takes; `actions` of the dossier tells what each needs. `reason` and `note` every one takes."""

    reason: str = Field("", max_length=2000)
    note: str = Field("", max_length=2000)
    article: str = Field("", max_length=500)
    unit: str = Field("", max_length=80)
    case: str | None = Field(None, max_length=300)
    limit: int | None = Field(None, ge=1, le=1000)
    ground: str = Field("", max_length=1000)
    received_at: AwareDatetime | None = None
    step: str = Field("", max_length=40)
    to: str | None = Field(None, max_length=40)
    officer: UUID | None = None
    items: list[SupplementItemIn] = Field(default_factory=list, max_length=50)
    due_on: Day | None = None
    components: list[ComponentIn] = Field(default_factory=list, max_length=200)
    amount: int | None = Field(None, ge=1, le=10**12)
    agency: str = Field("", max_length=300)
    question: str = Field("", max_length=5000)
    due_at: AwareDatetime | None = None
    letter: str = Field("", max_length=100)
    silence: str = Field("", max_length=300)
    opinion: UUID | None = None
    answer: str = Field("", max_length=10_000)
    until: AwareDatetime | None = None
    signer: str = Field("", max_length=200)
    number: str = Field("", max_length=80)
    date: Day | None = None
    file: UUID | None = None
    negative: bool = False
    valid_to: Day | None = None
    collected_by: str = Field("", max_length=16)
    identity_checked: bool = False


class DossiersQuery(ListQuery):
    q: str = Field("", max_length=200, description="A name, the end of a code, a personal or tax number, a telephone")
    status: str = Field("", max_length=40)
    unit: str = Field("", max_length=80, description="Code of the unit that settles")
    procedure: str = Field("", max_length=40)
    voided: bool = False


class DossierRow(Schema):
    id: UUID
    code: str
    status: str
    status_code: int
    procedure: str
    procedure_name: str
    applicant_name: str
    unit: str | None
    intake_unit: str | None
    channel: str
    submitted_at: datetime
    answer_due_at: datetime | None
    received_at: datetime | None
    promised_at: datetime | None
    effective_due_at: datetime | None
    standing: str
    voided: bool


class DossierPage(Schema):
    items: list[DossierRow]
    next: str | None


class NeedOut(Schema):
    name: str
    type: Literal["text", "date", "moment", "file", "boolean", "integer", "choice", "items"]
    required: bool
    choices: list[str] | None = None
    labels: dict[str, str] | None = None


class ActionOut(Schema):
    name: str
    needs: list[NeedOut]


class DossierOut(DossierRow):
    status_name: str
    case: str
    source: str
    external_code: str
    applicant: dict[str, Any]
    submitter: dict[str, Any] | None
    form: dict[str, Any]
    eform: UUID | None
    components: list[dict[str, Any]]
    missing: list[str]
    due_at: datetime | None
    processed_at: datetime | None
    returned_at: datetime | None
    negative: bool
    extensions: int
    supplements: int
    steps: list[dict[str, Any]]
    supplement: dict[str, Any] | None
    opinions: list[dict[str, Any]]
    result: dict[str, Any] | None
    forms: list[dict[str, Any]]
    deadline: dict[str, Any] | None
    receipt_url: str | None
    actions: list[ActionOut]


class EventOut(Schema):
    kind: str
    title: str
    at: datetime
    actor: str
    unit: str
    payload: Any


class EventsOut(Schema):
    items: list[EventOut]
    next: str | None = None


class TrackOut(Schema):
    code: str
    procedure: str
    procedure_name: str
    status: str
    status_code: int
    status_name: str
    standing: str
    standing_name: str
    submitted_at: datetime
    answer_due_at: datetime | None
    received_at: datetime | None
    promised_at: datetime | None
    effective_due_at: datetime | None
    unit: str
    collect_at: str
    steps: list[dict[str, Any]]
    asked: list[dict[str, Any]]
    asked_until: date | None
    processed_at: datetime | None
    negative: bool | None
    returned_at: datetime | None
    deadline: dict[str, Any] | None
