"""The organisations of the sample province: Đồng Nai over time, its offices, invented people and the accounts that CONTRACT names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.kernel import clock
from motcua.kernel.actors import SAMPLE
from motcua.kernel.registries import SampleRun
from motcua.kernel.text import fold
from motcua.kernel.workdays.calendar import parse_sessions
from motcua.organisations.queries.territories import territory_named
from motcua.organisations.queries.units import unit_named
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.rules.places import Batch, Heir, Place
from motcua.organisations.services.accounts import create_account
from motcua.organisations.services.aliases import Meaning, add_alias
from motcua.organisations.services.calendars import create_calendar, set_week
from motcua.organisations.services.charges import Share, replace_charges
from motcua.organisations.services.delegations import delegate
from motcua.organisations.services.people import appoint_officer, create_person, grant_role
from motcua.organisations.services.posts import create_post, seat
from motcua.organisations.services.reorganisation import carry_out, dissolve, merge
from motcua.organisations.services.signing import give_signing
from motcua.organisations.services.territories import import_territories
from motcua.organisations.services.tree import together
from motcua.organisations.services.units import Facts, change_unit, establish_unit, give_identifier

if TYPE_CHECKING:
    from motcua.organisations.models import Officer, Person, Post

SINCE = date(2016, 1, 1)
TWO_LEVELS = date(2025, 7, 1)
CITY = date(2026, 4, 30)
SOURCE = "Dữ liệu mẫu"

_ALIKE = frozenset({"xa-loc-thanh"})
_LINE = re.compile(r"(?P<code>\d+) (?P<name>[^<]+) < (?P<over>[\d ]+)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A place in the lists of the sample: its code, its name, what stands above it (or what it was formed from)."""

    code: str
    name: str
    over: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> _Line:
        found = _LINE.fullmatch(text)
        if found is None:
            raise ValueError(f"not a line of the sample: {text!r}")
        return cls(found["code"], found["name"].strip(), tuple(found["over"].split()))

    @property
    def committee(self) -> str:
        """Code of the committee's unit. Two communes that fold alike (Lộc Thành, Lộc Thạnh) are told apart by their code."""
        slug = re.sub(r"[^a-z0-9]+", "-", fold(self.name)).strip("-")
        return f"ubnd-{slug}-{self.code}" if slug in _ALIKE else f"ubnd-{slug}"


def load(run: SampleRun) -> None:
    """Territories, units with their history, working hours, wordings, people, posts and accounts. A few seconds; one transaction."""
    raw = yaml.safe_load(
        files("motcua.organisations").joinpath("data", "sample", "organisations.yaml").read_text(encoding="utf-8")
    )
    with transaction.atomic():
        import_territories(Batch("own", tuple(_places(raw)), tuple(_heirs(raw)), ()), actor=SAMPLE, source=SOURCE)
        with together():
            _load_units(raw)
            _load_committees(raw)
        with together():
            _reorganise(raw)
        _load_wordings(raw)
        _load_calendars(raw)
        _load_posts(raw, _load_people(raw, run))


def _places(raw: Mapping[str, Any]) -> Iterator[Place]:
    for province in raw["provinces"]:
        for since, until, name in province["names"]:
            yield _place(province["code"], "province", name, "", since, until)
    for line in map(_Line.parse, raw["districts"]):
        yield _place(line.code, "district", line.name, line.over[0], None, TWO_LEVELS)
    for line in map(_Line.parse, raw["communes"]):
        if line.code in raw["wards_since_2026"]:
            yield _place(line.code, "commune", line.name, "75", TWO_LEVELS, CITY)
            yield _place(line.code, "commune", line.name.replace("Xã", "Phường", 1), "75", CITY, None)
        else:
            yield _place(line.code, "commune", line.name, "75", TWO_LEVELS, None)


def _place(code: str, level: str, name: str, parent: str, since: date | None, until: date | None) -> Place:  # noqa: PLR0917 - a row
    kind = next(t for t in ("Tỉnh", "Thành phố", "Thị xã", "Huyện", "Phường", "Xã") if name.startswith(t))
    return Place(0, code, level, name, kind, parent, since, until)


def _heirs(raw: Mapping[str, Any]) -> Iterator[Heir]:
    yield Heir(0, "70", "75", TWO_LEVELS)
    for line in map(_Line.parse, raw["communes"]):
        for district in line.over:
            yield Heir(0, district, line.code, TWO_LEVELS, divided=True)


def _load_units(raw: Mapping[str, Any]) -> None:
    for entry in raw["units"]:
        since = entry.get("since", SINCE)
        unit = establish_unit(entry["code"], _facts(entry), actor=SAMPLE, on=since)
        if "identifier" in entry:
            give_identifier(unit, "QD20", entry["identifier"], actor=SAMPLE, valid_from=since)
        known = dict(entry)
        for later in entry.get("then", ()):
            known |= later
            change_unit(unit, _facts(known), actor=SAMPLE, on=later["since"], document=later.get("document", ""))


def _facts(entry: Mapping[str, Any]) -> Facts:
    texts = {
        key: entry.get(key, "") for key in ("short_name", "abbreviation", "header_parent", "header_body", "place_name")
    }
    return Facts(
        name=entry["name"],
        type=entry["type"],
        parent=unit_named(entry["parent"]) if "parent" in entry else None,
        territory=territory_named(entry["territory"]) if "territory" in entry else None,
        position=entry.get("position", 0),
        **texts,
    )


def _load_committees(raw: Mapping[str, Any]) -> None:
    """The committees of districts (to 30/06/2025) and of communes (since 01/07/2025)."""
    over = {"75": unit_named("ubnd-dong-nai"), "70": unit_named("ubnd-binh-phuoc")}
    for line in map(_Line.parse, raw["districts"]):
        facts = _committee(line.name, line.code, over[line.over[0]], 70)
        establish_unit(line.committee, facts, actor=SAMPLE, on=SINCE)
    for line in map(_Line.parse, raw["communes"]):
        unit = establish_unit(
            line.committee, _committee(line.name, line.code, over["75"], 80), actor=SAMPLE, on=TWO_LEVELS
        )
        if line.code in raw["wards_since_2026"]:
            ward = line.name.replace("Xã", "Phường", 1)
            facts = _committee(ward, line.code, over["75"], 80)
            change_unit(unit, facts, actor=SAMPLE, on=CITY, document="Nghị quyết 237/NQ-UBTVQH16")


def _committee(place: str, code: str, parent: Any, position: int) -> Facts:
    name = place[:1].lower() + place[1:]
    return Facts(
        name=f"Ủy ban nhân dân {name}",
        type="peoples_committee",
        parent=parent,
        territory=territory_named(code),
        short_name=f"UBND {name}",
        abbreviation="UBND",
        header_body=f"UBND {name}",
        place_name=place.split(" ", 2 if place.startswith(("Thành phố", "Thị xã")) else 1)[-1],
        position=position,
    )


def _reorganise(raw: Mapping[str, Any]) -> None:
    formed: dict[str, list[str]] = {}
    for line in map(_Line.parse, raw["communes"]):
        for district in line.over:
            formed.setdefault(district, []).append(line.committee)
    for line in map(_Line.parse, raw["districts"]):
        heirs = [unit_named(code) for code in formed.get(line.code, ())]
        carry_out(
            dissolve(unit_named(line.committee), heirs, on=TWO_LEVELS, document="Luật 72/2025/QH15"), actor=SAMPLE
        )
    for entry in raw["mergers"]:
        into = unit_named(entry["into"])
        units = [*(unit_named(code) for code in entry["from"]), into]
        carry_out(merge(units, into, on=entry["date"], document=entry.get("document", SOURCE)), actor=SAMPLE)


def _load_wordings(raw: Mapping[str, Any]) -> None:
    for entry in raw["aliases"]:
        owner = unit_named(entry["owner"]) if "owner" in entry else None
        meaning = Meaning(units=tuple(unit_named(code) for code in entry["units"]))
        add_alias(entry["text"], meaning, owner=owner, actor=SAMPLE, valid_from=SINCE)


def _load_calendars(raw: Mapping[str, Any]) -> None:
    for entry in raw["calendars"]:
        calendar = create_calendar(unit_named(entry["unit"]), code=entry["code"], name=entry["name"], actor=SAMPLE)
        week = {day: parse_sessions(text) for day, text in entry["week"].items()}
        set_week(calendar, week, valid_from=entry["since"], source=entry["source"], actor=SAMPLE)


def _load_people(raw: Mapping[str, Any], run: SampleRun) -> dict[str, list[Officer]]:
    """People with their officers. Gives the officers of each, by user name or name."""
    encoded = make_password(run.password)  # one slow hash for all: they share the password anyway
    officers: dict[str, list[Officer]] = {}
    for entry in raw["accounts"]:
        person = create_person(entry["name"], actor=SAMPLE, is_sample=True)
        create_account(person, entry["username"], actor=SAMPLE, encoded=encoded)
        officers[entry["username"]] = [_officer(person, held) for held in (entry, *entry.get("also", ()))]
    for name, post, unit, *until in raw["people"]:
        person = create_person(name, actor=SAMPLE, is_sample=True)
        officers[name] = [_officer(person, {"unit": unit, "post": post, "until": next(iter(until), None)})]
    return officers


def _officer(person: Person, entry: Mapping[str, Any]) -> Officer:
    since = entry.get("since", SINCE)
    unit, until = unit_named(entry["unit"]), entry.get("until")
    officer = appoint_officer(person, unit, post=entry["post"], valid_from=since, valid_to=until, actor=SAMPLE)
    if "role" in entry:
        over = unit_named(entry["for"])
        grant_role(officer, role=entry["role"], unit=over, below=True, valid_from=since, actor=SAMPLE)
    return officer


def _load_posts(raw: Mapping[str, Any], officers: Mapping[str, list[Officer]]) -> None:
    posts: dict[str, list[Post]] = {}
    for entry in raw["posts"]:
        names = {key: entry[key] for key in ("kind", "title", "field", "position") if key in entry}
        post = create_post(unit_named(entry["unit"]), valid_from=SINCE, actor=SAMPLE, **names)
        posts.setdefault(entry["unit"], []).append(post)
        for who, start, end, document, day in entry.get("held", ()):
            officer = next((o for o in officers[who] if o.unit_id == post.unit_id), officers[who][0])
            seat(post, officer, valid_from=start, valid_to=end, ground=Ground(document, day), actor=SAMPLE)
    for entry in raw["charges"]:
        shares = [
            Share(posts[entry["body"]][share["leader"]], unit, field)
            for share in entry["shares"]
            for unit, field in (*((unit_named(c), "") for c in share["units"]), *((None, f) for f in share["fields"]))
        ]
        ground = Ground(entry["document"], entry["date"])
        replace_charges(unit_named(entry["body"]), shares, on=entry["since"], ground=ground, actor=SAMPLE)
    for entry in raw["signing"]:
        give_signing(
            unit_named(entry["unit"]),
            posts[entry["post"]][0],
            capacity=entry["capacity"],
            kinds=entry["kinds"],
            scope=entry["scope"],
            valid_from=entry["from"],
            valid_to=entry.get("to"),
            ground=Ground(entry["document"], entry["date"]),
            actor=SAMPLE,
        )
    for entry in raw["delegations"]:
        start = clock.today() + timedelta(days=entry["in_days"])
        delegate(
            officers[entry["giver"]][0],
            officers[entry["receiver"]][0],
            starts=start,
            ends=start + timedelta(days=entry["days"] - 1),
            reason=entry["reason"],
            actor=SAMPLE,
        )
