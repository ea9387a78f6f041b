"""How this package declares a message."""

from __future__ import annotations

from motcua.messages.rules.declarations import TemplateDeclaration, Variable


def template(
    key: str,
    title: str,
    purpose: str,
    variables: dict[str, Variable],
    texts: tuple[str, str, str, str],
    *,
    digest: bool = False,
) -> TemplateDeclaration:
    """`texts`: subject and body in Vietnamese, then in English."""
    return TemplateDeclaration(f"plans.{key}", title, purpose, variables, *texts, digest=digest)
