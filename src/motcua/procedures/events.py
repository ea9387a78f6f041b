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
    ABOLISHED = "procedure.abolished"  # on, publication; instead_of and document where its end moved
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
    BULK_BEGUN = "bulk_act.begun"  # [bulk_act] bulk_kind, procedures, from
    ROLE_POST_NAMED = "unit.role_post_named"  # [unit] workflow_role, post, from
    ROLE_POST_ENDED = "unit.role_post_ended"  # [unit] workflow_role, post, to
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
    LIFE_EVENT_KEPT = "life_event.kept"  # [life_event] title, for, codes, phrases, position, in_use
    LIFE_EVENT_SHIPPED = "life_event.shipped"  # [life_event]
    PAPER_RUN_VOIDED = "printed_paper.run_voided"  # [printed_paper] place, quantity, reason
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
    EFORM_BEGUN = "eform.begun"  # [eform] subject
    EFORM_CHANGED = "eform.changed"  # [eform] count
    EFORM_ISSUED = "eform.issued"  # [eform] from
    EFORM_ENDED = "eform.ended"  # [eform] to, reason
    EFORM_VOIDED = "eform.voided"  # [eform] reason
    WORKFLOWS_READ = "workflow.annex_read"  # [workflow_reading] file, count, level
    WORKFLOW_TAKEN = "workflow.taken"  # [workflow_reading] line, made
    WORKFLOW_NOT_TAKEN = "workflow.not_taken"  # [workflow_reading] line, reason
    REVIEW_PLANNED = "review_round.planned"  # [review_round] year, unit
    REVIEW_CHANGED = "review_round.changed"  # [review_round] before, after
    REVIEW_DELETED = "review_round.deleted"  # [review_round] title, year, codes
    REVIEW_PLAN_SUBMITTED = "review_round.plan_submitted"  # [review_round]
    REVIEW_PLAN_RETURNED = "review_round.plan_returned"  # [review_round] reason
    REVIEW_REPORT_SUBMITTED = "review_round.report_submitted"  # [review_round]
    REVIEW_REPORT_RETURNED = "review_round.report_returned"  # [review_round] reason
    REVIEW_ITEMS_ADDED = "review_round.items_added"  # [review_round] count, unit
    REVIEW_STARTED = "review_round.started"  # [review_round] number, issued_on
    REVIEW_SCANNED = "review_round.scan_kept"  # [review_round] paper, number, file
    REVIEW_CLOSED = "review_round.closed"  # [review_round] number, issued_on
    REVIEW_DROPPED = "review_round.dropped"  # [review_round] reason
    REVIEW_ITEM_CHANGED = "review_item.changed"  # [review_item] before, after
    REVIEW_ITEM_RESTORED = "review_item.restored"  # [review_item] unit
    REVIEW_ANSWERED = "review_item.answered"  # [review_item] fields
    REVIEW_COSTED = "review_item.costed"  # [review_item] cost_before, cost_after
    REVIEW_GRANTED = "review_item.granted"  # [review_item] cost_after, reason
    REVIEW_HANDED_IN = "review_item.handed_in"  # [review_item]
    REVIEW_SENT_BACK = "review_item.sent_back"  # [review_item] reason
    REVIEW_SETTLED = "review_item.settled"  # [review_item]
    REVIEW_ITEM_DROPPED = "review_item.dropped"  # [review_item] reason
    PROPOSED = "review_item.proposed"  # [review_item] proposal, kind
    PROPOSAL_DECIDED = "review_item.proposal_decided"  # [review_item] proposal, outcome, number, reason
    PROPOSAL_CORRECTED = "review_item.proposal_corrected"  # [review_item] proposal, outcome, number, reason, before
    PROPOSAL_DONE = "review_item.proposal_done"  # [review_item] proposal, on, version
    PROPOSAL_WITHDRAWN = "review_item.proposal_withdrawn"  # [review_item] proposal, reason
    PARAMETER_SET = "cost_parameter.set"  # [cost_parameter] kind, figure, from
    PARAMETER_ENDED = "cost_parameter.ended"  # [cost_parameter] to
    PARAMETER_VOIDED = "cost_parameter.voided"  # [cost_parameter] reason
    REGULATION_REGISTERED = "draft_regulation.registered"  # [draft_regulation] unit
    REGULATION_CORRECTED = "draft_regulation.corrected"  # [draft_regulation] before, after
    REGULATION_IMPACT = "draft_regulation.impact"  # [draft_regulation] impact, action
    REGULATION_ASKED = "draft_regulation.asked"  # [draft_regulation] units, day
    REGULATION_COMMENTED = "draft_regulation.commented"  # [draft_regulation] unit, stand
    REGULATION_OPINION_WRITTEN = "draft_regulation.opinion_written"  # [draft_regulation]
    REGULATION_SUBMITTED = "draft_regulation.submitted"  # [draft_regulation]
    REGULATION_SENT_BACK = "draft_regulation.sent_back"  # [draft_regulation] reason
    REGULATION_OPINED = "draft_regulation.opined"  # [draft_regulation] number, issued_on
    REGULATION_CLOSED = "draft_regulation.closed"  # [draft_regulation] number, issued_on
    REGULATION_WITHDRAWN = "draft_regulation.withdrawn"  # [draft_regulation] reason
    GROUND_CHANGED = "procedure.ground_changed"  # document, change, from
    GROUND_REVIEWED = "procedure.ground_reviewed"  # document, outcome, reason


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
    EventKind.BULK_BEGUN: N_("Bắt đầu việc hàng loạt trên nhiều thủ tục"),
    EventKind.ROLE_POST_NAMED: N_("Chỉ định vị trí đảm nhận vai trò của quy trình"),
    EventKind.ROLE_POST_ENDED: N_("Thôi chỉ định vị trí đảm nhận vai trò của quy trình"),
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
    EventKind.LIFE_EVENT_KEPT: N_("Ghi nhóm việc theo sự kiện"),
    EventKind.LIFE_EVENT_SHIPPED: N_("Lấy lại bản có sẵn của nhóm việc"),
    EventKind.PAPER_RUN_VOIDED: N_("Hủy lần treo, phát ghi nhầm"),
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
    EventKind.EFORM_BEGUN: N_("Bắt đầu soạn tờ khai điện tử"),
    EventKind.EFORM_CHANGED: N_("Sửa bản soạn tờ khai điện tử"),
    EventKind.EFORM_ISSUED: N_("Ban hành tờ khai điện tử"),
    EventKind.EFORM_ENDED: N_("Tờ khai điện tử hết hiệu lực"),
    EventKind.EFORM_VOIDED: N_("Hủy tờ khai điện tử"),
    EventKind.WORKFLOWS_READ: N_("Đọc phụ lục quy trình nội bộ"),
    EventKind.WORKFLOW_TAKEN: N_("Nhận một quy trình của phụ lục"),
    EventKind.WORKFLOW_NOT_TAKEN: N_("Không nhận một quy trình của phụ lục"),
    EventKind.REVIEW_PLANNED: N_("Lập đợt rà soát"),
    EventKind.REVIEW_CHANGED: N_("Sửa đợt rà soát"),
    EventKind.REVIEW_DELETED: N_("Xóa đợt rà soát lập nhầm"),
    EventKind.REVIEW_PLAN_SUBMITTED: N_("Trình ký kế hoạch rà soát"),
    EventKind.REVIEW_PLAN_RETURNED: N_("Trả lại kế hoạch rà soát"),
    EventKind.REVIEW_REPORT_SUBMITTED: N_("Trình ký báo cáo rà soát"),
    EventKind.REVIEW_REPORT_RETURNED: N_("Trả lại báo cáo rà soát"),
    EventKind.REVIEW_ITEMS_ADDED: N_("Thêm thủ tục vào đợt rà soát"),
    EventKind.REVIEW_STARTED: N_("Ban hành kế hoạch rà soát"),
    EventKind.REVIEW_SCANNED: N_("Đính kèm bản quét đã ký"),
    EventKind.REVIEW_CLOSED: N_("Kết thúc đợt rà soát"),
    EventKind.REVIEW_DROPPED: N_("Bỏ đợt rà soát"),
    EventKind.REVIEW_ITEM_CHANGED: N_("Sửa phân công rà soát thủ tục"),
    EventKind.REVIEW_ITEM_RESTORED: N_("Đưa thủ tục trở lại đợt rà soát"),
    EventKind.REVIEW_ANSWERED: N_("Đánh giá thủ tục theo tiêu chí"),
    EventKind.REVIEW_COSTED: N_("Tính chi phí tuân thủ"),
    EventKind.REVIEW_GRANTED: N_("Xác nhận chi phí theo phần được chấp thuận"),
    EventKind.REVIEW_HANDED_IN: N_("Nộp kết quả rà soát thủ tục"),
    EventKind.REVIEW_SENT_BACK: N_("Trả lại kết quả rà soát thủ tục"),
    EventKind.REVIEW_SETTLED: N_("Hoàn thành rà soát thủ tục"),
    EventKind.REVIEW_ITEM_DROPPED: N_("Đưa thủ tục ra khỏi đợt rà soát"),
    EventKind.PROPOSED: N_("Kiến nghị sau rà soát"),
    EventKind.PROPOSAL_DECIDED: N_("Quyết định về kiến nghị"),
    EventKind.PROPOSAL_CORRECTED: N_("Sửa quyết định về kiến nghị đã ghi"),
    EventKind.PROPOSAL_DONE: N_("Đã thực hiện kiến nghị"),
    EventKind.PROPOSAL_WITHDRAWN: N_("Rút kiến nghị"),
    EventKind.PARAMETER_SET: N_("Ghi tham số tính chi phí tuân thủ"),
    EventKind.PARAMETER_ENDED: N_("Thôi dùng tham số tính chi phí"),
    EventKind.PARAMETER_VOIDED: N_("Hủy tham số ghi nhầm"),
    EventKind.REGULATION_REGISTERED: N_("Ghi dự thảo văn bản có thủ tục hành chính"),
    EventKind.REGULATION_CORRECTED: N_("Sửa thông tin dự thảo văn bản"),
    EventKind.REGULATION_IMPACT: N_("Ghi, đánh giá tác động của một thủ tục"),
    EventKind.REGULATION_ASKED: N_("Lấy ý kiến về dự thảo văn bản"),
    EventKind.REGULATION_COMMENTED: N_("Cho ý kiến về dự thảo văn bản"),
    EventKind.REGULATION_OPINION_WRITTEN: N_("Soạn ý kiến về dự thảo văn bản"),
    EventKind.REGULATION_SUBMITTED: N_("Trình văn bản tham gia ý kiến"),
    EventKind.REGULATION_SENT_BACK: N_("Trả lại văn bản tham gia ý kiến"),
    EventKind.REGULATION_OPINED: N_("Ban hành ý kiến về dự thảo văn bản"),
    EventKind.REGULATION_CLOSED: N_("Văn bản đã ban hành"),
    EventKind.REGULATION_WITHDRAWN: N_("Thôi theo dõi dự thảo văn bản"),
    EventKind.GROUND_CHANGED: N_("Căn cứ pháp lý thay đổi"),
    EventKind.GROUND_REVIEWED: N_("Rà soát căn cứ pháp lý thay đổi"),
}
"""What people read of each kind; the texts are gettext keys."""

FIELDS: dict[str, str] = {
    "run": N_("Lần nhập"),
    "bulk_kind": N_("Loại việc"),
    "workflow_role": N_("Vai trò trong quy trình"),
    "phrase": N_("Cụm từ"),
    "meanings": N_("Nghĩa là"),
    "in_use": N_("Đang dùng"),
    "for": N_("Dành cho"),
    "phrases": N_("Từ ngữ để tìm"),
    "remark": N_("Góp ý"),
    "paper_kind": N_("Loại ấn phẩm"),
    "paper_title": N_("Tên ấn phẩm"),
    "placed_on": N_("Ngày treo, phát"),
    "removed_on": N_("Ngày gỡ"),
    "quantity": N_("Số bản"),
    "procedures": N_("Số thủ tục"),
    "parts": N_("Phần thay đổi"),
    "instead_of": N_("Thay cho ngày kết thúc"),
    "publication": N_("Quyết định công bố"),
    "action": N_("Việc được quyết định"),
    "entry": N_("Mục của địa phương"),
    "regime": N_("Quy định về mức độ"),
    "level": N_("Mức độ"),
    "cause": N_("Lý do cung cấp một phần"),
    "row": N_("Dòng"),
    "place": N_("Nơi công khai"),
    "same": N_("Không đổi"),
    "valid_from": N_("Hiệu lực từ"),
    "file_name": N_("Tên tệp"),
    "sha256": N_("Mã băm của tệp"),
    "rows": N_("Số dòng"),
    "new": N_("Thủ tục mới"),
    "changed": N_("Phiên bản mới"),
    "lacking": N_("Còn thiếu bộ phận"),
    "doubted": N_("Cần xem lại"),
    "proposed": N_("Chờ quyết định"),
    "absent": N_("Tệp không có"),
    "component": N_("Giấy tờ"),
    "set_aside": N_("Để riêng"),
    "made": N_("Đã lập"),
    "cost_before": N_("Chi phí tuân thủ trước"),
    "cost_after": N_("Chi phí tuân thủ sau"),
    "proposal": N_("Kiến nghị"),
    "figure": N_("Giá trị"),
    "impact": N_("Thủ tục được đánh giá tác động"),
    "stand": N_("Ý kiến của đơn vị"),
    "change": N_("Thay đổi của văn bản"),
    "title": N_("Tên"),
    "codes": N_("Mã thủ tục"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
