#!/usr/bin/env python3
"""Collect the texts that people see, keep their translations, compile them. Needs no GNU gettext.

    python tools/messages.py update    collect into src/motcua/locale/en/LC_MESSAGES/django.po, report what lacks English, compile
    python tools/messages.py check     change nothing; exit 1 when the file is not up to date or a translation is missing or wrong
    python tools/messages.py compile   compile .po to .mo only (make setup)
    --only src/motcua/ui               report missing translations of this folder only

Source texts are Vietnamese and are the keys. Collected: gettext calls in Python and templates, templates of `AppError` and its
subclasses, the second argument of `FieldError`, and texts marked `N_("…")` in packages that may not import Django.
`locale/vi` is kept by hand: Vietnamese for English texts of libraries (Django, allauth).
"""

from __future__ import annotations

import argparse
import ast
import re
import string
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "motcua"
LOCALE = PACKAGE / "locale"
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"

SINGLE = {"gettext", "gettext_lazy", "gettext_noop", "_", "N_"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
ERROR_ROOT = "AppError"


@dataclass(frozen=True, slots=True)
class Key:
    """What identifies a text: context, singular, plural."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(slots=True)
class Found:
    places: dict[Key, set[str]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    def add(self, key: Key, place: str) -> None:
        if key.text.strip():
            self.places.setdefault(key, set()).add(place)


def main() -> int:
    options = _options()
    if options.action == "compile":
        return compile_all()
    found = collect()
    old = _read(ENGLISH)
    fresh, missing, wrong = merge(found, old)
    wrong += found.unreadable
    if options.only:
        missing = [m for m in missing if any(place.startswith(options.only.rstrip("/")) for place, _ in m.locations)]
    for message in missing:
        print(f"no English: {message.id!r}  ({', '.join(sorted(place for place, _ in message.locations)[:3])})")
    for problem in wrong:
        print(f"wrong: {problem}")
    changed = _text(fresh) != (ENGLISH.read_text(encoding="utf-8") if ENGLISH.exists() else "")
    if options.action == "check":
        if changed:
            print("locale/en is not up to date: run tools/messages.py update")
        return 1 if missing or wrong or changed else 0
    if changed:
        ENGLISH.parent.mkdir(parents=True, exist_ok=True)
        ENGLISH.write_text(_text(fresh), encoding="utf-8")
    print(f"{len(found.places)} texts, {len(missing)} without English, {len(wrong)} wrong")
    return compile_all() or (1 if wrong else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", nargs="?", choices=("update", "check", "compile"), default="update")
    parser.add_argument("--only", default="")
    return parser.parse_args()


# Collecting -----------------------------------------------------------------------------------------------------------


def collect() -> Found:
    """All texts of the package, with the files they stand in."""
    found = Found()
    sources = [
        path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts and "gallery" not in path.name
    ]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sources}
    errors = _error_classes(trees.values())
    for path, tree in trees.items():
        for key in _python_keys(tree, errors):
            found.add(key, _place(path))
        found.unreadable += [
            f"{_place(path)}:{line}: an error's text is put together at run time" for line in _built(tree, errors)
        ]
    templates = [*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]
    for path in sorted(path for path in templates if "gallery" not in path.parts):
        for key in template_keys(path.read_text(encoding="utf-8")):
            found.add(key, _place(path))
    return found


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _error_classes(trees: Iterable[ast.Module]) -> set[str]:
    """Names of AppError and of every class that derives from one of them, however deep."""
    bases: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {_name(base) for base in node.bases}
    known = {ERROR_ROOT}
    while more := {name for name, parents in bases.items() if parents & known} - known:
        known |= more
    return known


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _python_keys(tree: ast.Module, errors: set[str]) -> Iterator[Key]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        texts = [_constant(argument) for argument in node.args]
        if name == "FieldError":
            given = next((_constant(k.value) for k in node.keywords if k.arg == "template"), None)
            yield from (Key(text) for text in [given or (texts[1] if len(texts) > 1 else None)] if text)
        elif name in errors and texts and texts[0]:
            yield Key(texts[0])
        else:
            yield from _key(name, [text or "" for text in texts])


def _built(tree: ast.Module, errors: set[str]) -> Iterator[int]:
    """Lines where an error gets an f-string or a sum instead of a template: nobody can translate it."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and _name(node.func) in errors
            and node.args
            and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
        ):
            yield node.lineno


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _key(function: str, texts: list[str]) -> Iterator[Key]:
    if function in SINGLE and texts and texts[0]:
        yield Key(texts[0])
    elif function in PLURAL and len(texts) > 1 and texts[0]:
        yield Key(texts[0], texts[1])
    elif function in CONTEXT and len(texts) > 1 and texts[1]:
        yield Key(texts[1], context=texts[0])
    elif function in CONTEXT_PLURAL and len(texts) > 2 and texts[1]:
        yield Key(texts[1], texts[2], context=texts[0])


_CALL = re.compile(r"\b(npgettext|ngettext|pgettext|gettext|_)\(")
_LITERAL = re.compile(
    r"""\s*,?\s*(u?(?:'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))""",
    re.DOTALL,
)


def template_keys(source: str) -> Iterator[Key]:
    """Texts of a Django template: `translate`, `blocktranslate` and `_("…")`, as Django itself takes them out."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    code = templatize(source)
    for call in _CALL.finditer(code):
        texts: list[str] = []
        position = call.end()
        while literal := _LITERAL.match(code, position):
            texts.append(ast.literal_eval(literal.group(1)))
            position = literal.end()
        yield from _key(call.group(1), texts)


HEAD = """# English of Một Cửa. Collected by tools/messages.py; the texts after msgstr are ours.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

# Keeping --------------------------------------------------------------------------------------------------------------


def merge(found: Found, old: Catalog) -> tuple[Catalog, list[Message], list[str]]:
    """The new catalogue with all known translations, what lacks one, and translations whose placeholders differ."""
    fresh = Catalog(locale="en", project="Một Cửa", charset="utf-8", fuzzy=False)
    missing: list[Message] = []
    wrong: list[str] = []
    for key in sorted(found.places, key=lambda k: (k.text, k.context)):
        message_id = (key.text, key.plural) if key.plural else key.text
        known = old.get(key.text, key.context or None)
        translated = known.string if known is not None and not known.fuzzy else ""
        if key.plural and not isinstance(translated, tuple):
            translated = (translated, translated) if translated else ("", "")
        if not key.plural and isinstance(translated, tuple):
            translated = translated[0]
        message = fresh.add(
            message_id,
            translated,
            locations=[(place, 0) for place in sorted(found.places[key])],
            context=key.context or None,
        )
        texts = translated if isinstance(translated, tuple) else (translated,)
        if not all(texts):
            missing.append(message)
            continue
        wrong.extend(
            f"{key.text!r}: {text!r} has other placeholders"
            for text in texts
            if placeholders(text) - placeholders(key.text, key.plural)
        )
    return fresh, missing, wrong


_PERCENT = re.compile(r"%\((\w+)\)[sd]")


def placeholders(*texts: str) -> set[str]:
    """Names in `{name}` and `%(name)s`."""
    names: set[str] = set()
    for text in texts:
        names |= set(_PERCENT.findall(text))
        try:
            names |= {name for _, name, _, _ in string.Formatter().parse(text) if name}
        except ValueError:
            continue  # a lone brace: plain text, not a template
    return names


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=path.parent.parent.name)
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _text(catalog: Catalog) -> str:
    """The file's text: no dates and no line numbers, so that it changes only when a text does."""
    from io import BytesIO

    buffer = BytesIO()
    write_po(buffer, catalog, width=120, omit_header=True, include_lineno=False, sort_output=False)
    return HEAD + buffer.getvalue().decode().strip() + "\n"


def compile_all() -> int:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, _read(path))
    return 0


if __name__ == "__main__":
    sys.exit(main())
