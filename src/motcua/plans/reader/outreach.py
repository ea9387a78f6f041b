"""Who is told what, and how: topics and channels by audience, from sections or from a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold
from motcua.plans.reader import grids
from motcua.plans.reader.channels import channels_in
from motcua.plans.reader.grids import Grid
from motcua.plans.reader.labels import Rank
from motcua.plans.reader.outline import Node
from motcua.plans.reader.parts import Part, part_of
from motcua.plans.reader.plan_document import Audience, AudienceKey, ChannelUse, Outreach, Topic
from motcua.plans.reader.rows import TaskRow
from motcua.plans.reader.sources import Sources, trimmed

_OFFICIALS = re.compile(r"can bo|cong chuc|vien chuc|cbcc|nguoi lao dong|noi bo|dang vien|doi ngu")
_PUBLIC = re.compile(
    r"nguoi dan|cong dan|doanh nghiep|to chuc|ca nhan|nhan dan|ho kinh doanh|hop tac xa|cong dong|quan chung|hoc sinh|sinh vien|nguoi nuoc ngoai"
)
_ABOUT = re.compile(
    r"^(?:doi voi|danh cho|doi tuong(?: la)?|cho|tuyen truyen (?:cho|den|doi voi|trong)|nhom doi tuong)\b"
)
_ADDRESSED_TO = re.compile(
    r"(?:noi dung|hinh thuc|phuong thuc|kenh|chu de)\b[^.:;]{0,60}?\b(?:doi voi|danh cho|cho|den|trong)\s+(?P<who>.+)"
)
"""A heading that tells for whom its items are: "Nội dung tuyên truyền cho công chức"."""
_AUDIENCE_SPLIT = re.compile(
    r",?\s+(?:và|;|cùng)\s+(?=(?:các\s+|những\s+|toàn thể\s+)?(?:tổ chức|cá nhân|doanh nghiệp|người dân|nhân dân|công dân|các|cộng đồng|hộ))|;\s*"
)
_SAYS_WHO = re.compile(r"Đối tượng(?: tuyên truyền| truyền thông)? (?:là|gồm|bao gồm)\b")
_IS = re.compile(r"^(?:Đối tượng(?: tuyên truyền)?(?: là| gồm| bao gồm)?\s*:?|Gồm|Bao gồm)\s*", re.IGNORECASE)


@dataclass(slots=True)
class _Side:
    key: AudienceKey
    label: Text | None = None
    topics: list[Topic] = field(default_factory=list)
    channels: list[ChannelUse] = field(default_factory=list)


def read_outreach(root: Node, tables: Sequence[tuple[Grid, list[TaskRow], int]], maker: Sources) -> Outreach | None:
    """None for plans without a part that says what is made known and by which means."""
    sides: dict[AudienceKey, _Side] = {}
    for grid, rows, block in tables:
        if grid.is_outreach:
            _of_table(sides, rows, block, maker)
    if not sides:
        _of_sections(sides, root, maker)
    order: tuple[AudienceKey, ...] = ("officials", "public")
    audiences = tuple(
        Audience(s.key, _line(s.label) if s.label else _DEFAULT[s.key], tuple(s.topics), tuple(s.channels))
        for key in order
        if (s := sides.get(key)) is not None and (s.topics or s.channels)
    )
    return Outreach(audiences) if any(a.topics for a in audiences) else None


_DEFAULT: dict[AudienceKey, str] = {
    "officials": "cán bộ, công chức, viên chức",
    "public": "người dân, doanh nghiệp, tổ chức",
}


def _line(text: Text) -> str:
    return " ".join(text.value.split())


def audience_of(words: str) -> AudienceKey | None:
    """Officials when they are named first or alone; the public when it is."""
    folded = fold(words)
    officials, public = _OFFICIALS.search(folded), _PUBLIC.search(folded)
    if officials and (public is None or officials.start() < public.start()):
        return "officials"
    return "public" if public else None


def _side(sides: dict[AudienceKey, _Side], key: AudienceKey, label: Text | None) -> _Side:
    side = sides.setdefault(key, _Side(key))
    if side.label is None and label is not None:
        side.label = trimmed(label)
    return side


def _of_table(sides: dict[AudienceKey, _Side], rows: list[TaskRow], block: int, maker: Sources) -> None:
    """Group rows name the audience; the cells of the channel column are one list for each audience, whatever row they stand beside."""
    bullets: dict[AudienceKey, list[Text]] = {}
    seen: set[int] = set()
    key: AudienceKey = "public"
    for row in rows:
        named = row.values.get(grids.AUDIENCE)
        label = named or (row.group.title if row.group is not None else None)
        key = (audience_of(label.value) if label is not None else None) or key
        side = _side(sides, key, label)
        topic = row.values.get(grids.TOPIC) or row.values.get(grids.TASK)
        if topic is not None:
            side.topics.append(Topic(row.no, _line(topic), maker.of(topic, block, 0.95)))
        cell = row.values.get(grids.CHANNEL)
        if cell is not None and cell.start not in seen:
            seen.add(cell.start)
            bullets.setdefault(key, []).extend(_bullets(cell))
    for key, texts in bullets.items():
        for bullet in _rejoined(texts):
            sides[key].channels.extend(_uses(bullet, block, maker))


def _bullets(cell: Text) -> Iterator[Text]:
    """The list items of a cell."""
    place = 0
    for match in re.finditer(r"(?:(?<=[.;:!?…)”])|^)\s*[-–+•]\s+(?=\S)", cell.value):
        if match.start() > place:
            yield cell[place : match.start()].strip()
        place = match.end()
    yield cell[place:].strip()


def _rejoined(bullets: Sequence[Text]) -> Iterator[Text]:
    """A bullet that a page break cut goes on in small letters."""
    waiting: Text | None = None
    for bullet in bullets:
        if waiting is not None and bullet.value[:1].islower() and waiting.value[-1:] not in ".;":
            waiting = Text.join([waiting, bullet])
            continue
        if waiting is not None:
            yield waiting
        waiting = bullet if bullet.value.strip() else waiting
    if waiting is not None:
        yield waiting


def _uses(bullet: Text, block: int | None, maker: Sources) -> Iterator[ChannelUse]:
    seen: set[tuple[str, str]] = set()
    for code, words in channels_in(bullet):
        words = words if words.value.strip() else bullet
        if (code, words.value) not in seen:
            seen.add((code, words.value))
            yield ChannelUse(_line(words), code, maker.of(words, block, 0.8 if code != "other" else 0.6))


def _of_sections(sides: dict[AudienceKey, _Side], root: Node, maker: Sources) -> None:
    topics = [n for n in root.walk() if part_of(n) in {Part.TOPICS, Part.OUTREACH} and _has_items(n)]
    channels = [n for n in root.walk() if part_of(n) is Part.CHANNELS]
    topics = [
        n
        for n in topics
        if not any(other is not n and n in list(other.lineage())[1:] for other in [*topics, *channels])
    ]
    if not topics or not channels:
        return
    shared = _shared_audiences(root)
    for node in topics:
        for audiences, items in _shares(node, shared):
            for key, label in audiences:
                side = _side(sides, key, label)
                side.topics.extend(Topic(i.no, _line(i.text), maker.of(i.text, i.block, 0.9)) for i in items)
    for node in channels:
        for audiences, items in _shares(node, shared):
            for key, label in audiences:
                side = _side(sides, key, label)
                for item in items:
                    side.channels.extend(_uses(item.text.strip(), item.block, maker))


_Audiences = list[tuple[AudienceKey, Text | None]]


@dataclass(frozen=True, slots=True)
class _Item:
    no: str | None
    text: Text
    block: int | None


def _shares(node: Node, shared: _Audiences) -> list[tuple[_Audiences, list[_Item]]]:
    """The items of a part by whom they are for: parted by the headings in it, else all for those named above it or by the plan."""
    out: list[tuple[_Audiences, list[_Item]]] = []
    for child in node.children:
        found = _addressed(child)
        if found is not None:
            key, label, rest = found
            items = [_Item(i.label, i.text, i.block) for i in _items(child)] if child.children else []
            out.append(([(key, label)], [*(_Item(None, t, child.block) for t in rest), *items]))
    if out:
        return out
    return [(_audiences(node, shared), [_Item(i.label, i.text, i.block) for i in _items(node)])]


def _addressed(node: Node) -> tuple[AudienceKey, Text, list[Text]] | None:
    """An item that begins with its audience ("Đối với người dân: …"): key, label and the clauses behind the colon."""
    if not _ABOUT.match(node.folded):
        return None
    colon = node.text.value.find(":")
    label = node.text[:colon] if colon >= 0 else node.text
    key = audience_of(label.value)
    if key is None or len(label) > 160 or (colon < 0 and not node.children):
        return None
    rest = node.text[colon + 1 :].strip() if colon >= 0 else None
    clauses = [rest[m.start() : m.end()].strip() for m in re.finditer(r"[^;]+", rest.value)] if rest else []
    return key, label.strip(), [c for c in clauses if c.value.strip(" .")]


def _has_items(node: Node) -> bool:
    return any(c.rank is not Rank.PLAIN for c in node.children)


def _items(node: Node) -> list[Node]:
    """Numbered, lettered or dash items right under a heading; its paragraphs where it has none. Headings among them open to their own items."""
    direct = [c for c in node.children if c.rank is not Rank.PLAIN] or [c for c in node.children if c.table is None]
    out: list[Node] = []
    for child in direct:
        if child.rank < Rank.LETTER and child.is_heading and child.children:
            out.extend(_items(child))
        else:
            out.append(child)
    return out


def _audiences(node: Node, shared: _Audiences) -> _Audiences:
    """The audience that a heading above names; without one, all that the plan names."""
    for above in node.lineage():
        if above.is_heading:
            key = _addressed_to(above)
            if key is not None:
                return [(key, above.text)]
    return shared


def _addressed_to(heading: Node) -> AudienceKey | None:
    """The one audience that a heading names; None where it names none or both."""
    if _ABOUT.match(heading.folded):
        return audience_of(heading.text.value)
    match = _ADDRESSED_TO.match(heading.folded)
    if match is None or (_OFFICIALS.search(match["who"]) and _PUBLIC.search(match["who"])):
        return None
    return audience_of(match["who"])


def _shared_audiences(root: Node) -> _Audiences:
    """Audiences from the part "Đối tượng tuyên truyền"; both where it names both, or none is named at all."""
    found: _Audiences = []
    for node in root.walk():
        if part_of(node) is Part.AUDIENCE:
            for child in node.children:
                found.extend(_named(child.text))
        elif node.rank is Rank.PLAIN and _SAYS_WHO.match(node.text.value):
            found.extend(_named(node.text))
    keys = dict.fromkeys(key for key, _ in found)
    unique = [(key, next(t for k, t in found if k == key)) for key in keys]
    return unique or [("officials", None), ("public", None)]


def _named(text: Text) -> Iterator[tuple[AudienceKey, Text | None]]:
    begin = _IS.match(text.value)
    place = begin.end() if begin else 0
    for match in [*_AUDIENCE_SPLIT.finditer(text.value, place), None]:
        end = match.start() if match is not None else len(text)
        piece = trimmed(text[place:end])
        key = audience_of(piece.value)
        if key is not None:
            yield key, piece
        place = match.end() if match is not None else end
