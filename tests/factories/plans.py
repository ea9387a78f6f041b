"""A board with divisions, its officers, and plans at every stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from tests.factories.documents import PASSWORD, START

from motcua.documents.services.files import store_upload
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import COUNTRY, Calendar, Unit, User
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.units import Facts, establish_unit
from motcua.plans.models import Plan, Reading
from motcua.plans.services.acceptance import accept_reading
from motcua.plans.services.readings import open_reading, read_now, start_reading

TABLE = """\
ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI
BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Nai, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Kiểm soát thủ tục hành chính năm 2026

Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa;
Ban Quản lý ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2026 như sau:

I. MỤC TIÊU
1. 100% hồ sơ được giải quyết đúng hạn.
2. Ít nhất 80% hồ sơ được nộp trực tuyến.

II. NHIỆM VỤ
| TT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian | Kết quả |
| 1 | Rà soát quy trình nội bộ giải quyết thủ tục hành chính | Văn phòng | Các phòng chuyên môn | Quý II/2026 | Báo cáo rà soát |
| 2 | Công khai thủ tục hành chính tại Bộ phận Một cửa | Văn phòng | Phòng Đầu tư | Trước ngày 30/6/2026 | Bảng niêm yết |
| 3 | Tập huấn kỹ năng số cho công chức | Phòng Đầu tư | Văn phòng | Tháng 9/2026 | Lớp tập huấn |

III. TỔ CHỨC THỰC HIỆN
1. Văn phòng tổng hợp, báo cáo Ủy ban nhân dân tỉnh định kỳ 6 tháng và hằng năm.

Nơi nhận:
- UBND tỉnh (b/c);
- Các phòng, đơn vị;
- Lưu: VT, VP.
TRƯỞNG BAN
Nguyễn Văn Ký
"""


@dataclass(frozen=True)
class World:
    """`board` has an office and a division; the province stands above, `elsewhere` beside it."""

    province: Unit
    board: Unit
    office_unit: Unit
    division: Unit
    elsewhere: Unit
    office: User
    specialist: User
    clerk: User
    leader: User
    stranger: User
    auditor: User


def build_world() -> World:
    # tests that commit empty the tables, also of what migrations put there
    Calendar.objects.get_or_create(code=COUNTRY, defaults={"name": "Lịch làm việc của cơ quan hành chính nhà nước"})
    province = _unit("tinh", "Ủy ban nhân dân tỉnh Đồng Nai", "peoples_committee", abbreviation="UBND")
    board = _unit("bql", "Ban Quản lý các khu công nghiệp", "zone_board", parent=province, abbreviation="KCNĐN")
    office_unit = _unit("bql-vp", "Văn phòng", "division", parent=board)
    division = _unit("bql-dt", "Phòng Đầu tư", "division", parent=board)
    elsewhere = _unit("so-noi-vu", "Sở Nội vụ", "department", parent=province, abbreviation="SNV")
    return World(
        province,
        board,
        office_unit,
        division,
        elsewhere,
        office=_officer("Lê Văn Phòng", board, "office"),
        specialist=_officer("Vũ Chuyên Viên", division, "specialist"),
        clerk=_officer("Trần Thị Văn Thư", board, "registry_clerk"),
        leader=_officer("Đỗ Lãnh Đạo", board, "leader"),
        stranger=_officer("Phạm Người Lạ", elsewhere, "office"),
        auditor=_officer("Ngô Kiểm Tra", province, "auditor"),
    )


def _unit(code: str, name: str, kind: str, *, parent: Unit | None = None, abbreviation: str = "") -> Unit:
    return establish_unit(code, Facts(name, kind, parent=parent, abbreviation=abbreviation), actor=SYSTEM, on=START)


def _officer(name: str, unit: Unit, role: str) -> User:
    return create_officer(name, unit=unit, role=role, actor=SYSTEM, on=START, password=PASSWORD).user


def plan_text(number: str = "18/KH-KCNĐN", **changes: str) -> str:
    """The text of a plan; `changes` replace words of it (`old` of a pair given as keyword is not possible: use `.replace`)."""
    return TABLE.format(number=number)


def started(
    world: World, text: str | None = None, *, name: str = "ke-hoach.txt", user: User | None = None, queued: bool = True
) -> Reading:
    """A reading in the queue; not `queued`: outside it, where a living worker would read it at the same time."""
    actor = actor_of(user or world.office)
    file = store_upload((plan_text() if text is None else text).encode(), name=name, actor=actor)
    begin = start_reading if queued else open_reading
    return begin([file], owner=world.board, actor=actor)


def read(world: World, text: str | None = None, **others: Any) -> Reading:
    """A reading that was read: to review, or failed."""
    reading = started(world, text, **others)
    return read_now(reading, actor=SYSTEM)


def accepted(world: World, text: str | None = None, **others: Any) -> Plan:
    """A plan made from a reading."""
    awaiting = others.pop("awaiting_number", False)
    replaces = others.pop("replaces", None)
    reading = read(world, text, **others)
    return accept_reading(reading, actor=actor_of(world.office), awaiting_number=awaiting, replaces=replaces)


def signed_in(user: User | None, **options: Any) -> Client:
    client = Client(**options)
    if user is not None:
        client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client
