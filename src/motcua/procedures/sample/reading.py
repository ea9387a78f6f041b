"""The sample procedures as they are written under `data/sample`: one file a field, `chung.yaml` before each for what they share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import yaml

from motcua.procedures.content import SAMPLE_ORIGIN, Content, from_json

FIELDS = (
    "dau-tu",
    "quy-hoach-xay-dung",
    "moi-truong",
    "lao-dong",
    "doanh-nghiep",
    "dat-dai",
    "thuong-mai",
    "cap-xa",
    "noi-bo",
)
SHARED = "chung"
SUFFIX = ".000.00.00.H19"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml reads 2,500 lines in a third of a second


@dataclass(frozen=True, slots=True)
class Dated:
    """A content from a day on."""

    since: date
    content: Content


@dataclass(frozen=True, slots=True)
class Written:
    """A sample procedure. `unit` performs it (a division's code), or with `communes` every committee of a commune; `replaces` names the
    procedure whose place it takes."""

    code: str
    versions: tuple[Dated, ...]
    unit: str = ""
    communes: bool = False
    internal: bool = False
    abolished: date | None = None
    replaces: str = ""


def written(today: date) -> tuple[Written, ...]:
    """All of them in the order of their files; days that are told from the day of loading are reckoned from `today`."""
    return tuple(_procedure(raw, today) for raw in _raw())


def table(name: str) -> Any:
    """Another file of the sample, as it is."""
    return yaml.load(_text(name), Loader=_LOADER)  # noqa: S506 - a safe loader


def _raw() -> Iterator[Mapping[str, Any]]:
    shared = _text(SHARED)
    for name in FIELDS:
        yield from yaml.load(shared + _text(name), Loader=_LOADER)["procedures"]  # noqa: S506 - a safe loader


def _text(name: str) -> str:
    return files("motcua.procedures").joinpath("data", "sample", f"{name}.yaml").read_text(encoding="utf-8")


def _procedure(raw: Mapping[str, Any], today: date) -> Written:
    return Written(
        raw["code"],
        tuple(_version(one, today) for one in raw["versions"]),
        unit=raw.get("unit", ""),
        communes=raw.get("communes", False),
        internal=raw.get("kind") == "internal",
        abolished=raw.get("abolished"),
        replaces=raw.get("replaces", ""),
    )


def _version(raw: Mapping[str, Any], today: date) -> Dated:
    since = raw["since"] if "since" in raw else today + timedelta(days=raw["in_days"])
    return Dated(since, replace(from_json(raw["content"]), origin=SAMPLE_ORIGIN))
