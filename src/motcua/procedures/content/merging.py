"""Contents put together part by part: what a person accepted of another one, what people made that a new source leaves alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from motcua.procedures.content.parts import Answer, Content, Part, Unread

_LISTED = ("field", "agencies")
"""What the portal's list tells beside the name."""
KEPT = ("field", "levels", "decision", *(part.value for part in Part if part != Part.NAME))
"""What a source is not believed to take away in silence; keywords, the page's address and the like may go."""
_A_SIGN, _SHRUNK = 12, 20
"""So few letters, and so many times fewer than before, say nothing."""
TOGETHER: tuple[frozenset[str], ...] = (frozenset({"channels", "limits", "fees"}), frozenset({"components", "forms"}))
"""Parts that sources give in one table: words of one are sorted into the others, so when one changes in the source all are taken anew."""


def changed_parts(before: Content, after: Content) -> tuple[str, ...]:
    """Parts in which two contents differ, in the order of the parts; words that nobody sorted and answers count with their part."""
    old, new = _bundles(before), _bundles(after)
    return tuple(part for part in old if old[part] != new[part])


def says(content: Content, part: str) -> bool:
    """Whether a content says anything of a part: entries, words that nobody sorted, or an answer."""
    words = any(u.part == part for u in content.unread) or any(p == part for p in content.answers)
    if part == Part.FORMS:
        return words or any(c.forms for c in content.components)
    return words or bool(getattr(content, part))


def only_listed(content: Content) -> bool:
    """Whether nothing is known but what the portal's list tells."""
    return not content.origin and not any(says(content, part) for part in KEPT if part not in _LISTED)


def emptied(before: Content, after: Content) -> tuple[str, ...]:
    """Parts of a procedure that `before` says something of and `after` nothing at all, not even that there is none, or no more than a
    sign of what was long. With the papers their forms are gone without a word."""
    gone = [part for part in KEPT if says(before, part) and (not says(after, part) or _shrunk(before, after, part))]
    return tuple(part for part in gone if part != Part.FORMS or Part.COMPONENTS not in gone)


def _shrunk(before: Content, after: Content, part: str) -> bool:
    """Whether a sign stands where sentences stood ("x", "."): a slip of whoever made the file. That there is none is no such sign."""
    if any(p == part for p in after.answers):
        return False
    left = _letters(after, part)
    return left < _A_SIGN and left * _SHRUNK < _letters(before, part)


def _letters(content: Content, part: str) -> int:
    entries = [u.text for u in content.unread if u.part == part]
    return sum(sum(map(str.isalnum, text)) for text in (*entries, *_texts(getattr(content, part, ()))))


def _texts(value: Any) -> Iterable[str]:
    """What is written in the entries of a part."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def with_parts(content: Content, other: Content, parts: Collection[str]) -> Content:
    """`content` with the named parts as `other` has them. All parts that differ give `other` itself."""
    taken = set(parts)
    if not taken:
        return content
    if taken >= set(changed_parts(content, other)):
        return other
    values: dict[str, Any] = {
        f.name: getattr(other, f.name)
        for f in fields(Content)
        if f.name in taken and f.name not in ("unread", "answers")
    }
    return replace(
        content,
        **values,
        unread=_in_order(
            u
            for source, from_other in ((content, False), (other, True))
            for u in source.unread
            if (u.part in taken) is from_other
        ),
        answers={
            p: a
            for source, from_other in ((content, False), (other, True))
            for p, a in source.answers.items()
            if (p in taken) is from_other
        },
    )


def carried(source: Content, ours: Content, theirs: Content) -> tuple[Content, tuple[str, ...]]:
    """What people made of `source` (`ours`), carried on to what the source says now (`theirs`).

    Parts that the source did not change stay as people made them; those it changed are taken from it. Also gives the parts in which
    people's work was so replaced and must be done again.
    """
    changed, made = set(changed_parts(source, theirs)), set(changed_parts(source, ours))
    touched = {part for part in made | changed if _group(part) & changed}
    kept = made - touched
    return with_parts(theirs, ours, kept), tuple(part for part in _bundles(ours) if part in made & touched)


def _group(part: str) -> frozenset[str]:
    return next((group for group in TOGETHER if part in group), frozenset({part}))


def _bundles(content: Content) -> dict[str, tuple[Any, tuple[str, ...], Answer]]:
    """Each part: its value, its unsorted words, its answer. `forms` stand in the papers and have words and an answer only."""
    names = [f.name for f in fields(Content) if f.name not in ("unread", "answers")]
    names += [part.value for part in Part if part.value not in names]
    return {
        name: (
            getattr(content, name, None),
            tuple(u.text for u in content.unread if u.part == name),
            next((a for p, a in content.answers.items() if p == name), Answer.UNANSWERED),
        )
        for name in names
    }


def _in_order(words: Iterable[Unread]) -> tuple[Unread, ...]:
    places = {part: place for place, part in enumerate(Part)}
    return tuple(sorted(words, key=lambda u: places[u.part]))
