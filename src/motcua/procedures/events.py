"""What this package tells upwards and keeps in the trail. Pure. Payloads hold references and non-personal values only."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.errors import N_


class EventKind(StrEnum):
    """The subject is the [procedure] but for imports ([procedure_import]); then what the payload holds."""

    VERSION_IMPORTED = "procedure.version_imported"  # number, valid_from, decision, run, parts
    VERSION_PUBLISHED = "procedure.version_published"  # number, valid_from, decision
    REMARK_SETTLED = "procedure.remark_settled"  # remark
    PAPER_ORDERED = "printed_paper.ordered"  # paper_kind, paper_title, procedures [printed_paper]
    PAPER_PLACED = "printed_paper.placed"  # place, quantity, placed_on [printed_paper]
    PAPER_REMOVED = "printed_paper.removed"  # place, removed_on [printed_paper]
    DECIDED = "procedure.decided"  # publication, action
    ABOLISHED = "procedure.abolished"  # on, publication
    LOCAL_ADDED = "procedure.local_added"  # entry, kind, from, to, unit, document
    LOCAL_ENDED = "procedure.local_ended"  # entry, kind, to
    LOCAL_VOIDED = "procedure.local_voided"  # entry, kind, reason
    ASSIGNED = "procedure.assigned"  # role, from, count, units, document
    ASSIGNMENT_ENDED = "procedure.assignment_ended"  # role, to, count, units, reason
    FLAG_SET = "procedure.flag_set"  # kind, from, document
    FLAG_ENDED = "procedure.flag_ended"  # kind, to
    FLAG_VOIDED = "procedure.flag_voided"  # kind, reason
    LEVEL_SET = "procedure.level_set"  # regime, level, cause, from, document
    LEVEL_ENDED = "procedure.level_ended"  # level, to, reason
    TRANSFERRED = "competence.transferred"  # [competence_transfer] unit, units, on, count, document
    TRANSFER_REVERSED = "competence.transfer_reversed"  # [competence_transfer] reason, count
    PUBLICATION_DRAFTED = "publication.drafted"  # [publication_decision] unit
    PUBLICATION_CHANGED = "publication.changed"  # [publication_decision] fields
    PUBLICATION_LIST_READ = "publication.list_read"  # [publication_decision] files, count
    PUBLICATION_LINE_SETTLED = "publication.line_settled"  # [publication_decision] row, action, subject, parts
    PUBLICATION_SUBMITTED = "publication.submitted"  # [publication_decision]
    PUBLICATION_SENT_BACK = "publication.sent_back"  # [publication_decision] reason
    PUBLICATION_SIGNED = "publication.signed"  # [publication_decision] number, issued_on
    PUBLICATION_PUBLISHED = "publication.published"  # [publication_decision] number, count, from
    PUBLICATION_WITHDRAWN = "publication.withdrawn"  # [publication_decision] reason
    DISCLOSED = "publication.disclosed"  # [publication_decision] place, unit, on, count
    DISCLOSURE_VOIDED = "publication.disclosure_voided"  # [publication_decision] place, row, reason
    SYNONYM_KEPT = "procedure.synonym_kept"  # [procedure_synonym] phrase, meanings, in_use
    IMPORTED = "procedures.imported"  # source, file_name, sha256, rows, new, changed, same, set_aside
    COMPARED = "procedures.compared"  # the same, proposed, absent
    ROW_REJECTED = "procedures.row_rejected"  # [procedure_import] line, code, reason
    CODE_GIVEN = "procedures.code_given"  # [procedure_import] line, code
    PROCEDURE_MADE = "procedure.made"  # code, kind
    DRAFT_BEGUN = "procedure.draft_begun"  # number
    DRAFT_CHANGED = "procedure.draft_changed"  # number, parts
    DRAFT_SUBMITTED = "procedure.draft_submitted"  # number
    DRAFT_TAKEN_BACK = "procedure.draft_taken_back"  # number, reason
    DRAFT_DISCARDED = "procedure.draft_discarded"  # number, reason
    FILE_ADDED = "procedure.file_added"  # file, kind, component
    FILE_ENDED = "procedure.file_ended"  # file, on
    FILE_VOIDED = "procedure.file_voided"  # file, reason
    WORKFLOW_BEGUN = "workflow.begun"  # [internal_workflow] subject, level
    WORKFLOW_CHANGED = "workflow.changed"  # [internal_workflow] count
    WORKFLOW_ISSUED = "workflow.issued"  # [internal_workflow] from, document
    WORKFLOW_ENDED = "workflow.ended"  # [internal_workflow] to, reason
    WORKFLOW_VOIDED = "workflow.voided"  # [internal_workflow] reason
    WORKFLOWS_READ = "workflow.annex_read"  # [workflow_reading] file, count, level
    WORKFLOW_TAKEN = "workflow.taken"  # [workflow_reading] line, made
    WORKFLOW_NOT_TAKEN = "workflow.not_taken"  # [workflow_reading] line, reason


LABELS: dict[str, str] = {
    EventKind.VERSION_IMPORTED: N_("Nhập phiên bản thủ tục"),
    EventKind.VERSION_PUBLISHED: N_("Phiên bản thủ tục có hiệu lực"),
    EventKind.REMARK_SETTLED: N_("Xử lý góp ý về trang thủ tục"),
    EventKind.PAPER_ORDERED: N_("Lập ấn phẩm"),
    EventKind.PAPER_PLACED: N_("Niêm yết, phát ấn phẩm"),
    EventKind.PAPER_REMOVED: N_("Gỡ ấn phẩm"),
    EventKind.DECIDED: N_("Gắn với quyết định công bố"),
    EventKind.ABOLISHED: N_("Bãi bỏ thủ tục"),
    EventKind.LOCAL_ADDED: N_("Thêm nội dung của địa phương"),
    EventKind.LOCAL_ENDED: N_("Chấm dứt nội dung của địa phương"),
    EventKind.LOCAL_VOIDED: N_("Hủy nội dung của địa phương ghi nhầm"),
    EventKind.ASSIGNED: N_("Giao đơn vị thực hiện thủ tục"),
    EventKind.ASSIGNMENT_ENDED: N_("Thôi giao đơn vị thực hiện thủ tục"),
    EventKind.FLAG_SET: N_("Đánh dấu thủ tục"),
    EventKind.FLAG_ENDED: N_("Thôi đánh dấu thủ tục"),
    EventKind.FLAG_VOIDED: N_("Hủy đánh dấu ghi nhầm"),
    EventKind.LEVEL_SET: N_("Xác định mức độ dịch vụ công trực tuyến"),
    EventKind.LEVEL_ENDED: N_("Chấm dứt mức độ dịch vụ công trực tuyến"),
    EventKind.TRANSFERRED: N_("Chuyển thẩm quyền giải quyết"),
    EventKind.TRANSFER_REVERSED: N_("Hoàn lại việc chuyển thẩm quyền"),
    EventKind.PUBLICATION_DRAFTED: N_("Lập quyết định công bố"),
    EventKind.PUBLICATION_CHANGED: N_("Sửa quyết định công bố"),
    EventKind.PUBLICATION_LIST_READ: N_("Đọc danh mục kèm quyết định"),
    EventKind.PUBLICATION_LINE_SETTLED: N_("Xác nhận một dòng của danh mục"),
    EventKind.PUBLICATION_SUBMITTED: N_("Trình quyết định công bố"),
    EventKind.PUBLICATION_SENT_BACK: N_("Trả lại quyết định công bố"),
    EventKind.PUBLICATION_SIGNED: N_("Quyết định công bố đã ký"),
    EventKind.PUBLICATION_PUBLISHED: N_("Công bố thủ tục theo quyết định"),
    EventKind.PUBLICATION_WITHDRAWN: N_("Bỏ quyết định công bố"),
    EventKind.DISCLOSED: N_("Công khai thủ tục"),
    EventKind.DISCLOSURE_VOIDED: N_("Hủy ghi nhận công khai"),
    EventKind.SYNONYM_KEPT: N_("Ghi từ đồng nghĩa khi tìm thủ tục"),
    EventKind.IMPORTED: N_("Nhập danh mục thủ tục"),
    EventKind.COMPARED: N_("Đối chiếu danh mục thủ tục"),
    EventKind.ROW_REJECTED: N_("Không nhận một dòng"),
    EventKind.CODE_GIVEN: N_("Cho mã một dòng"),
    EventKind.PROCEDURE_MADE: N_("Lập thủ tục mới"),
    EventKind.DRAFT_BEGUN: N_("Bắt đầu soạn phiên bản"),
    EventKind.DRAFT_CHANGED: N_("Sửa bản soạn"),
    EventKind.DRAFT_SUBMITTED: N_("Chuyển bản soạn chờ công bố"),
    EventKind.DRAFT_TAKEN_BACK: N_("Đưa bản soạn về soạn tiếp"),
    EventKind.DRAFT_DISCARDED: N_("Bỏ bản soạn"),
    EventKind.FILE_ADDED: N_("Thêm biểu mẫu, mẫu đã điền hoặc hướng dẫn"),
    EventKind.FILE_ENDED: N_("Thôi dùng tệp"),
    EventKind.FILE_VOIDED: N_("Gỡ tệp đưa nhầm"),
    EventKind.WORKFLOW_BEGUN: N_("Bắt đầu soạn quy trình nội bộ"),
    EventKind.WORKFLOW_CHANGED: N_("Sửa bản soạn quy trình nội bộ"),
    EventKind.WORKFLOW_ISSUED: N_("Ban hành quy trình nội bộ"),
    EventKind.WORKFLOW_ENDED: N_("Quy trình nội bộ hết hiệu lực"),
    EventKind.WORKFLOW_VOIDED: N_("Hủy quy trình nội bộ"),
    EventKind.WORKFLOWS_READ: N_("Đọc phụ lục quy trình nội bộ"),
    EventKind.WORKFLOW_TAKEN: N_("Nhận một quy trình của phụ lục"),
    EventKind.WORKFLOW_NOT_TAKEN: N_("Không nhận một quy trình của phụ lục"),
}
"""What people read of each kind; the texts are gettext keys."""

FIELDS: dict[str, str] = {
    "run": N_("Lần nhập"),
    "phrase": N_("Cụm từ"),
    "meanings": N_("Nghĩa là"),
    "in_use": N_("Đang dùng"),
    "remark": N_("Góp ý"),
    "paper_kind": N_("Loại ấn phẩm"),
    "paper_title": N_("Tên ấn phẩm"),
    "placed_on": N_("Ngày treo, phát"),
    "removed_on": N_("Ngày gỡ"),
    "quantity": N_("Số bản"),
    "procedures": N_("Số thủ tục"),
    "parts": N_("Phần thay đổi"),
    "publication": N_("Quyết định công bố"),
    "action": N_("Việc được quyết định"),
    "entry": N_("Mục của địa phương"),
    "regime": N_("Quy định về mức độ"),
    "level": N_("Mức độ"),
    "cause": N_("Lý do cung cấp một phần"),
    "row": N_("Dòng"),
    "place": N_("Nơi công khai"),
    "same": N_("Không đổi"),
    "proposed": N_("Chờ quyết định"),
    "absent": N_("Tệp không có"),
    "component": N_("Giấy tờ"),
    "set_aside": N_("Để riêng"),
    "made": N_("Đã lập"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
