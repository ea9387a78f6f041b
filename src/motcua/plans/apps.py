"""Wiring of the plans: job, subjects, desk entries, holdings, sample, names of events. One function for each noun."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.kernel import registries
from motcua.kernel.registries import DeskEntry, Handler, Holdings, JobKind, Periodic, Sample, Subject

HOUR = 3600


class PlansConfig(AppConfig):
    name = "motcua.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.indicators.queries.goals import promises
        from motcua.kernel.indicators import declare
        from motcua.plans import indicators, sample
        from motcua.plans.queries.goals import promised
        from motcua.plans.services.notices import declare_notices
        from motcua.plans.services.searching import declare_indexes
        from motcua.plans.services.telling import declare_templates

        declare(*indicators.ALL)
        promises.register("plans", promised)
        declare_templates()
        declare_notices()
        declare_indexes()
        _papers()
        _work()
        _inspections()
        _assessments()
        _background()
        _desk_entries()
        _holdings()
        registries.samples.register("plans", Sample(order=30, load=sample.load))
        _events()


def _papers() -> None:
    """Plans, readings, amendments, opinions: how they are named and opened elsewhere, and what their approval does."""
    from motcua.documents.services.approvables import approvables
    from motcua.plans.queries import drafts, opinions, plans, readings
    from motcua.plans.services import amending, issuing

    subjects = registries.subjects
    subjects.register(plans.KIND, Subject(plans.titles, plans.address, plans.readable, _("Kế hoạch")))
    read = pgettext_lazy("one record", "Bản đọc kế hoạch")
    subjects.register(readings.KIND, Subject(readings.titles, readings.address, readings.readable, read))
    amended = Subject(
        drafts.amendment_titles, drafts.amendment_address, drafts.readable_amendments, _("Văn bản điều chỉnh kế hoạch")
    )
    subjects.register(drafts.AMENDMENT, amended)
    subjects.register(opinions.KIND, Subject(opinions.titles, opinions.address, opinions.readable, _("Xin ý kiến")))
    approvables.register(plans.KIND, issuing.APPROVABLE)
    approvables.register(drafts.AMENDMENT, amending.APPROVABLE)


def _work() -> None:
    """Tasks, occurrences, difficulties, sources, results, figures that did work; money."""
    from motcua.documents.permissions import addressed
    from motcua.documents.services.approvables import approvables
    from motcua.plans.queries import funding, measures, urging
    from motcua.plans.queries.work_subjects import SUBJECTS
    from motcua.plans.services.urging import APPROVABLE

    for kind, subject in SUBJECTS.items():
        registries.subjects.register(kind, subject)
    figure = Subject(measures.figure_titles, measures.figure_address, measures.readable_figures, _("Số liệu"))
    registries.subjects.register(measures.FIGURE, figure)
    line = Subject(funding.titles, funding.address, funding.readable, _("Dòng kinh phí"))
    registries.subjects.register(funding.KIND, line)
    letter = Subject(urging.titles, urging.address, urging.readable, _("Văn bản đôn đốc"))
    registries.subjects.register(urging.KIND, letter)
    approvables.register(urging.KIND, APPROVABLE)
    addressed.register(urging.KIND, urging.readable)


def _inspections() -> None:
    from motcua.plans.queries import inspections as of

    titles, address = of.titles, of.address
    for kind, subject in {
        of.KIND: Subject(titles, address, of.readable, _("Cuộc kiểm tra")),
        of.REPORT: Subject(titles, address, of.readable_reports, _("Báo cáo kết quả kiểm tra")),
        of.FINDING: Subject(of.finding_titles, of.finding_address, of.readable_finding_uids, _("Kết quả kiểm tra")),
        of.CHECKLIST: Subject(
            of.checklist_titles, of.checklist_address, of.readable_checklists, _("Danh mục kiểm tra")
        ),
    }.items():
        registries.subjects.register(kind, subject)


def _assessments() -> None:
    from motcua.plans.queries import assessment as of
    from motcua.plans.queries import initiatives

    for kind, subject in {
        of.SCHEME: Subject(of.scheme_titles, of.scheme_address, of.readable_schemes, _("Bộ tiêu chí")),
        of.ROUND: Subject(of.round_titles, of.round_address, of.readable_round_uids, _("Đợt đánh giá")),
        of.ASSESSED: Subject(of.assessed_titles, of.assessed_address, of.readable_assessed_uids, _("Kết quả đánh giá")),
        initiatives.KIND: Subject(
            initiatives.titles, initiatives.address, initiatives.readable, _("Mô hình, sáng kiến")
        ),
    }.items():
        registries.subjects.register(kind, subject)


def _background() -> None:
    """Jobs, reactions to events, work of the schedule."""
    from motcua.plans.handlers import HANDLERS
    from motcua.plans.jobs import read_plan_files
    from motcua.plans.services.holding import follow_posts
    from motcua.plans.services.measuring import check_measures
    from motcua.plans.services.notices import remind_others
    from motcua.plans.services.readings import JOB
    from motcua.plans.services.telling import remind_all

    registries.job_kinds.register(JOB, JobKind(read_plan_files, _("Đọc kế hoạch")))
    for name, (kinds, run) in HANDLERS.items():
        registries.handlers.register(f"plans.{name}", Handler(kinds, run))
    for name, periodic in {
        "plans.remind": Periodic(remind_all, every=6 * HOUR),
        "plans.remind_others": Periodic(remind_others, every=6 * HOUR),
        "plans.check_measures": Periodic(check_measures, every=HOUR),
        "plans.follow_posts": Periodic(follow_posts, every=HOUR),
    }.items():
        registries.periodics.register(name, periodic)


def _desk_entries() -> None:
    from motcua.organisations.permissions import is_officer
    from motcua.plans.permissions import may_hand_in
    from motcua.ui.navigation import FOLLOWING as OF

    plans, tasks = pgettext_lazy("list title", "Kế hoạch"), pgettext_lazy("list title", "Nhiệm vụ")
    for name, entry in {
        "my_work": DeskEntry(_("Việc của tôi"), "plans:work", 5, is_officer, shortcut="m"),
        "sources": DeskEntry(_("Việc được giao"), "plans:sources", 12, is_officer, shortcut="j"),
        "difficulties": DeskEntry(
            _("Khó khăn, vướng mắc"), "plans:difficulties", 35, is_officer, shortcut="k", group=OF
        ),
        "plans": DeskEntry(plans, "plans:list", 10, is_officer, shortcut="p"),
        "tasks": DeskEntry(tasks, "plans:tasks", 32, is_officer, shortcut="t", group=OF),
        "board": DeskEntry(_("Bảng theo dõi"), "plans:board", 31, may_hand_in, shortcut="b", group=OF),
        "briefing": DeskEntry(_("Giao ban"), "plans:briefing", 33, may_hand_in, group=OF),
        "letters": DeskEntry(_("Đôn đốc"), "plans:letters", 34, is_officer, group=OF),
        "assessment": DeskEntry(_("Đánh giá, khen thưởng"), "plans:rounds", 38, is_officer, group=OF),
        "inspections": DeskEntry(_("Kiểm tra"), "plans:inspections", 37, is_officer, group=OF),
        "funding": DeskEntry(_("Kinh phí"), "plans:funding", 36, is_officer, group=OF),
    }.items():
        registries.desk_entries.register(name, entry)


def _holdings() -> None:
    from motcua.plans.queries import funding, holding, plans, urging
    from motcua.plans.services.funding import move_funding
    from motcua.plans.services.moving import move_letters, move_work
    from motcua.plans.services.plans import move_plans

    owed, letters = _("Việc đang thực hiện, kèm đôn đốc chưa trả lời"), _("Văn bản đôn đốc chưa gửi")
    registries.holdings.register("work", Holdings(owed, holding.refs_of_unit, move_work))
    registries.holdings.register("urging_letters", Holdings(letters, urging.refs_of_unit, move_letters))
    registries.holdings.register("funding", Holdings(_("Kinh phí phụ trách"), funding.refs_of_unit, move_funding))
    registries.holdings.register("plans", Holdings(_("Kế hoạch phụ trách"), plans.refs_of_unit, move_plans))


def _events() -> None:
    from motcua.plans.events import FIELDS, LABELS

    for kind, label in LABELS.items():
        registries.event_labels.register(kind, label)
    for name, label in FIELDS.items():
        if name not in registries.event_fields:
            registries.event_fields.register(name, label)
