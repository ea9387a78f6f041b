"""Wiring of the plans: job, subjects, desk entries, holdings, sample, names of events."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.kernel import registries
from motcua.kernel.registries import DeskEntry, Handler, Holdings, JobKind, Periodic, Sample, Subject


class PlansConfig(AppConfig):
    name = "motcua.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.documents.services.approvables import approvables
        from motcua.kernel.indicators import declare
        from motcua.organisations.permissions import is_officer
        from motcua.plans import indicators, sample
        from motcua.plans.events import FIELDS, LABELS
        from motcua.plans.handlers import HANDLERS
        from motcua.plans.jobs import read_plan_files
        from motcua.plans.permissions import may_hand_in
        from motcua.plans.queries import assessment, drafts, funding, initiatives, inspections, plans, readings
        from motcua.plans.queries import work_subjects as work
        from motcua.plans.services import amending, issuing
        from motcua.plans.services.funding import move_funding
        from motcua.plans.services.plans import move_plans
        from motcua.plans.services.readings import JOB
        from motcua.plans.services.telling import declare_templates, remind_all
        from motcua.ui.navigation import FOLLOWING

        declare(*indicators.ALL)
        registries.job_kinds.register(JOB, JobKind(read_plan_files, _("Đọc kế hoạch")))
        registries.subjects.register(plans.KIND, Subject(plans.titles, plans.address, plans.readable, _("Kế hoạch")))
        registries.subjects.register(
            readings.KIND,
            Subject(
                readings.titles, readings.address, readings.readable, pgettext_lazy("one record", "Bản đọc kế hoạch")
            ),
        )
        registries.subjects.register(
            drafts.AMENDMENT,
            Subject(
                drafts.amendment_titles,
                drafts.amendment_address,
                drafts.readable_amendments,
                _("Văn bản điều chỉnh kế hoạch"),
            ),
        )
        approvables.register(plans.KIND, issuing.APPROVABLE)
        approvables.register(drafts.AMENDMENT, amending.APPROVABLE)
        for kind, subject in work.SUBJECTS.items():
            registries.subjects.register(kind, subject)
        registries.subjects.register(
            funding.KIND, Subject(funding.titles, funding.address, funding.readable, _("Dòng kinh phí"))
        )
        declare_templates()
        for kind, run in HANDLERS.items():
            registries.handlers.register(f"plans.{kind}", Handler((kind,), run))
        registries.periodics.register("plans.remind", Periodic(remind_all, every=6 * 3600))
        registries.desk_entries.register(
            "my_work", DeskEntry(_("Việc của tôi"), "plans:work", 5, is_officer, shortcut="m")
        )
        registries.desk_entries.register(
            "sources", DeskEntry(_("Việc được giao"), "plans:sources", 12, is_officer, shortcut="j")
        )
        registries.desk_entries.register(
            "difficulties", DeskEntry(_("Khó khăn, vướng mắc"), "plans:difficulties", 28, is_officer, shortcut="k")
        )
        registries.desk_entries.register(
            "plans", DeskEntry(pgettext_lazy("list title", "Kế hoạch"), "plans:list", 10, is_officer, shortcut="p")
        )
        registries.desk_entries.register(
            "tasks",
            DeskEntry(
                pgettext_lazy("list title", "Nhiệm vụ"), "plans:tasks", 32, is_officer, shortcut="t", group=FOLLOWING
            ),
        )
        registries.subjects.register(
            inspections.KIND,
            Subject(inspections.titles, inspections.address, inspections.readable, _("Cuộc kiểm tra")),
        )
        registries.subjects.register(
            inspections.REPORT,
            Subject(
                inspections.titles, inspections.address, inspections.readable_reports, _("Báo cáo kết quả kiểm tra")
            ),
        )
        registries.subjects.register(
            inspections.FINDING,
            Subject(
                inspections.finding_titles,
                inspections.finding_address,
                inspections.readable_finding_uids,
                _("Kết quả kiểm tra"),
            ),
        )
        registries.subjects.register(
            inspections.CHECKLIST,
            Subject(
                inspections.checklist_titles,
                inspections.checklist_address,
                inspections.readable_checklists,
                _("Danh mục kiểm tra"),
            ),
        )
        registries.subjects.register(
            assessment.SCHEME,
            Subject(assessment.scheme_titles, assessment.scheme_address, assessment.readable_schemes, _("Bộ tiêu chí")),
        )
        registries.subjects.register(
            assessment.ROUND,
            Subject(
                assessment.round_titles, assessment.round_address, assessment.readable_round_uids, _("Đợt đánh giá")
            ),
        )
        registries.subjects.register(
            assessment.ASSESSED,
            Subject(
                assessment.assessed_titles,
                assessment.assessed_address,
                assessment.readable_assessed_uids,
                _("Kết quả đánh giá"),
            ),
        )
        registries.subjects.register(
            initiatives.KIND,
            Subject(initiatives.titles, initiatives.address, initiatives.readable, _("Mô hình, sáng kiến")),
        )
        registries.desk_entries.register(
            "board", DeskEntry(_("Bảng theo dõi"), "plans:board", 31, may_hand_in, shortcut="b", group=FOLLOWING)
        )
        registries.desk_entries.register(
            "assessment", DeskEntry(_("Đánh giá, khen thưởng"), "plans:rounds", 38, is_officer, group=FOLLOWING)
        )
        registries.desk_entries.register(
            "inspections", DeskEntry(_("Kiểm tra"), "plans:inspections", 37, is_officer, group=FOLLOWING)
        )
        registries.desk_entries.register(
            "funding", DeskEntry(_("Kinh phí"), "plans:funding", 36, is_officer, group=FOLLOWING)
        )
        registries.holdings.register("funding", Holdings(_("Kinh phí phụ trách"), funding.refs_of_unit, move_funding))
        registries.holdings.register("plans", Holdings(_("Kế hoạch phụ trách"), plans.refs_of_unit, move_plans))
        registries.samples.register("plans", Sample(order=30, load=sample.load))
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            registries.event_fields.register(name, label)
