"""WordprocessingML by local names, so that transitional and strict files read alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

_OFF = frozenset({"0", "false", "off", "none"})


@lru_cache(maxsize=4096)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: etree._Element) -> str:
    """The element's name without namespace; "" for comments and processing instructions."""
    tag = element.tag
    return _local_name(tag) if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if _local_name(str(key)) == name:
            return str(value)
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    if element is None:
        return None
    for candidate in element:
        if local(candidate) == name:
            return candidate
    return None


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is not None:
        for candidate in element:
            if local(candidate) == name:
                yield candidate


def value_of(element: etree._Element | None, name: str) -> str | None:
    """`w:val` of a child."""
    found = child(element, name)
    return attribute(found, "val") if found is not None else None


def number_of(element: etree._Element | None, name: str) -> int | None:
    """`w:val` of a child as a whole number, None where it is absent or none."""
    return whole(value_of(element, name))


def whole(value: str | None) -> int | None:
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None


def switch(element: etree._Element | None, name: str) -> bool | None:
    """A toggle child: True, False, or None where nothing is said."""
    found = child(element, name)
    if found is None:
        return None
    return attribute(found, "val") not in _OFF
