"""Late work to urge, the letters that urge, who answered and who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from motcua.documents.queries.approvals import approval_of
from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_grant, visible
from motcua.organisations.queries.people import officer_of
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Occurrence, UrgedWork, UrgingLetter
from motcua.plans.permissions import may_read_letter, named_lines, readable_letters
from motcua.plans.queries.work import standing, with_the_lead
from motcua.plans.workflow import WITH_THE_LEAD, LetterState

if TYPE_CHECKING:
    from motcua.documents.models import StoredFile

KIND = "urging_letter"
"""Kind of subject."""


@dataclass(frozen=True, slots=True)
class OfUnit:
    """A unit in a letter: its lines, how many it answered, how many are still late. `silent`: it said nothing, and the date has passed."""

    unit: int
    uid: str
    name: str
    lines: tuple[UrgedWork, ...]
    answered: int
    late_now: int
    silent: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A letter in figures: late when drafted and still late now, units in it, those that answered for all of it, those silent so far."""

    then: int
    now: int
    units: int
    answered: int
    silent: int


def letter_ref(letter: UrgingLetter) -> Ref:
    return Ref.to(KIND, letter.uid)


def late_for(user: Any, *, plan: str = "", source: str = "") -> QuerySet[Occurrence]:
    """Late work that the user may urge: of tasks that their bodies own; of one plan or source where its uid is given."""
    rows = with_the_lead(standing()).filter(due_at__lt=clock.now(), unit__isnull=False, task__dropped_at__isnull=True)
    if plan:
        rows = rows.filter(task__plan__uid=plan)
    if source:
        rows = rows.filter(task__work_source__uid=source)
    return visible(rows, user, "urging.draft", "task__owner")


def late_units(rows: QuerySet[Occurrence], owner: int) -> list[tuple[str, str, int, datetime]]:
    """Units with late work for an owner, the most first: (uid, name, how many, the oldest due moment). Two queries."""
    found: dict[int, list[Any]] = {}
    for unit, uid, due in rows.filter(task__owner=owner).order_by("due_at").values_list("unit", "unit__uid", "due_at"):
        line = found.setdefault(unit, [str(uid), 0, due])
        line[1] += 1
    names = names_on(found, clock.today())
    lines = [(uid, names.get(unit, ""), count, oldest) for unit, (uid, count, oldest) in found.items()]
    return sorted(lines, key=lambda line: (-line[2], line[1]))


def owners_of_late(rows: QuerySet[Occurrence]) -> list[tuple[int, str, str, int]]:
    """Bodies to whom late work is owed, the most first: (pk, uid, name, how many). Two queries."""
    counted = rows.order_by().values_list("task__owner", "task__owner__uid").annotate(n=Count("pk"))
    found = list(counted)
    names = names_on([pk for pk, _uid, _n in found], clock.today())
    return sorted(((pk, str(uid), names.get(pk, ""), n) for pk, uid, n in found), key=lambda o: (-o[3], o[2]))


def chosen(rows: QuerySet[Occurrence], owner: int, units: Iterable[str]) -> list[Occurrence]:
    """The late work of the units that were chosen, by unit and due moment."""
    wanted = rows.filter(task__owner=owner, unit__uid__in=list(units))
    return list(
        wanted.select_related("task__plan", "task__work_source", "task__owner", "unit").order_by("unit", "due_at", "pk")
    )


def letters_for(user: Any) -> QuerySet[UrgingLetter]:
    return readable_letters(UrgingLetter.objects.select_related("owner"), user)


def letter_for(user: Any, uid: UUID | str, action: str = "plans.read") -> UrgingLetter:
    """A letter, if the user may do `action` with it. Raises NotFound, Forbidden."""
    found = UrgingLetter.objects.select_related("owner", "signer__person").filter(uid=uid).first()
    if found is None or not may_read_letter(user, found):
        raise NotFound("Không có văn bản đôn đốc này, hoặc bạn không được mở.")
    if action != "plans.read" and not has_grant(user, action, found.owner_id):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def issued_paper(letter: UrgingLetter) -> StoredFile | None:
    """The letter as it was signed, numbered and sent: for whoever may read the letter. None before. Two queries."""
    if letter.state != LetterState.SENT:
        return None
    approval = approval_of(letter_ref(letter))
    return approval.file if approval is not None else None


def letter_by_uid(uid: str) -> UrgingLetter:
    """For handlers: no person asks."""
    return UrgingLetter.objects.select_related("owner").get(uid=uid)


def still_late(now: datetime) -> Q:
    """Of the lines of letters: what is late now too."""
    return Q(
        occurrence__voided_at__isnull=True,
        occurrence__state__in=[str(s) for s in WITH_THE_LEAD],
        occurrence__due_at__lt=now,
    )


def figures_of(letters: Sequence[UrgingLetter]) -> dict[int, Standing]:
    """Letter → its figures. One query."""
    today, now = clock.today(), clock.now()
    by_date = {letter.pk: letter.answer_by for letter in letters}
    sent = {letter.pk for letter in letters if letter.state == LetterState.SENT}
    rows = UrgedWork.objects.filter(letter__in=by_date).order_by().values("letter", "unit")
    counted = rows.annotate(
        n=Count("pk"), answered=Count("pk", filter=~Q(answer="")), late=Count("pk", filter=still_late(now))
    )
    found = {pk: [0, 0, 0, 0, 0] for pk in by_date}
    for row in counted:
        line = found[row["letter"]]
        line[0] += row["n"]
        line[1] += row["late"]
        line[2] += 1
        line[3] += row["answered"] == row["n"]
        over = row["letter"] in sent and by_date[row["letter"]] < today
        line[4] += over and not row["answered"]
    return {pk: Standing(*line) for pk, line in found.items()}


def units_of(letter: UrgingLetter, *, only: Iterable[int] | None = None) -> list[OfUnit]:
    """The letter by unit, in the order of its annex. Two queries."""
    now, today = clock.now(), clock.today()
    rows = letter.lines.select_related("occurrence__task__plan", "occurrence__task__work_source", "unit", "letter")
    if only is not None:
        rows = rows.filter(unit__in=list(only))
    late = set(letter.lines.filter(still_late(now)).values_list("pk", flat=True))
    grouped: dict[int, list[UrgedWork]] = {}
    for row in rows.order_by("pk"):
        grouped.setdefault(row.unit_id, []).append(row)
    names = names_on(grouped, letter.issued_on or today)
    over = letter.state == LetterState.SENT and letter.answer_by < today
    return [
        OfUnit(
            unit,
            str(lines[0].unit.uid),
            names.get(unit, ""),
            tuple(lines),
            sum(bool(line.answer) for line in lines),
            sum(line.pk in late for line in lines),
            over and not any(line.answer for line in lines),
        )
        for unit, lines in grouped.items()
    ]


def lines_seen(user: Any, letter: UrgingLetter) -> list[UrgedWork]:
    """The lines of a letter that the user sees. Two queries."""
    only = units_seen(user, letter)
    rows = letter.lines.select_related("occurrence__task", "unit")
    return list((rows if only is None else rows.filter(unit__in=only)).order_by("pk"))


def is_late(occurrence: Occurrence, now: datetime) -> bool:
    """What `still_late` asks of the rows."""
    standing_one = occurrence.voided_at is None and occurrence.state in WITH_THE_LEAD
    return standing_one and occurrence.due_at < now


def urged_of(occurrence: Occurrence) -> list[UrgedWork]:
    """The letters that named an occurrence and were sent, the last one first, each with its answer."""
    rows = UrgedWork.objects.filter(occurrence=occurrence, letter__state=LetterState.SENT)
    return list(rows.select_related("letter", "unit").order_by("-letter__sent_at", "-pk"))


def waits_for_answer(occurrence: Occurrence) -> bool:
    """Whether the last letter that named it still waits for the unit, or can be answered anew because the work is still owed."""
    last = next(iter(urged_of(occurrence)), None)
    return last is not None and (not last.answer or occurrence.state in WITH_THE_LEAD)


def drafter_of(letter: UrgingLetter, on: date) -> list[Any]:
    """Who drafted it, while they serve."""
    uid = Ref.parse(letter.drafted_by).uid if letter.drafted_by.startswith("officer:") else ""
    officer = officer_of(uid) if uid else None
    return [officer] if officer is not None and (officer.valid_to is None or officer.valid_to > on) else []


def refs_of_unit(unit: int) -> list[str]:
    """Letters of a body that were not sent yet, as Refs: for splits and transfers of units."""
    on_their_way = [LetterState.DRAFT, LetterState.IN_APPROVAL]
    rows = UrgingLetter.objects.filter(owner=unit, state__in=on_their_way).order_by("pk")
    return [str(Ref.to(KIND, uid)) for uid in rows.values_list("uid", flat=True)]


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry."""
    rows = UrgingLetter.objects.filter(uid__in=uids).values_list("uid", "number", "title")
    return {str(uid): f"{number} {title}".strip() for uid, number, title in rows}


def address(uid: str) -> str:
    return reverse("plans:letter", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """For the subjects registry."""
    rows = readable_letters(UrgingLetter.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def units_seen(user: Any, letter: UrgingLetter) -> list[int] | None:
    """The units whose lines the user sees: all of them (None) on the side of the owner; else one's own."""
    if has_grant(user, "plans.read", letter.owner_id):
        return None
    return sorted(set(named_lines(letter.lines.all(), user).values_list("unit", flat=True)))
