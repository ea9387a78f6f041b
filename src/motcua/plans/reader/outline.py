"""The outline: paragraphs and tables as a tree of items, and the numbering's oddities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from motcua.documents.reading.blocks import Table, Text
from motcua.kernel.text import fold
from motcua.plans.reader.labels import Rank, label_of, place_in_order

_HEADING_END = re.compile(r"[.;…]$")
_WORDY = 220


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph or a table of the document, in reading order. `text` is empty for a table."""

    text: Text
    block: int
    bold: bool = False
    centered: bool = False
    level: int | None = None
    table: Table | None = None


@dataclass(slots=True)
class Node:
    """An item with what stands under it. `text` are the words behind the label, `whole` the paragraph."""

    rank: Rank
    label: str | None
    text: Text
    entry: Entry | None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    about_outreach: bool = False
    """Of the root: the plan is about making known, with parts for what and how."""
    _folded: tuple[Text, str] | None = field(default=None, repr=False, compare=False)
    """The words folded, and of which text: rules ask for them many times."""

    @property
    def block(self) -> int | None:
        return self.entry.block if self.entry else None

    @property
    def table(self) -> Table | None:
        return self.entry.table if self.entry else None

    @property
    def title(self) -> str | None:
        """The heading, None where the item is a sentence."""
        return self.text.value.strip().rstrip(":.").strip() if self.is_heading else None

    @property
    def is_heading(self) -> bool:
        value = self.text.value.strip()
        if not value or self.rank in {Rank.DASH, Rank.PLUS, Rank.PLAIN} or len(value) > _WORDY:
            return False
        if self.rank <= Rank.ROMAN:
            return True
        if self.entry is not None and (self.entry.level is not None or self.entry.bold):
            return not _HEADING_END.search(value) or len(value) < 80
        if self.rank == Rank.LETTER and not self.children:
            return False
        return not _HEADING_END.search(value) and (bool(self.children) or len(value) <= 90)

    @property
    def folded(self) -> str:
        if self._folded is None or self._folded[0] is not self.text:
            self._folded = (self.text, fold(self.text.value))
        return self._folded[1]

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def lineage(self) -> Iterator[Node]:
        """The node itself and those above it, from near to far, without the root."""
        node: Node | None = self
        while node is not None and node.rank != Rank.ROOT:
            yield node
            node = node.parent

    @property
    def root(self) -> Node:
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    @property
    def top(self) -> Node:
        """The section that holds the item: the one with a Roman number, else the part or annex, else the outermost numbered one."""
        line = list(self.lineage())
        for wanted in (Rank.ROMAN, Rank.PART, Rank.ANNEX):
            found = next((n for n in reversed(line) if n.rank is wanted), None)
            if found is not None:
                return found
        return line[-1]


def tree(entries: Sequence[Entry]) -> Node:
    """Items nested by the rank of their labels; plain paragraphs and tables under the last item above dashes."""
    root = Node(Rank.ROOT, None, Text("", [0]), None)
    stack = [root]
    for entry in entries:
        if entry.table is None and _heads(stack[-1], entry):
            stack[-1].text = entry.text.strip()
            continue
        label = None if entry.table is not None else label_of(entry.text.value)
        rank = label.rank if label else Rank.PLAIN
        if rank is Rank.ROMAN and label is not None:
            rank = _capital_in_order(stack, label.value, rank)
        limit = Rank.DASH if rank is Rank.PLAIN else rank
        while stack[-1].rank >= limit:
            stack.pop()
        text = entry.text[label.end :].strip() if label else entry.text.strip()
        node = Node(rank, label.value if label else None, text, entry, stack[-1])
        stack[-1].children.append(node)
        if rank is not Rank.PLAIN:
            stack.append(node)
    return root


def _heads(node: Node, entry: Entry) -> bool:
    """A line that is the heading of the part or annex above it: "Phần II" / "NỘI DUNG"."""
    value = entry.text.value.strip()
    bare = node.rank in {Rank.ANNEX, Rank.PART} and not node.text.value.strip() and not node.children
    return (
        bare
        and len(value) <= _WORDY
        and label_of(value) is None
        and (value.isupper() or entry.bold)
        and not value.startswith("(")
    )


def _capital_in_order(stack: Sequence[Node], label: str | None, rank: Rank) -> Rank:
    """ "C." after "B." is a letter, not a hundred; "I." after "H." likewise."""
    last = next((n.children[-1] for n in stack if n.children and n.children[-1].rank is Rank.PART), None)
    if (
        label
        and len(label) == 1
        and last is not None
        and last.label
        and len(last.label) == 1
        and ord(label) == ord(last.label) + 1
    ):
        return Rank.PART
    return Rank.PART if label in {"C", "L"} else rank


@dataclass(frozen=True, slots=True)
class Oddity:
    """A label that is doubled, goes back or leaves a gap."""

    code: str
    before: str
    label: str
    text: Text
    block: int | None


def oddities(root: Node) -> Iterator[Oddity]:
    """Numbering that does not count 1, 2, 3 within one item. The unused đ of some offices is no gap."""
    for node in root.walk():
        last: dict[Rank, Node] = {}
        for child in node.children:
            if child.label is None or child.rank in {Rank.ANNEX, Rank.PART, Rank.PLAIN}:
                continue
            before = last.get(child.rank)
            last[child.rank] = child
            here = place_in_order(child.label)
            there = place_in_order(before.label) if before is not None and before.label else 0
            if here is None or there is None or child.entry is None:
                continue
            code = _oddity(there, here, child, first=before is None)
            if code:
                yield Oddity(
                    code, before.label if before and before.label else "", child.label, child.entry.text, child.block
                )


def _oddity(there: int, here: int, child: Node, *, first: bool) -> str | None:
    if here == there + 1 or (first and child.rank is Rank.LETTER):
        return None
    if child.rank is Rank.LETTER and here == there + 2:
        return None
    if first:
        return "numbering_gap" if here > 1 else None
    if here == there:
        return "numbering_doubled"
    return "numbering_gap" if here > there else "numbering_out_of_order"
