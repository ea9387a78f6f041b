"""What this package tells upwards and keeps in the trail. Pure. Payloads hold references and non-personal values only."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.errors import N_


class EventKind(StrEnum):
    """The subject in brackets, then what the payload holds."""

    FILE_UPLOADED = "file.uploaded"  # [stored_file] type, size, signed, owner?
    FILE_ATTACHED = "file.attached"  # [stored_file] owner
    FILES_SWEPT = "file.swept"  # [stored_file] nothing: removed, since no record took it
    LAW_ADDED = "legal_document.added"  # [legal_document] number, issuer, issued_on
    LAW_CHANGED = "legal_document.changed"  # [legal_document] fields
    RELATION_ADDED = "legal_document.related"  # [legal_document: the source] relation, kind, target, on
    RELATION_VOIDED = "legal_document.unrelated"  # [legal_document: the source] relation, reason
    CITATIONS_REGISTERED = "citations.registered"  # [the citing record] count, matched, differing
    CITATION_REVIEWED = "citation.reviewed"  # [the citing record] citation, document, outcome
    SERIES_OPENED = "number_series.opened"  # [number_series] kind, year, first, external, symbol
    NUMBER_TAKEN = "number.taken"  # [number_series] number, line, document, issued_on
    NUMBER_GIVEN = "number.given"  # [the numbered record] the same
    NUMBER_CANCELLED = "number.cancelled"  # [number_series] number, reason, document
    # [approval], each with `subject` (the record that is to be signed) and `round`:
    APPROVAL_SUBMITTED = "approval.submitted"  # kind, unit, route, version (sha256), drafter
    APPROVAL_STEP_OPENED = "approval.step_opened"  # step, act, holders
    APPROVAL_STEP_SKIPPED = "approval.step_skipped"  # step, act
    APPROVAL_APPROVED = "approval.approved"  # step, act, version, decision, instead_of?
    APPROVAL_REDIRECTED = "approval.redirected"  # step, act, holders, decision
    APPROVAL_RETURNED = "approval.returned"  # step, act, version, decision, drafter
    APPROVAL_SIGNED = "approval.signed"  # means, capacity, authority, signed_on, signer?, file, version
    APPROVAL_ISSUED = "approval.issued"  # number, issued_on, line, file, drafter
    APPROVAL_WITHDRAWN = "approval.withdrawn"  # reason
    ROUTE_MADE = "approval_route.made"  # [approval_route] unit, kind, from
    ROUTE_ENDED = "approval_route.ended"  # [approval_route] to, reason


LABELS: dict[str, str] = {
    EventKind.FILE_UPLOADED: N_("Tải tệp lên"),
    EventKind.FILE_ATTACHED: N_("Gắn tệp vào hồ sơ"),
    EventKind.FILES_SWEPT: N_("Xóa tệp tải lên mà không dùng"),
    EventKind.LAW_ADDED: N_("Đưa văn bản vào kho"),
    EventKind.LAW_CHANGED: N_("Sửa thông tin văn bản"),
    EventKind.RELATION_ADDED: N_("Thêm quan hệ với văn bản khác"),
    EventKind.RELATION_VOIDED: N_("Bỏ quan hệ với văn bản khác"),
    EventKind.CITATIONS_REGISTERED: N_("Ghi nhận căn cứ, viện dẫn"),
    EventKind.CITATION_REVIEWED: N_("Rà soát viện dẫn"),
    EventKind.SERIES_OPENED: N_("Mở sổ văn bản đi"),
    EventKind.NUMBER_TAKEN: N_("Cấp số"),
    EventKind.NUMBER_GIVEN: N_("Được cấp số"),
    EventKind.NUMBER_CANCELLED: N_("Hủy số"),
    EventKind.APPROVAL_SUBMITTED: N_("Trình văn bản"),
    EventKind.APPROVAL_STEP_OPENED: N_("Chuyển đến bước"),
    EventKind.APPROVAL_STEP_SKIPPED: N_("Bỏ qua bước không có người giữ"),
    EventKind.APPROVAL_APPROVED: N_("Đồng ý"),
    EventKind.APPROVAL_REDIRECTED: N_("Chuyển người khác xử lý"),
    EventKind.APPROVAL_RETURNED: N_("Trả lại người trình"),
    EventKind.APPROVAL_SIGNED: N_("Ký"),
    EventKind.APPROVAL_ISSUED: N_("Cấp số, phát hành"),
    EventKind.APPROVAL_WITHDRAWN: N_("Rút văn bản trình"),
    EventKind.ROUTE_MADE: N_("Đặt tuyến trình ký"),
    EventKind.ROUTE_ENDED: N_("Thôi dùng tuyến trình ký"),
}
"""What people read of each kind; the texts are gettext keys."""

FIELDS: dict[str, str] = {
    "type": N_("Loại tệp"),
    "size": N_("Kích thước (byte)"),
    "signed": N_("Có chữ ký số"),
    "shipped": N_("Có sẵn trong sản phẩm"),
    "relation": N_("Quan hệ"),
    "target": N_("Văn bản kia"),
    "matched": N_("Có trong kho"),
    "differing": N_("Ngày khác với kho"),
    "citation": N_("Viện dẫn"),
    "outcome": N_("Kết quả rà soát"),
    "first": N_("Số đầu"),
    "external": N_("Cấp số ở hệ thống khác"),
    "symbol": N_("Ký hiệu"),
    "line": N_("Dòng trong sổ"),
    "round": N_("Lần trình"),
    "route": N_("Tuyến trình"),
    "version": N_("Mã của bản đã xem (SHA-256)"),
    "drafter": N_("Người trình"),
    "step": N_("Bước"),
    "act": N_("Việc của bước"),
    "holders": N_("Người xử lý"),
    "decision": N_("Ý kiến"),
    "instead_of": N_("Xử lý thay"),
    "means": N_("Cách ký"),
    "capacity": N_("Quyền hạn ký"),
    "authority": N_("Căn cứ ký thay, thừa lệnh, thừa ủy quyền"),
    "signed_on": N_("Ngày ký"),
    "signer": N_("Người ký"),
    "file": N_("Tệp"),
}
"""What people read of the fields of payloads that are this package's own; the texts are gettext keys."""
