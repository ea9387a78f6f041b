"""The parts themselves. Each list keeps the order of its source."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.kernel.workdays import Unit

SAMPLE_ORIGIN = "Dữ liệu mẫu"
"""`Content.origin` of the sample province; pages mark what bears it."""


class Part(StrEnum):
    """The parts in the order of Điều 8(2): a to g every procedure has, those of h "if any"."""

    NAME = "name"
    STEPS = "steps"
    CHANNELS = "channels"
    COMPONENTS = "components"
    LIMITS = "limits"
    AUDIENCES = "audiences"
    AGENCIES = "agencies"
    FORMS = "forms"
    RESULTS = "results"
    FEES = "fees"
    CONDITIONS = "conditions"
    GROUNDS = "grounds"


class Level(StrEnum):
    """Where a procedure is performed. `VERTICAL`: a ministry's own agency in the province (thuế, bảo hiểm xã hội, công an)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    COMMUNE = "commune"
    VERTICAL = "vertical"


class Audience(StrEnum):
    """Who carries the procedure out (đối tượng thực hiện), as the national database lists them."""

    CITIZEN = "citizen"
    OVERSEAS = "overseas"
    FOREIGNER = "foreigner"
    OFFICER = "officer"
    ENTERPRISE = "enterprise"
    FOREIGN_INVESTED = "foreign_invested"
    FOREIGN_ORGANISATION = "foreign_organisation"
    COOPERATIVE = "cooperative"
    ORGANISATION = "organisation"


class ChannelKind(StrEnum):
    """How a dossier is filed. Values of the national databases: 1 direct, 2 online, 3 post."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class FeeKind(StrEnum):
    """Phí pays for a service, lệ phí for the state's act (Luật Phí và lệ phí 2015, Điều 3)."""

    FEE = "fee"
    CHARGE = "charge"
    OTHER = "other"


class Given(StrEnum):
    """How a paper of the dossier is given. What is only shown is neither scanned nor counted."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED_COPY = "certified_copy"
    COMPARED = "compared"
    SHOWN = "shown"


class AgencyRole(StrEnum):
    """What an agency does in a procedure."""

    COMPETENT = "competent"
    DELEGATED = "delegated"
    PERFORMING = "performing"
    COORDINATING = "coordinating"
    RECEIVING = "receiving"


class Answer(StrEnum):
    """Whether a part that stands "if any" exists. Without an answer the procedure is not complete (DOMAIN 3.2)."""

    YES = "yes"
    NO = "no"
    UNANSWERED = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the order of performing, and who takes it ("" where the text does not say)."""

    text: str
    label: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to file."""

    kind: ChannelKind
    description: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """A paper of the dossier. `code` is stable over versions; `case` names the group of cases that need it ("" = every case).

    `forms` are file names of its form as published; `database` names the connected database that holds its data, which then may not be
    demanded of the applicant.
    """

    code: str
    name: str
    case: str = ""
    given: Given = Given.ORIGINAL
    originals: int = 0
    copies: int = 0
    required: bool = True
    forms: tuple[str, ...] = ()
    database: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: for a case, for one channel or for all of them (None), from its start event."""

    value: Decimal
    unit: Unit
    channel: ChannelKind | None = None
    case: str = ""
    start: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount in its currency; zero is "miễn phí". `per` is the unit it is asked for ("lần", "giấy phép")."""

    kind: FeeKind
    amount: Decimal
    currency: str = "VND"
    channel: ChannelKind | None = None
    case: str = ""
    per: str = ""
    exempt: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency by its name as published; `unit` is our unit's code where it is one of ours."""

    role: AgencyRole
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What the applicant gets. `months`: how long it is valid; None without an end or where not said (`validity` holds the words)."""

    name: str
    code: str = ""
    validity: str = ""
    months: int | None = None
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A requirement that the applicant must meet."""

    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A legal ground down to the article ("Điều 12 khoản 3")."""

    number: str
    title: str = ""
    article: str = ""
    issued_on: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of a part that could not be parsed with certainty: kept as they are, marked "chưa cấu trúc" until a person sorts them."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """One version of a procedure, all its parts. `answers` tells of parts h what somebody said explicitly."""

    name: str
    field: str = ""
    other_names: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    decision: str = ""
    origin: str = ""
    sets: int | None = None
    steps: tuple[Step, ...] = ()
    channels: tuple[Channel, ...] = ()
    components: tuple[Component, ...] = ()
    limits: tuple[Limit, ...] = ()
    audiences: tuple[Audience, ...] = ()
    agencies: tuple[Agency, ...] = ()
    results: tuple[Result, ...] = ()
    fees: tuple[Fee, ...] = ()
    conditions: tuple[Condition, ...] = ()
    grounds: tuple[Ground, ...] = ()
    unread: tuple[Unread, ...] = ()
    keywords: tuple[str, ...] = ()
    description: str = ""
    related: tuple[str, ...] = ()
    answers: dict[Part, Answer] = dataclasses.field(default_factory=dict)

    @property
    def is_sample(self) -> bool:
        """Written for trying out: of the sample province, not an agency's."""
        return self.origin == SAMPLE_ORIGIN
