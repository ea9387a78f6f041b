"""Wiring of the registry: search, names of events, subjects."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from motcua.kernel import registries
from motcua.kernel.indicators import declare
from motcua.kernel.registries import DeskEntry, Holdings, JobKind, Periodic, Sample, Subject

GROUP = _("Thủ tục hành chính")
"""The menu of the desk that holds this package's entries."""


class ProceduresConfig(AppConfig):
    name = "motcua.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.procedures import indicators, sample
        from motcua.procedures.events import FIELDS, LABELS
        from motcua.procedures.jobs import accept_rows, read_annex, read_run
        from motcua.procedures.permissions import may_edit, may_import, may_read
        from motcua.procedures.queries import eforms, subjects, workflows
        from motcua.procedures.queries.files import FILE
        from motcua.procedures.queries.imports import RUN
        from motcua.procedures.queries.registry import KIND
        from motcua.procedures.sample import staff
        from motcua.procedures.services import annexes
        from motcua.procedures.services.runs import ACCEPT_JOB, JOB
        from motcua.procedures.services.versions import declare_indexes

        declare_indexes()
        declare(*indicators.ALL)
        _papers()
        _search()
        _publication()
        _reviews()
        registries.subjects.register(KIND, subjects.PROCEDURE)
        registries.subjects.register(RUN, subjects.IMPORT)
        registries.subjects.register(FILE, subjects.FILE)
        registries.subjects.register(workflows.KIND, subjects.WORKFLOW)
        registries.subjects.register(eforms.KIND, subjects.EFORM)
        registries.subjects.register(workflows.READING, subjects.ANNEX)
        registries.job_kinds.register(JOB, JobKind(read_run, _("Nhập, đối chiếu thủ tục"), attempts=6))
        registries.job_kinds.register(ACCEPT_JOB, JobKind(accept_rows, _("Nhận các dòng đang chờ")))
        registries.job_kinds.register(annexes.JOB, JobKind(read_annex, _("Đọc phụ lục quy trình nội bộ")))
        registries.desk_entries.register(
            "procedure_drafts", DeskEntry(_("Bản đang soạn"), "procedures:drafts", 14, may_edit, group=GROUP)
        )
        registries.desk_entries.register(
            "procedure_runs",
            DeskEntry(_("Nhập và đối chiếu thủ tục"), "procedures:runs", 15, may_import, group=GROUP),
        )
        registries.desk_entries.register(
            "procedures",
            DeskEntry(_("Danh mục thủ tục hành chính"), "procedures:registry", 14, may_read, shortcut="r", group=GROUP),
        )
        registries.samples.register("procedures", Sample(order=25, load=sample.load))
        registries.samples.register("procedure_staff", Sample(order=95, load=staff.load))
        registries.desk_entries.register(
            "workflows", DeskEntry(_("Quy trình nội bộ"), "procedures:workflows", 17, may_read, group=GROUP)
        )
        for kind, label in LABELS.items():
            registries.event_labels.register(kind, label)
        for name, label in FIELDS.items():
            if name not in registries.event_fields:
                registries.event_fields.register(name, label)


def _publication() -> None:
    """Decisions, assignments and what reorganisations move of them."""
    from motcua.documents.services.approvals import approvables
    from motcua.procedures.jobs import do_bulk, read_list, work_on_lines
    from motcua.procedures.permissions import may_read
    from motcua.procedures.queries import assignments, bulk, local, publication
    from motcua.procedures.services.assignments import move_assignments
    from motcua.procedures.services.bulk import JOB
    from motcua.procedures.services.local import move_entries
    from motcua.procedures.services.publication_notices import remind_publication
    from motcua.procedures.services.publications import APPROVABLE, declare_index, move_decisions

    declare_index()
    decision = Subject(publication.titles, publication.address, publication.readable, _("Quyết định công bố"))
    registries.subjects.register(publication.KIND, decision)
    transfer = Subject(assignments.titles, assignments.address, assignments.readable, _("Chuyển thẩm quyền"))
    registries.subjects.register(assignments.TRANSFER, transfer)
    act = Subject(bulk.titles, bulk.address, bulk.readable, _("Việc hàng loạt"))
    registries.subjects.register(bulk.KIND, act)
    registries.job_kinds.register(JOB, JobKind(do_bulk, _("Giao, chuyển, đánh dấu nhiều thủ tục")))
    registries.job_kinds.register(publication.LIST_JOB, JobKind(read_list, _("Đọc danh mục kèm quyết định công bố")))
    of_lines = JobKind(work_on_lines, _("Xác nhận, ghi công khai nhiều dòng của quyết định"))
    registries.job_kinds.register(publication.LINES_JOB, of_lines)
    approvables.register(publication.KIND, APPROVABLE)
    registries.periodics.register("procedures.remind_publication", Periodic(remind_publication, every=3600))
    held, layer = _("Thủ tục được giao thực hiện"), _("Nội dung địa phương của thủ tục")
    prepared = _("Quyết định công bố phụ trách")
    registries.holdings.register("procedure_assignments", Holdings(held, assignments.refs_of_unit, move_assignments))
    registries.holdings.register("procedure_layer", Holdings(layer, local.refs_of_unit, move_entries))
    registries.holdings.register("publications", Holdings(prepared, publication.refs_of_unit, move_decisions))
    for name, entry in {
        "publications": DeskEntry(_("Công bố, công khai"), "procedures:publications", 16, may_read, group=GROUP),
        "procedure_units": DeskEntry(_("Đơn vị thực hiện thủ tục"), "procedures:matrix", 17, may_read, group=GROUP),
        "online_levels": DeskEntry(_("Dịch vụ công trực tuyến"), "procedures:online", 18, may_read, group=GROUP),
    }.items():
        registries.desk_entries.register(name, entry)


def _reviews() -> None:
    """Reviews, draft regulations, procedures whose legal grounds changed."""
    from motcua.documents.queries.resting import Resting, resting
    from motcua.documents.services.approvals import approvables
    from motcua.kernel.registries import Handler
    from motcua.procedures.handlers import HANDLERS
    from motcua.procedures.jobs import look_alike
    from motcua.procedures.permissions import may_read
    from motcua.procedures.queries import law_reviews, registry, regulations, reviews
    from motcua.procedures.services.hints import JOB, declare_hint_index
    from motcua.procedures.services.law_reviews import check_grounds
    from motcua.procedures.services.notices import declare_notices
    from motcua.procedures.services.regulations import APPROVABLE, move_regulations
    from motcua.procedures.services.review_notices import remind_regulations, remind_reviews
    from motcua.procedures.services.review_routes import PLAN_APPROVABLE, REPORT_APPROVABLE
    from motcua.procedures.services.review_search import declare_review_indexes
    from motcua.procedures.services.reviews import move_reviews

    declare_notices()
    declare_review_indexes()
    declare_hint_index()
    subjects = registries.subjects
    subjects.register(
        reviews.ROUND, Subject(reviews.round_titles, reviews.round_address, reviews.readable, _("Đợt rà soát thủ tục"))
    )
    subjects.register(
        reviews.ITEM, Subject(reviews.item_titles, reviews.item_address, reviews.readable, _("Rà soát một thủ tục"))
    )
    figure = Subject(reviews.parameter_titles, reviews.parameter_address, reviews.readable, _("Tham số chi phí"))
    subjects.register(reviews.PARAMETER, figure)
    draft = Subject(regulations.titles, regulations.address, regulations.readable, _("Dự thảo văn bản có thủ tục"))
    subjects.register(regulations.KIND, draft)
    approvables.register(regulations.KIND, APPROVABLE)
    for kind, paper, label in (
        (reviews.PLAN, PLAN_APPROVABLE, _("Kế hoạch rà soát thủ tục")),
        (reviews.REPORT, REPORT_APPROVABLE, _("Báo cáo rà soát thủ tục")),
    ):
        subjects.register(kind, Subject(reviews.round_titles, reviews.round_address, reviews.readable, label))
        approvables.register(kind, paper)
    on_law = _("Thủ tục hành chính dựa vào văn bản này")
    resting.register(registry.KIND, Resting(on_law, law_reviews.count_on, law_reviews.uids_on))
    work, control = _("Rà soát thủ tục đang làm"), _("Dự thảo văn bản đang theo dõi")
    registries.holdings.register("procedure_reviews", Holdings(work, reviews.refs_of_unit, move_reviews))
    registries.holdings.register("draft_regulations", Holdings(control, regulations.refs_of_unit, move_regulations))
    registries.job_kinds.register(JOB, JobKind(look_alike, _("Tìm thủ tục giống nhau, giấy tờ trùng lặp")))
    registries.periodics.register("procedures.check_grounds", Periodic(check_grounds, every=86_400))
    registries.periodics.register("procedures.remind_regulations", Periodic(remind_regulations, every=3600))
    registries.periodics.register("procedures.remind_reviews", Periodic(remind_reviews, every=3600))
    for name, (kinds, run) in HANDLERS.items():
        registries.handlers.register(f"procedures.{name}", Handler(kinds, run))
    for name, entry in {
        "procedure_reviews": DeskEntry(_("Rà soát, đơn giản hóa"), "procedures:reviews", 22, may_read, group=GROUP),
        "draft_regulations": DeskEntry(
            _("Dự thảo văn bản có thủ tục"), "procedures:regulations", 23, may_read, group=GROUP
        ),
    }.items():
        registries.desk_entries.register(name, entry)


def _papers() -> None:
    """What is printed, what readers say about pages, where pages lead."""
    from motcua.procedures.jobs import set_paper
    from motcua.procedures.permissions import may_read, may_settle
    from motcua.procedures.queries import papers
    from motcua.procedures.services.links import check_links
    from motcua.procedures.services.papers import CHECK, JOB, check_postings
    from motcua.procedures.services.views import reckon_views

    printed = Subject(papers.titles, papers.address, papers.readable, _("Ấn phẩm"))
    registries.subjects.register(papers.KIND, printed)
    registries.job_kinds.register(JOB, JobKind(set_paper, _("Dàn trang ấn phẩm")))
    registries.periodics.register(CHECK, Periodic(check_postings, every=3600))
    registries.periodics.register("procedures.check_links", Periodic(check_links, every=3600))
    registries.periodics.register("procedures.reckon_views", Periodic(reckon_views, every=3600))
    for name, entry in {
        "procedure_papers": DeskEntry(_("Ấn phẩm, niêm yết"), "procedures:papers", 18, may_read, group=GROUP),
        "procedure_remarks": DeskEntry(_("Góp ý về trang thủ tục"), "procedures:remarks", 19, may_settle, group=GROUP),
        "procedure_links": DeskEntry(
            _("Trang quốc gia không còn"), "procedures:dead_links", 20, may_settle, group=GROUP
        ),
    }.items():
        registries.desk_entries.register(name, entry)


def _search() -> None:
    """What people say for what procedures are called, searches that found nothing, what people come for."""
    from motcua.procedures.permissions import may_change_life_events, may_change_synonyms
    from motcua.procedures.queries import life_events, subjects
    from motcua.procedures.queries.search import SYNONYM

    registries.subjects.register(SYNONYM, subjects.SYNONYM)
    registries.desk_entries.register(
        "procedure_synonyms",
        DeskEntry(_("Từ đồng nghĩa khi tìm"), "procedures:synonyms", 21, may_change_synonyms, group=GROUP),
    )
    event = Subject(life_events.titles, life_events.address, life_events.readable, _("Nhóm việc theo sự kiện"))
    registries.subjects.register(life_events.KIND, event)
    registries.desk_entries.register(
        "life_events",
        DeskEntry(_("Việc theo sự kiện"), "procedures:life_events", 21, may_change_life_events, group=GROUP),
    )
