"""What was read, as items and fields that a person can go through: value, words it stands on, how sure, whether somebody put it right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from motcua.plans.desk import words
from motcua.plans.desk.schedule_words import due_words
from motcua.ui import formats
from motcua.ui.texts import Text

Json = Any
Control = Literal["line", "text", "lines", "date", "choice"]
SURE, LOOK = 0.9, 0.7
"""From SURE on a value stood in a place of its own; below LOOK it was inferred from running text."""
LONG = 24  # characters from which a value may not fit on one line of the review: capitals are wide, the pane is half a window
SECONDARY = frozenset(
    {
        "goal", "schedule.kind", "schedule.start", "schedule.event", "schedule.every", "no", "section", "section_title",
        "via", "task_no",
    }
)  # fmt: skip
"""Values that are seldom wrong or seldom there: they open on demand."""
SHORT = 40  # characters that stand beside another value


@dataclass(slots=True)
class Field:
    """One value. `start`/`end` are characters of the reading's text; None where the value stands nowhere in particular."""

    path: str
    label: Text
    control: Control
    value: Json
    shown: str
    start: int | None = None
    end: int | None = None
    sureness: str = ""
    options: Sequence[tuple[str, Text]] = ()
    understood: Any = None
    secondary: bool = False

    @property
    def wide(self) -> bool:
        return self.control == "text" and (
            len(self.shown) > SHORT or (not self.secondary and self.path.endswith("/task"))
        )

    @property
    def id(self) -> str:
        return "f" + self.path.replace("/", "-")

    @property
    def badge(self) -> Any:
        return words.SURENESS.get(self.sureness)


@dataclass(slots=True)
class Item:
    """One thing that was read. `path` names it; a reading's `checked` holds the paths that somebody ticked."""

    path: str
    title: str
    fields: list[Field]
    start: int | None = None
    end: int | None = None
    checked: bool = False
    removed: bool = False
    removable: bool = True
    level: int = 0
    notes: list[Any] = field(default_factory=list)

    @property
    def id(self) -> str:
        return "m" + self.path.replace("/", "-")

    @property
    def sureness(self) -> str:
        """The weakest of its values, with what a person put right counting as sure."""
        found = {f.sureness for f in self.fields if f.sureness}
        if self.questioned:
            found.add("look")
        return next((name for name in ("guess", "look", "sure", "person") if name in found), "sure")

    @property
    def questioned(self) -> bool:
        """Whether a wording means no unit we know, or a citation's date is not the library's."""
        meant = (u for f in self.fields for u in f.understood or ())
        return any(u.unknown or not u.confident for u in meant) or any(m.date_differs for m in self.notes)

    @property
    def badge(self) -> Any:
        return words.SURENESS[self.sureness]

    @property
    def first(self) -> list[Field]:
        """What is looked at first."""
        return [f for f in self.fields if not f.secondary]

    @property
    def more(self) -> list[Field]:
        """What opens on demand."""
        return [f for f in self.fields if f.secondary]

    @property
    def doubtful(self) -> bool:
        return not self.checked and not self.removed and self.sureness in {"guess", "look"}


@dataclass(frozen=True, slots=True)
class Shape:
    """How the items of one list are shown: (name within the item, control, choices)."""

    fields: tuple[tuple[str, Control, Mapping[str, Text] | None], ...]
    title: str


TASK = Shape(
    (
        ("task", "text", None),
        ("lead", "line", None),
        ("coordinators", "lines", None),
        ("deliverable", "text", None),
        ("goal", "text", None),
        ("schedule_text", "line", None),
        ("schedule.kind", "choice", words.SCHEDULE_KINDS),
        ("schedule.start", "date", None),
        ("schedule.end", "date", None),
        ("schedule.event", "line", None),
        ("schedule.every", "choice", words.EVERY),
        ("schedule.due", "line", None),
        ("no", "line", None),
        ("section", "line", None),
        ("section_title", "line", None),
    ),
    "task",
)
TARGET = Shape(
    (
        ("subject", "text", None),
        ("comparator", "choice", words.COMPARATORS),
        ("value", "line", None),
        ("unit", "line", None),
        ("task_no", "line", None),
    ),
    "subject",
)
CITED = Shape(
    (
        ("kind", "line", None),
        ("number", "line", None),
        ("issued_on", "date", None),
        ("issuer", "line", None),
        ("subject", "text", None),
    ),
    "subject",
)
DUTY = Shape(
    (("period", "choice", words.PERIODS), ("to", "line", None), ("via", "line", None), ("due_text", "line", None)),
    "text",
)
SYSTEM = Shape((("name", "line", None),), "name")
TOPIC = Shape((("text", "text", None),), "text")
CHANNEL = Shape((("text", "line", None), ("channel", "choice", words.CHANNELS)), "text")
HEAD: tuple[tuple[str, Control, Mapping[str, Text] | None], ...] = (
    ("class", "choice", words.CLASSES),
    ("kind", "line", None),
    ("number", "line", None),
    ("issued_on", "date", None),
    ("year", "line", None),
    ("title", "text", None),
    ("issuer", "line", None),
    ("place", "line", None),
    ("signer.capacity", "line", None),
    ("signer.name", "line", None),
    ("recipients", "lines", None),
)


@dataclass(slots=True)
class Reviewed:
    """A reading as its pages need it: the document as it stands, which places people corrected, which they ticked."""

    document: Mapping[str, Json]
    corrected: frozenset[str]
    checked: frozenset[str]

    def head(self) -> Item:
        head = self.document.get("document") or {}
        sources = head.get("sources") or {}
        fields = [
            self._field(
                f"/document/{name.replace('.', '/')}",
                name,
                control,
                choices=choices,
                value=_at(head, name),
                source=sources.get(name),
            )
            for name, control, choices in HEAD
        ]
        return Item("/document", head.get("title") or "", fields, removable=False, checked="/document" in self.checked)

    def items(self, name: str, shape: Shape) -> list[Item]:
        return [self._item(f"/{name}/{n}", item, shape) for n, item in enumerate(self.document.get(name) or [])]

    def outreach(self) -> Iterator[tuple[str, list[Item], list[Item]]]:
        """(audience, its topics, its channels)."""
        audiences = (self.document.get("outreach") or {}).get("audiences") or []
        for n, audience in enumerate(audiences):
            base = f"/outreach/audiences/{n}"
            topics = [self._item(f"{base}/topics/{i}", t, TOPIC) for i, t in enumerate(audience.get("topics") or [])]
            uses = [
                self._item(f"{base}/channels/{i}", c, CHANNEL) for i, c in enumerate(audience.get("channels") or [])
            ]
            yield audience["label"], topics, uses

    def _item(self, path: str, item: Mapping[str, Json], shape: Shape) -> Item:
        source = item.get("source") or {}
        sources = item.get("sources") or {}
        fields = []
        for name, control, choices in shape.fields:
            own = sources.get(name) or (sources.get("schedule_text") if name.startswith("schedule.") else None)
            value = _at(item, name)
            said = own or (source if value not in (None, "", []) else None)
            place = f"{path}/{name.replace('.', '/')}"
            made = self._field(place, name, control, choices=choices, value=value, source=said)
            if name == "schedule.due":
                made.shown = due_words(value, (item.get("schedule") or {}).get("every"))
                made.secondary = not value
            fields.append(made)
        return Item(
            path,
            str(item.get(shape.title) or item.get("number") or item.get("kind") or ""),
            fields,
            source.get("start"),
            source.get("end"),
            checked=path in self.checked,
            removed=bool(item.get("_removed")),
        )

    def _field(
        self,
        path: str,
        name: str,
        control: Control,
        *,
        choices: Mapping[str, Text] | None,
        value: Json,
        source: Json,
    ) -> Field:
        shown = shown_value(value, control)
        if control == "line" and len(shown) > LONG:
            control = "text"
        sureness = "person" if path in self.corrected else sureness_of(source) if value not in (None, "", []) else ""
        place = source or {}
        options = tuple(choices.items()) if choices else ()
        return Field(
            path,
            words.FIELDS.get(name, name),
            control,
            value,
            shown,
            place.get("start"),
            place.get("end"),
            sureness,
            options,
            secondary=name in SECONDARY,
        )


def sureness_of(source: Mapping[str, Json] | None) -> str:
    """`sure`, `look` or `guess`; empty where nothing tells."""
    confidence = (source or {}).get("confidence")
    if confidence is None:
        return "" if source is None else "look"
    return "sure" if confidence >= SURE else "look" if confidence >= LOOK else "guess"


def shown_value(value: Json, control: str) -> str:
    """A value as a person types it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(str(v) for v in value)
    if control == "date" and isinstance(value, str):
        try:
            return formats.short_date(date.fromisoformat(value))
        except ValueError:
            return value
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def _at(item: Mapping[str, Json], name: str) -> Json:
    found: Json = item
    for key in name.split("."):
        found = (found or {}).get(key)
    return found
