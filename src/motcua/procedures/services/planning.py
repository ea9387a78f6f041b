"""What an import or a comparison would do with each row of a file. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max
from django.utils import translation

from motcua.kernel.batches import batches_of
from motcua.kernel.text import fold
from motcua.procedures.content import (
    Content,
    Part,
    changed_parts,
    differences,
    emptied,
    fingerprint,
    from_json,
    missing_parts,
    only_listed,
)
from motcua.procedures.content.local import Entry
from motcua.procedures.models import Origin, Procedure, ProcedureVersion, RowState, VersionState
from motcua.procedures.queries import words
from motcua.procedures.queries.comparing import PARTS
from motcua.procedures.queries.imports import completed, proposed_content, source_of
from motcua.procedures.queries.local import layers_of
from motcua.procedures.queries.local_looks import import_looks
from motcua.procedures.queries.meant import meant
from motcua.procedures.queries.registry import key_of
from motcua.procedures.reading import Bad, Doubt, Good, Row
from motcua.procedures.rules.naming import may_be_renamed, same_name

PORTION = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is worth a look. `parts` are the parts that changed."""

    line: int
    code: str
    name: str
    state: RowState
    reason: str = ""
    lacks: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A procedure with its newest published version, and the last number given to any version. `named`: the procedures whose name a row
    with its code says instead."""

    procedure: Procedure
    before: ProcedureVersion | None
    last: int
    named: tuple[Procedure, ...] = ()

    @property
    def content(self) -> Content | None:
        return from_json(self.before.content) if self.before else None


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with what it will do: `content` follows what is `known`; `source` is the source's own where people's work stands in it."""

    row: Good
    line: Line
    content: Content
    known: Known | None
    source: Content | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that changes nothing by itself: set aside with its reason, or waiting for a person."""

    row: Row
    line: Line
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a run by what became of them; `lacking` rows were taken but are not complete, `doubted` look wrong somewhere. `proposed`
    ones wait for a person; `absent`: of a comparison, national procedures of the registry that the file does not have."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    set_aside: int = 0
    lacking: int = 0
    doubted: int = 0
    proposed: int = 0
    absent: int = 0


Step = Planned | Kept | None
Plan = Callable[[Good, Known | None], Step]


def steps_of(rows: Sequence[Row], plan: Plan) -> Iterator[Step]:
    """What becomes of each row, in order; None where it changes nothing. Rows without a code are asked for by their name."""
    for portion in batches_of(rows, PORTION):
        good = [row for row in portion if isinstance(row, Good)]
        known = _with_named(good, known_by_code(row.read.code for row in good if row.read.code))
        named = known_by_name(row.read.content.name for row in good if not row.read.code)
        for row in portion:
            if isinstance(row, Bad):
                yield Kept(row, Line(row.line, row.code, row.name, RowState.SET_ASIDE, row.reason))
            elif row.read.code:
                yield plan(row, known.get(row.read.code))
            else:
                yield without_code(row, named.get(key_of(row.read.content.name), ()))


def beside_local(steps: Sequence[Step], on: date) -> list[Step]:
    """The same steps; what changes limits or fees that the province has settled of its own says so. A query for each portion."""
    touching = [
        step
        for step in steps
        if step is not None and step.known is not None and {Part.LIMITS, Part.FEES} & set(step.line.parts)
    ]
    told: dict[int, Step] = {}
    for portion in batches_of(touching, PORTION):
        layers = layers_of([step.known.procedure.pk for step in portion if step.known], on)
        for step in portion:
            if step.known and (entries := layers.get(step.known.procedure.pk)):
                told[step.line.line] = _looked_at(step, entries)
    return [told.get(step.line.line, step) if step is not None else None for step in steps]


def _looked_at(step: Planned | Kept, entries: Sequence[Entry]) -> Step:
    before = step.known.content if step.known else None
    after = step.content if isinstance(step, Planned) else _content_of(step)
    if before is None or after is None:
        return step
    with translation.override("vi"):  # kept with the row, as all that a file is told about
        limits, fees = import_looks(before, after, entries)
    doubts = [(Doubt.LOCAL_LIMIT_IDLE.value, one) for one in limits]
    doubts += [(Doubt.LOCAL_FEE_OLDER.value, one) for one in fees]
    return replace(step, line=replace(step.line, doubts=(*step.line.doubts, *doubts)))


def _content_of(step: Kept) -> Content | None:
    """What accepting a row would make of the procedure."""
    if not isinstance(step.row, Good) or step.known is None or step.known.before is None:
        return None
    return proposed_content(step.known.before, step.row.read.content, partial=step.row.partial)[0]


def known_by_code(codes: Iterable[str]) -> dict[str, Known]:
    """Procedures by base code."""
    return {one.procedure.base_code: one for one in _known(Procedure.objects.filter(base_code__in=set(codes)))}


def _with_named(rows: Iterable[Good], known: dict[str, Known]) -> dict[str, Known]:
    """The same, with whose names the rows say. Nothing is asked where each says the name that its code has."""
    told = {row.read.code: row.read.content.name for row in rows if row.read.code in known}
    other = [(code, name) for code, name in told.items() if not same_name(name, known[code].procedure.name)]
    whose = {code: one.named for (code, _), one in zip(other, meant(other), strict=True)} if other else {}
    return {code: replace(one, named=whose.get(code, ())) for code, one in known.items()}


def known_by_name(names: Iterable[str]) -> dict[str, tuple[Known, ...]]:
    """Procedures by folded name; several may bear one name."""
    wanted = {key_of(name): name for name in names}
    if not wanted:
        return {}
    found: dict[str, list[int]] = {}
    for pk, name in Procedure.objects.order_by("pk").values_list("pk", "name"):
        if (key := key_of(name)) in wanted:
            found.setdefault(key, []).append(pk)
    known = {
        one.procedure.pk: one
        for one in _known(Procedure.objects.filter(pk__in=[pk for pks in found.values() for pk in pks]))
    }
    return {key: tuple(known[pk] for pk in pks) for key, pks in found.items()}


def _known(rows: Iterable[Procedure]) -> list[Known]:
    procedures = {p.pk: p for p in rows}
    newest: dict[int, ProcedureVersion] = {}
    versions = ProcedureVersion.objects.filter(procedure__in=procedures)
    for version in versions.filter(state=VersionState.PUBLISHED).order_by("procedure", "number"):
        newest[version.procedure_id] = version
    last = dict(versions.values("procedure").annotate(last=Max("number")).values_list("procedure", "last"))
    return [Known(p, newest.get(pk), last.get(pk, 0)) for pk, p in procedures.items()]


def without_code(row: Good, known: Sequence[Known]) -> Step:
    """A source without codes decides nothing: its row waits for a person, beside the one procedure that bears its name."""
    if len(known) != 1:
        reason = "Nguồn không có mã thủ tục" + (
            f"; {len(known)} thủ tục cùng mang tên này." if known else " và danh mục không có thủ tục nào mang tên này."
        )
        return Kept(row, line_of(row, RowState.SET_ASIDE, reason))
    old = known[0].content
    parts = changed_parts(old, completed(old, row.read.content)) if old is not None else ()
    if old is not None and not parts:
        return None
    line = line_of(row, RowState.PROPOSED, "Nguồn không có mã thủ tục; khớp theo tên.", parts)
    return Kept(row, line, known[0])


def plan_import(row: Good, known: Known | None, start: date) -> Step:
    """A new version where the content changed; a line where the row must be set aside, None where it changes nothing."""
    if known is not None and known.procedure.origin == Origin.OWN:
        reason = "Mã này là thủ tục của tỉnh; nguồn quốc gia không thay nội dung của tỉnh."
        return Kept(row, line_of(row, RowState.SET_ASIDE, reason), known)
    before = known.before if known else None
    if before is None:
        return _taken_first(row, known)
    old, new = from_json(before.content), row.read.content
    if row.partial and fold(old.name) == fold(new.name):
        return None
    if fingerprint(new) == (fingerprint(source_of(before)) if before.source else before.fingerprint):
        return None
    if reason := _ended(known, start) or _must_wait(row, old, before, start):
        return Kept(row, line_of(row, RowState.SET_ASIDE, reason), known)
    if looks := _looks(row, before, known):
        return _proposed(row, known, before, looks)
    content, again = proposed_content(before, new)
    parts = tuple(dict.fromkeys(d.part for d in differences(old, content)))
    line = line_of(row, RowState.CHANGED, parts=parts, again=again)
    return Planned(row, line, content, known, new if content != new else None)


def _taken_first(row: Good, known: Known | None) -> Step:
    told = dict(row.read.doubts)
    if Doubt.SAME_TEXT_AS_ANOTHER in told:
        others = told[Doubt.SAME_TEXT_AS_ANOTHER]
        reason = f"Cùng tên và nội dung với {others}: hãy nhập danh mục của Cổng để biết tên đúng."
        return Kept(row, line_of(row, RowState.SET_ASIDE, reason), known)
    return Planned(row, line_of(row, RowState.NEW), row.read.content, known)


def _ended(known: Known | None, start: date) -> str:
    """That the province's decision has ended what the source still tells; "" where it has not."""
    ended = known.procedure.abolished_on if known is not None else None
    if ended is None or ended > start:
        return ""
    return f"Thủ tục đã bãi bỏ từ {ended:%d/%m/%Y}, nguồn vẫn còn: không có phiên bản mới."


def _must_wait(row: Good, old: Content, before: ProcedureVersion, start: date) -> str:
    """Why a row must not replace what is there; "" where it may."""
    new, told = row.read.content, dict(row.read.doubts)
    if row.partial and not only_listed(old):
        return f"Tên trong danh mục khác tên đang có: “{old.name}”."
    if Doubt.SAME_TEXT_AS_ANOTHER in told and fold(old.name) != fold(new.name):
        others = told[Doubt.SAME_TEXT_AS_ANOTHER]
        return f"Dòng mang tên và nội dung của thủ tục khác (giống {others}); tên đúng: “{old.name}”."
    if start < before.valid_from:
        return f"Đã có nội dung hiệu lực từ {before.valid_from:%d/%m/%Y}, sau ngày hiệu lực của lần nhập này."
    return ""


def _looks(row: Good, before: ProcedureVersion, known: Known | None) -> list[tuple[str, str, str]]:
    """Why a person should look first before a row replaces what is there: doubt, its words, the sentence."""
    old, source, new = from_json(before.content), source_of(before), row.read.content
    found = []
    if whose := _whose(new.name, old, source, known):
        said = f"Tên là của thủ tục {whose}; mã này đang mang tên: “{old.name[:300]}”."
        found.append((Doubt.NAME_OF_ANOTHER.value, old.name, said))
    elif not _known_as(new.name, old, source):
        said = f"Tên khác hẳn tên đang có: “{new.name[:300]}” thay cho “{old.name[:300]}”."
        found.append((Doubt.NAME_OF_ANOTHER.value, old.name, said))
    if gone := () if row.partial or only_listed(old) else emptied(source, new):
        with translation.override("vi"):
            parts = words.listed([PARTS[part] for part in gone])
        found.append((Doubt.PART_EMPTIED.value, parts, f"Dữ liệu mới không còn: {parts}."))
    return found


def _whose(name: str, old: Content, source: Content, known: Known | None) -> str:
    """Codes of the procedures whose name this is to the letter, where it is none that the code has had: "Cấp lại …" on the code of
    "Cấp …". A near name that is nobody's may be a new form of the old one."""
    if known is None or any(same_name(name, one) for one in (old.name, source.name, *old.other_names)):
        return ""
    return ", ".join(one.display_code for one in known.named[:5])


def _known_as(name: str, old: Content, source: Content) -> bool:
    """A name that only the portal's list told is the right one; any other may have been renamed."""
    known = (old.name, source.name, *old.other_names)
    if only_listed(old):
        return any(same_name(name, one) for one in known)
    return any(may_be_renamed(name, one) for one in known)


def _proposed(row: Good, known: Known | None, before: ProcedureVersion, looks: list[tuple[str, str, str]]) -> Step:
    """A row that waits for a person beside what it would replace; None where it would replace nothing."""
    old = from_json(before.content)
    new, again = proposed_content(before, row.read.content, partial=row.partial)
    if not (parts := changed_parts(old, new)):
        return None
    line = line_of(row, RowState.PROPOSED, " ".join(said for _, _, said in looks), parts, again)
    doubts = tuple((doubt, told) for doubt, told, _ in looks if doubt)
    return Kept(row, replace(line, doubts=(*line.doubts, *doubts)), known)


def plan_comparison(row: Good, known: Known | None, start: date) -> Step:
    """A line that waits for a person where the row differs from the registry, or the registry does not have it; one about a procedure that
    has ended is set aside.
    """
    told = dict(row.read.doubts)
    old = known.content if known else None
    reason = f"Cùng tên và nội dung với {others}." if (others := told.get(Doubt.SAME_TEXT_AS_ANOTHER)) else ""
    if old is None or known is None or known.before is None:
        return Kept(row, line_of(row, RowState.PROPOSED, reason or "Danh mục chưa có thủ tục này."), known)
    looks = _looks(row, known.before, known)
    if reason:
        looks.insert(0, ("", "", reason))  # its doubt is the row's own
    step = _proposed(row, known, known.before, looks)
    if step is not None and (ended := _ended(known, start)):
        return Kept(row, line_of(row, RowState.SET_ASIDE, ended, step.line.parts), known)
    return step


def line_of(
    row: Good, state: RowState, reason: str = "", parts: tuple[str, ...] = (), again: tuple[str, ...] = ()
) -> Line:
    lacks = tuple(part.value for part in missing_parts(row.read.content))
    doubts = [(doubt.value, words) for doubt, words in row.read.doubts]
    doubts += [(Doubt.SORTED_AGAIN.value, ", ".join(Part(p) if p in list(Part) else p for p in again))] if again else []
    return Line(row.line, row.read.code, row.read.content.name, state, reason, lacks, tuple(doubts), parts)
