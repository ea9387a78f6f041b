"""A finished letter: plain text and safe HTML of the same words. Pure.

The preview of a template and what is sent are made by `compose`, so they cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

_BLOCKS = re.compile(r"\n\s*\n")
_STYLE = "font-family:sans-serif;font-size:16px;line-height:1.5;color:#0b1f33"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a channel carries. `uid` names the message, so that a channel (and a mail program) can tell a repetition."""

    uid: str
    to: str
    subject: str
    text: str
    html: str
    language: str
    outward: bool = False
    """To somebody outside the house, who has no page to choose what reaches them."""


@dataclass(frozen=True, slots=True)
class Content:
    """Title and body in one language, the address of the record and the words of its link, the closing line with its link."""

    title: str
    body: str
    link: str = ""
    link_label: str = ""
    closing: str = ""
    closing_link: str = ""
    items: tuple[tuple[str, str], ...] = ()
    """Lines of a digest: what, and the address where it is."""


def compose(uid: str, to: str, content: Content, language: str) -> Letter:
    return Letter(uid, to, content.title, _text(content), _html(content, language), language)


def _text(content: Content) -> str:
    parts = [content.body]
    if content.items:
        parts.append("\n".join(f"- {what}\n  {where}".rstrip() for what, where in content.items))
    if content.link:
        parts.append(f"{content.link_label}: {content.link}" if content.link_label else content.link)
    if content.closing:
        parts.append(f"--\n{content.closing}\n{content.closing_link}".rstrip())
    return "\n\n".join(parts) + "\n"


def _html(content: Content, language: str) -> str:
    body = "".join(f"<p>{_lines(block)}</p>" for block in _BLOCKS.split(content.body) if block.strip())
    if content.items:
        body += f"<ul>{''.join(f'<li>{_item(what, where)}</li>' for what, where in content.items)}</ul>"
    link = f"<p>{_anchor(content.link, content.link_label)}</p>" if content.link else ""
    closing = ""
    if content.closing:
        more = f" {_anchor(content.closing_link, content.closing_link)}" if content.closing_link else ""
        closing = f'<p style="font-size:14px;color:#4b5a69">{escape(content.closing)}{more}</p>'
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(content.title)}</title></head>'
        f'<body style="{_STYLE}">{body}{link}{closing}</body></html>'
    )


def _lines(block: str) -> str:
    return "<br>".join(escape(line) for line in block.strip("\n").split("\n"))


def _item(what: str, where: str) -> str:
    return _anchor(where, what) if where else escape(what)


def _anchor(address: str, label: str) -> str:
    """A link, only where it leads to the web: anything else is shown as text."""
    if not address.startswith(("http://", "https://")):
        return escape(address)
    return f'<a href="{escape(address)}">{escape(label or address)}</a>'
