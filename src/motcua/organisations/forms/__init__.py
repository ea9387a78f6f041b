"""HTML input of the desk's pages, by noun. Sentences of errors come from the services; forms only read."""

from motcua.organisations.forms.aliases import AliasForm, TryForm
from motcua.organisations.forms.calendars import WEEKDAYS, CalendarForm, DayForm, WeekForm
from motcua.organisations.forms.fields import OfficerField, SessionsField, TerritoryField, UnitField, UnitsField
from motcua.organisations.forms.people import GrantForm, OfficerForm, PostForm, TokenForm
from motcua.organisations.forms.posts import (
    ChargeForm,
    DelegationForm,
    EndForm,
    ExtendForm,
    NewPostForm,
    NoticeForm,
    SeatForm,
    SigningForm,
)
from motcua.organisations.forms.units import (
    ChangeUnitForm,
    CorrectUnitForm,
    DayReasonForm,
    FactsForm,
    IdentifierForm,
    ImportForm,
    NewUnitForm,
    ReasonForm,
    ReorganisationForm,
)

__all__ = [
    "WEEKDAYS",
    "AliasForm",
    "CalendarForm",
    "ChangeUnitForm",
    "ChargeForm",
    "CorrectUnitForm",
    "DayForm",
    "DayReasonForm",
    "DelegationForm",
    "EndForm",
    "ExtendForm",
    "FactsForm",
    "GrantForm",
    "IdentifierForm",
    "ImportForm",
    "NewPostForm",
    "NewUnitForm",
    "NoticeForm",
    "OfficerField",
    "OfficerForm",
    "PostForm",
    "ReasonForm",
    "ReorganisationForm",
    "SeatForm",
    "SessionsField",
    "SigningForm",
    "TerritoryField",
    "TokenForm",
    "TryForm",
    "UnitField",
    "UnitsField",
    "WeekForm",
]
