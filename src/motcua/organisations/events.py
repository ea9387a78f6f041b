"""What this package tells upwards and keeps in the trail. Pure. Payloads hold references and non-personal values only."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for marking
    """Marks a text for translation where it is shown (`tools/messages.py` collects it here)."""
    return text


LABELS: dict[str, str] = {
    "unit.establish": N_("Thành lập đơn vị"),
    "unit.rename": N_("Đổi tên đơn vị"),
    "unit.changed": N_("Thay đổi thông tin đơn vị"),
    "unit.corrected": N_("Sửa thông tin đơn vị"),
    "unit.merge": N_("Sáp nhập, hợp nhất đơn vị"),
    "unit.split": N_("Chia, tách đơn vị"),
    "unit.dissolve": N_("Giải thể đơn vị"),
    "unit.transfer": N_("Chuyển chức năng, nhiệm vụ"),
    "unit.reversal": N_("Hủy bỏ việc sắp xếp đã ghi"),
    "unit.identifier_given": N_("Cấp mã định danh"),
    "unit.identifier_closed": N_("Đóng mã định danh"),
    "unit_alias.added": N_("Thêm cách gọi đơn vị"),
    "unit_alias.changed": N_("Sửa cách gọi đơn vị"),
    "unit_alias.ended": N_("Kết thúc cách gọi đơn vị"),
    "territories.imported": N_("Nhập danh mục địa bàn"),
    "person.created": N_("Thêm cá nhân"),
    "person.renamed": N_("Sửa họ tên"),
    "officer.appointed": N_("Giữ chức vụ"),
    "officer.ended": N_("Thôi chức vụ"),
    "officer.role_granted": N_("Giao vai trò"),
    "officer.role_ended": N_("Kết thúc vai trò"),
    "officer.token_created": N_("Tạo mã truy cập API"),
    "officer.token_revoked": N_("Thu hồi mã truy cập API"),
    "account.created": N_("Tạo tài khoản"),
    "account.closed": N_("Khóa tài khoản"),
    "account.reopened": N_("Mở lại tài khoản"),
    "account.password_reset": N_("Đặt lại mật khẩu"),
    "account.password_changed": N_("Đổi mật khẩu"),
    "account.signed_in": N_("Đăng nhập"),
    "account.signed_out": N_("Đăng xuất"),
    "account.signed_out_everywhere": N_("Đăng xuất mọi nơi"),
    "account.sign_in_failed": N_("Đăng nhập sai"),
    "account.sign_in_locked": N_("Tạm khóa do sai nhiều lần"),
    "account.single_sign_on_joined": N_("Gắn với đăng nhập một lần"),
    "account.second_factor_added": N_("Thêm bước xác thực thứ hai"),
    "account.second_factor_removed": N_("Bỏ bước xác thực thứ hai"),
    "account.second_factor_renewed": N_("Đổi mã dự phòng"),
    "account.second_factors_removed": N_("Quản trị viên bỏ xác thực hai bước"),
    "calendar.created": N_("Tạo lịch làm việc"),
    "calendar.changed": N_("Sửa ngày trong lịch làm việc"),
    "calendar.week_set": N_("Đổi giờ làm việc"),
}
