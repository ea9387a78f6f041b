"""What may be corrected in a plan that was read (`corrections`), what two readings differ in (`comparing`), when a task is due (`slots`),
in which periods a plan is reported on (`periods`). Pure."""

from motcua.plans.rules.comparing import Changed, Comparison, FieldChange, compared
from motcua.plans.rules.corrections import (
    CHANNELS,
    COMPARATORS,
    LISTS,
    PERIODS,
    SCHEDULE_KINDS,
    blank_item,
    checked_value,
    for_review,
    value_at,
    with_item,
    with_value,
    without_removed,
)

__all__ = [
    "CHANNELS",
    "COMPARATORS",
    "LISTS",
    "PERIODS",
    "SCHEDULE_KINDS",
    "Changed",
    "Comparison",
    "FieldChange",
    "blank_item",
    "checked_value",
    "compared",
    "for_review",
    "value_at",
    "with_item",
    "with_value",
    "without_removed",
]
