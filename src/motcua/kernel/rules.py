"""The law as dated data. Shipped defaults are YAML in the package they serve; an administrator's dated override wins.

A file `src/motcua/<package>/data/rules/<name>.yaml` holds one rule set with the key `<package>.<name>`:

    title: Giờ nhận hồ sơ cuối cùng để trả trong ngày
    versions:
      - valid_from: 2025-07-01
        valid_to: null
        article: "Điều 18 khoản 2 Nghị định 118/2025/NĐ-CP"
        certainty: sourced          # sourced | recalled | local
        value: {hour: 15, minute: 0}

Ranges are half-open. Overlaps fail `make check` and refuse an edit; a gap says so at the point of use.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from django.apps import apps
from django.db import transaction
from django.db.models import Q

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, NotFound, Stale
from motcua.kernel.models import RuleOverride
from motcua.kernel.refs import Ref

Certainty = Literal["sourced", "recalled", "local"]


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One value of a rule with its range and article."""

    valid_from: date
    valid_to: date | None
    value: Any
    article: str
    certainty: Certainty = "sourced"

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A shipped rule set: its versions in order of date."""

    key: str
    title: str
    versions: tuple[RuleVersion, ...]

    @property
    def fingerprint(self) -> str:
        """Changes when an upgrade changes the shipped default, so that overrides made against the old one are reviewed."""
        plain = [(str(v.valid_from), str(v.valid_to), v.value, v.article) for v in self.versions]
        return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds on a date, and where it comes from. `override` is the uid of the override, None for the shipped default."""

    key: str
    value: Any
    article: str
    valid_from: date
    certainty: Certainty
    override: str | None = None


class NotEstablished(NotFound):
    """No version of the rule holds on the date asked for."""

    code = "no_rule"


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, RuleSet]:
    """All rule sets of the installed packages, by key. Read once per process: they change only with the code."""
    found: dict[str, RuleSet] = {}
    for config in apps.get_app_configs():
        if not config.name.startswith("motcua."):
            continue
        folder = files(config.name).joinpath("data", "rules")
        if folder.is_dir():
            for entry in sorted(folder.iterdir(), key=lambda e: e.name):
                if entry.name.endswith(".yaml"):
                    key = f"{config.label}.{entry.name.removesuffix('.yaml')}"
                    found[key] = _parse(key, yaml.safe_load(entry.read_text(encoding="utf-8")))
    return found


_held: ContextVar[dict[tuple[str, date], Rule] | None] = ContextVar("rules_held", default=None)


@contextmanager
def held() -> Iterator[None]:
    """For what only reads: each rule is asked once, however many parts of a page rest on it."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def rule(key: str, on: date) -> Rule:
    """The rule that holds on a date: an override first, else the shipped version. Raises NotEstablished for a gap. One query."""
    known = _held.get()
    if known is None:
        return _rule(key, on)
    if (key, on) not in known:
        known[key, on] = _rule(key, on)
    return known[key, on]


def _rule(key: str, on: date) -> Rule:
    ruleset = shipped()[key]
    override = (
        RuleOverride.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), key=key, valid_from__lte=on, withdrawn=False
        )
        .order_by("-valid_from")
        .first()
    )
    if override is not None:
        return Rule(key, override.value, override.article, override.valid_from, "local", str(override.uid))
    for version in ruleset.versions:
        if version.holds(on):
            return Rule(key, version.value, version.article, version.valid_from, version.certainty)
    raise NotEstablished("Chưa có quy định nào về “{title}” cho ngày {on}.", title=ruleset.title, on=f"{on:%d/%m/%Y}")


def faults() -> list[str]:
    """What is wrong with the shipped rule sets (overlaps, empty ranges): one line each, for `make check`."""
    return [fault for ruleset in shipped().values() for fault in _faults(ruleset)]


def to_review() -> list[RuleOverride]:
    """Overrides made against a shipped default that an upgrade has since changed."""
    live = RuleOverride.objects.filter(withdrawn=False).order_by("key", "valid_from")
    return [o for o in live if o.key not in shipped() or shipped()[o.key].fingerprint != o.shipped_hash]


def override_rule(
    key: str, *, actor: Actor, valid_from: date, valid_to: date | None, value: Any, article: str, reason: str
) -> RuleOverride:
    """Let another value hold for a range of dates. Refuses unknown keys, another shape than the default's, and overlaps."""
    if key not in shipped():
        raise NotFound("Không có bộ quy tắc “{key}”.", key=key)
    errors = list(
        _input_errors(shipped()[key], start=valid_from, end=valid_to, value=value, article=article, reason=reason)
    )
    if errors:
        raise Invalid("Chưa lưu được quy tắc. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        # On SQLite the transaction holds the write lock; on PostgreSQL two simultaneous edits of one key meet at the event chain.
        made = RuleOverride.objects.create(
            key=key,
            valid_from=valid_from,
            valid_to=valid_to,
            value=value,
            article=article,
            reason=reason,
            shipped_hash=shipped()[key].fingerprint,
        )
        events.append(
            _subject(key),
            "rule.overridden",
            actor=actor,
            payload={"override": made.uid, "from": valid_from, "to": valid_to},
        )
        if _overlapping(key, valid_from, valid_to).exclude(pk=made.pk).exists():
            raise Invalid(
                "Khoảng ngày trùng với một sửa đổi đã có của quy tắc này.",
                errors=(FieldError("valid_from", "Trùng với khoảng ngày đã có; hãy rút sửa đổi cũ trước."),),
            )
    return made


def withdraw_override(override: RuleOverride, *, actor: Actor, reason: str) -> None:
    """Take an override back; it stays visible with its reason."""
    with transaction.atomic():
        changed = RuleOverride.objects.filter(pk=override.pk, withdrawn=False, version=override.version).update(
            withdrawn=True, version=override.version + 1
        )
        if changed != 1:
            raise Stale("Sửa đổi này đã thay đổi từ lúc bạn mở. Hãy tải lại trang.")
        events.append(
            _subject(override.key),
            "rule.override_withdrawn",
            actor=actor,
            payload={"override": override.uid, "reason": reason},
        )


def _subject(key: str) -> Ref:
    return Ref("rule_set", key)


def _overlapping(key: str, start: date, end: date | None) -> Any:
    rows = RuleOverride.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=start), key=key, withdrawn=False)
    return rows if end is None else rows.filter(valid_from__lt=end)


def _parse(key: str, raw: Any) -> RuleSet:
    versions = tuple(
        RuleVersion(v["valid_from"], v.get("valid_to"), v["value"], v["article"], v.get("certainty", "sourced"))
        for v in raw["versions"]
    )
    return RuleSet(key, raw["title"], tuple(sorted(versions, key=lambda v: v.valid_from)))


def _faults(ruleset: RuleSet) -> Iterable[str]:
    for version in ruleset.versions:
        if version.valid_to is not None and version.valid_to <= version.valid_from:
            yield f"{ruleset.key}: the range from {version.valid_from} is empty"
    for before, after in zip(ruleset.versions, ruleset.versions[1:], strict=False):
        if before.valid_to is None or before.valid_to > after.valid_from:
            yield f"{ruleset.key}: the versions of {before.valid_from} and {after.valid_from} overlap"


def _input_errors(
    ruleset: RuleSet, *, start: date, end: date | None, value: Any, article: str, reason: str
) -> Iterable[FieldError]:
    if end is not None and end <= start:
        yield FieldError("valid_to", "Ngày hết hiệu lực phải sau ngày bắt đầu.")
    if not article.strip():
        yield FieldError("article", "Ghi điều khoản hoặc văn bản làm căn cứ.")
    if not reason.strip():
        yield FieldError("reason", "Ghi lý do sửa.")
    if ruleset.versions and not _same_shape(ruleset.versions[-1].value, value):
        yield FieldError("value", "Giá trị phải có cùng cấu trúc với mặc định.")


def _same_shape(pattern: Any, value: Any) -> bool:
    """Whether a value can stand where the shipped one stands: the same keys and kinds, lists of any length."""
    match pattern:
        case Mapping():
            return (
                isinstance(value, Mapping)
                and pattern.keys() == value.keys()
                and all(_same_shape(pattern[k], value[k]) for k in pattern)
            )
        case str() | None:
            return isinstance(value, str | None)
        case bool():
            return isinstance(value, bool)
        case int() | float():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case Sequence():
            return isinstance(value, list) and (not pattern or all(_same_shape(pattern[0], v) for v in value))
        case _:
            return True
