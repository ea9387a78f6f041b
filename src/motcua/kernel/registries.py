"""What a lower package asks without importing the higher one: typed registries that higher packages fill in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from motcua.kernel.errors import NotFound

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from motcua.kernel.jobs import JobContext
    from motcua.kernel.workdays import Calendar

T = TypeVar("T")


class Registry(Generic[T]):
    """Entries by key, in the order of registration. A key is taken once: a second registration is a programming error."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def register(self, key: str, entry: T) -> T:
        if key in self._entries:
            raise ValueError(f"{self.name}: {key!r} is registered twice")
        self._entries[key] = entry
        return entry

    def get(self, key: str) -> T | None:
        return self._entries.get(key)

    def __getitem__(self, key: str) -> T:
        return self._entries[key]

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries.values())

    def items(self) -> Iterator[tuple[str, T]]:
        return iter(self._entries.items())


@dataclass(frozen=True, slots=True)
class Subject:
    """How records of one kind are shown and guarded elsewhere. All three take many at once, so lists stay at constant queries.

    `titles(uids)` gives the title of each known uid; `address(uid)` the page; `readable(reader, uids)` those the reader may open.
    """

    titles: Callable[[Sequence[str]], Mapping[str, str]]
    address: Callable[[str], str]
    readable: Callable[[Any, Sequence[str]], set[str]]
    label: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class JobKind:
    """Background work. `run(context)` returns what is kept as its result; it must be safe to run again from the start or from its notes.

    `attempts` counts crashes and faults that may pass (anything but an `AppError`); `priority` is -100 to 100, higher first.
    """

    run: Callable[[JobContext], Mapping[str, object] | None]
    label: StrOrPromise
    attempts: int = 3
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Handler:
    """A reaction to events of the named kinds, delivered at least once after commit: `run(event)` must be idempotent."""

    kinds: tuple[str, ...]
    run: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """One entry of the desk's navigation. `url_name` is reversed; `visible(user)` decides; `shortcut` is the key after `g`.

    Entries with the same `group` (a label) open from one menu, which stands where the first of them would.
    """

    label: StrOrPromise
    url_name: str
    order: int
    visible: Callable[[Any], bool]
    shortcut: str = ""
    group: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """`check()` returns None when fine, else one sentence that says what is wrong. `critical` ones make /readyz fail."""

    check: Callable[[], str | None]
    label: StrOrPromise
    critical: bool = True


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work of the schedule: `run()` is called at most once per `every` seconds, by the one worker that holds the lease."""

    run: Callable[[], object]
    every: int


@dataclass(frozen=True, slots=True)
class Clocks:
    """Running deadlines that rest on working calendars: `moved(calendar_code, calendar)` lists (ref, old due, new due) before a change."""

    moved: Callable[[str, Any], Sequence[tuple[str, Any, Any]]]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a package keeps for a unit, so that a split or transfer of units can move it and move it back.

    `refs(unit_id)` lists the Refs (as text) of all it holds; `move(refs, unit_id, to_unit_id)` gives the named ones to another unit
    inside the caller's transaction, those only that still belong to `unit_id`, and returns how many it moved.
    """

    label: StrOrPromise
    refs: Callable[[int], Sequence[str]]
    move: Callable[[Sequence[str], int, int], int]


@dataclass(frozen=True, slots=True)
class Sample:
    """A package's part of the sample province. `load(run)` writes it with the package's services; parts load in the order of `order`."""

    order: int
    load: Callable[[SampleRun], None]


@dataclass(frozen=True, slots=True)
class SampleRun:
    """What a sample part gets: the password of all sample accounts."""

    password: str


subjects: Registry[Subject] = Registry("subjects")
job_kinds: Registry[JobKind] = Registry("job kinds")
handlers: Registry[Handler] = Registry("event handlers")
desk_entries: Registry[DeskEntry] = Registry("desk entries")
health_checks: Registry[HealthCheck] = Registry("health checks")
periodics: Registry[Periodic] = Registry("periodic work")
clocks: Registry[Clocks] = Registry("clocks")
holdings: Registry[Holdings] = Registry("holdings")
samples: Registry[Sample] = Registry("samples")
event_labels: Registry[StrOrPromise] = Registry("event labels")
"""Kind of event → what it is called on the trail, in Vietnamese (the gettext key)."""
event_fields: Registry[StrOrPromise] = Registry("event fields")
"""Name of a field of an event's payload → what it is called in the details of the trail, in Vietnamese (the gettext key)."""
calendar_keepers: Registry[Callable[[str], Calendar]] = Registry("calendar keepers")


def calendar_of(code: str) -> Calendar:
    """The working calendar of a code from whichever package keeps calendars. Raises NotFound (of the keeper, or when there is none)."""
    for keeper in calendar_keepers:
        return keeper(code)
    raise NotFound("Bản cài đặt này không có lịch làm việc nào trong cơ sở dữ liệu.")
