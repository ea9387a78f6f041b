"""Plans written by us to try the reader on other layouts, and what a careful officer reads in them. None is a real document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Truth:
    """What stands in a plan. A task: number, how its words begin, lead, coordinators, deliverable, kind of schedule, its end or interval,
    and the days inside it. A rate is (comparator, value), a count has its unit too."""

    head: tuple[str, int, str, str]
    bases: frozenset[str]
    rates: tuple[tuple[str, float], ...]
    counts: tuple[tuple[str, float, str], ...]
    reporting: frozenset[str]
    tasks: tuple[tuple[str | None, str, str | None, tuple[str, ...], str | None, str, str, str], ...]


PROVINCE_INDEX = """\
ỦY BAN NHÂN DÂN	CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ SƠN	Độc lập - Tự do - Hạnh phúc
Số: 41/KH-UBND	Hà Sơn, ngày 17 tháng 01 năm 2025

KẾ HOẠCH
Cải thiện Chỉ số cải cách hành chính (PAR Index), Chỉ số hài lòng (SIPAS) tỉnh Hà Sơn năm 2025

Căn cứ Quyết định số 876/QĐ-BNV ngày 10 tháng 11 năm 2022 của Bộ trưởng Bộ Nội vụ phê duyệt Đề án "Xác định Chỉ số cải cách hành chính của các bộ, cơ quan ngang bộ, Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương giai đoạn 2022 - 2030";
Căn cứ Kế hoạch số 12/KH-UBND ngày 08/01/2025 của UBND tỉnh về cải cách hành chính năm 2025,
UBND tỉnh ban hành Kế hoạch cải thiện Chỉ số PAR Index, SIPAS năm 2025 như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Khắc phục các tiêu chí bị trừ điểm của năm 2024.
2. Yêu cầu
Các cơ quan xác định rõ trách nhiệm của người đứng đầu.

II. CHỈ TIÊU
1. Chỉ số PAR Index năm 2025 của tỉnh đạt từ 88% trở lên, xếp trong nhóm 20 tỉnh dẫn đầu.
2. Chỉ số SIPAS đạt tối thiểu 85%.
3. 100% nhiệm vụ của Kế hoạch hoàn thành đúng thời hạn.

III. NHIỆM VỤ, GIẢI PHÁP
STT	Nội dung	Sản phẩm	Đơn vị chủ trì	Đơn vị phối hợp	Thời gian
A	CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
1	Ban hành kế hoạch khắc phục tồn tại sau công bố chỉ số	Kế hoạch	Sở Nội vụ	Các sở, ngành	Hoàn thành trong tháng 3
2	Kiểm tra đột xuất việc thực hiện kỷ cương hành chính tại ít nhất 12 cơ quan	Thông báo kết quả	Thanh tra tỉnh	Sở Nội vụ; Văn phòng UBND tỉnh	Quý II và quý IV/2025
3	Giao ban công tác cải cách hành chính	Thông báo kết luận	Văn phòng UBND tỉnh	Các sở, ngành, UBND cấp huyện	Tuần đầu tháng
B	CẢI CÁCH THỦ TỤC HÀNH CHÍNH
1	Công khai kết quả giải quyết hồ sơ trên Cổng dịch vụ công quốc gia	Dữ liệu công khai	Trung tâm Phục vụ hành chính công tỉnh	Các sở, ngành	Thường xuyên
2	Xin lỗi bằng văn bản khi hồ sơ trễ hạn	Văn bản xin lỗi	Các sở, ngành		Khi có phát sinh
3	Tổng hợp tình hình giải quyết hồ sơ quá hạn	Báo cáo	Văn phòng UBND tỉnh		Ngày 05, 15, 25 hằng tháng
C	KHẢO SÁT, ĐÁNH GIÁ
1	Điều tra xã hội học đo lường sự hài lòng (tối thiểu 1.500 phiếu)	Báo cáo kết quả khảo sát	Sở Nội vụ	Bưu điện tỉnh	Trước 30/6
2	Tự đánh giá, chấm điểm gửi Bộ Nội vụ	Báo cáo tự chấm điểm	Sở Nội vụ	Các sở, ngành	Cuối năm 2025

IV. TỔ CHỨC THỰC HIỆN
1. Giám đốc các sở, Thủ trưởng các ban, ngành; Chủ tịch UBND các huyện, thành phố
a) Phân công cụ thể lãnh đạo, công chức phụ trách từng tiêu chí.
b) Báo cáo kết quả thực hiện quý I trước ngày 15/3; 6 tháng trước ngày 15/6; 9 tháng trước ngày 15/9; năm trước ngày 05/12 về Sở Nội vụ.
2. Sở Nội vụ là cơ quan đầu mối theo dõi, đôn đốc; tổng hợp, báo cáo UBND tỉnh vào ngày làm việc cuối cùng của quý.
3. Sở Thông tin và Truyền thông duy trì chuyên mục "Nâng cao Chỉ số cải cách hành chính", đăng tối thiểu 04 tin, bài/tháng.

Nơi nhận:
- Bộ Nội vụ;
- Chủ tịch, các PCT UBND tỉnh;
- Lưu: VT, NC.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Thủy
"""
"""A province's table under capital letters, with days inside months and reports each with its day."""


PROVINCE_INDEX_TRUTH = Truth(
    head=('41/KH-UBND', 2025, '2025-01-17', 'Hà Sơn'),
    bases=frozenset(['12/KH-UBND', '876/QĐ-BNV']),
    rates=(('>=', 88), ('>=', 85), ('=', 100)),
    counts=(('>=', 12, 'cơ quan'), ('>=', 1500, 'phiếu'), ('>=', 4, 'tin, bài/tháng')),
    reporting=frozenset(['6_months', '9_months', 'annual', 'quarterly']),
    tasks=(
        ('1', 'Ban hành kế hoạch khắc phục', 'Sở Nội vụ', ('Các sở, ngành',), 'Kế hoạch', 'months', '2025-03-31', ''),
        ('2', 'Kiểm tra đột xuất', 'Thanh tra tỉnh', ('Sở Nội vụ', 'Văn phòng UBND tỉnh'), 'Thông báo kết quả', 'quarter', '2025-12-31', '2025-06-30 2025-12-31'),
        ('3', 'Giao ban công tác', 'Văn phòng UBND tỉnh', ('Các sở, ngành', 'UBND cấp huyện'), 'Thông báo kết luận', 'periodic', 'P1M', '01-07'),
        ('1', 'Công khai kết quả giải quyết', 'Trung tâm Phục vụ hành chính công tỉnh', ('Các sở, ngành',), 'Dữ liệu công khai', 'continuous', '', ''),
        ('2', 'Xin lỗi bằng văn bản', 'Các sở, ngành', (), 'Văn bản xin lỗi', 'on_event', '', ''),
        ('3', 'Tổng hợp tình hình giải quyết', 'Văn phòng UBND tỉnh', (), 'Báo cáo', 'periodic', 'P1M', '01-05+01-15+01-25'),
        ('1', 'Điều tra xã hội học', 'Sở Nội vụ', ('Bưu điện tỉnh',), 'Báo cáo kết quả khảo sát', 'by_date', '2025-06-30', ''),
        ('2', 'Tự đánh giá, chấm điểm', 'Sở Nội vụ', ('Các sở, ngành',), 'Báo cáo tự chấm điểm', 'by_date', '2025-12-31', ''),
        ('a', 'Phân công cụ thể lãnh đạo', 'Giám đốc các sở, Thủ trưởng các ban, ngành; Chủ tịch UBND các huyện, thành phố', (), None, 'unspecified', '', ''),
        ('b', 'Báo cáo kết quả thực hiện', 'Giám đốc các sở, Thủ trưởng các ban, ngành; Chủ tịch UBND các huyện, thành phố', (), None, 'periodic', 'P3M', '03-15 03-15 03-15 03-05'),
        ('2', 'đầu mối theo dõi', 'Sở Nội vụ', (), None, 'periodic', 'P3M', '03-w00'),
        ('3', 'duy trì chuyên mục', 'Sở Thông tin và Truyền thông', (), None, 'unspecified', '', ''),
    ),
)  # fmt: skip


DISTRICT_ALIGNED = """\
     UBND HUYỆN TRÀ BÌNH                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
       PHÒNG Y TẾ                                    Độc lập - Tự do - Hạnh phúc
     Số: 19/KH-PYT                              Trà Bình, ngày 06 tháng 02 năm 2023

                                        KẾ HOẠCH
                     Cải cách hành chính năm 2023 của Phòng Y tế

       Căn cứ Kế hoạch số 05/KH-UBND ngày 11 tháng 01 năm 2023 của UBND huyện Trà Bình về cải cách
hành chính năm 2023, Phòng Y tế xây dựng kế hoạch như sau:

I. MỤC TIÊU
1. 100% hồ sơ được giải quyết đúng hạn và trước hạn.
2. Mức độ hài lòng của người dân đạt trên 95%.

II. NHIỆM VỤ CỤ THỂ

 STT    Nội dung công việc                      Sản phẩm             Người phụ trách        Thời gian

  1     Xây dựng kế hoạch cải cách hành         Kế hoạch             Bà Hà, chuyên viên     Tháng 02
        chính của phòng
  2     Cập nhật thủ tục hành chính niêm        Bảng niêm yết        Ông Tín, chuyên viên   Khi có thay đổi
        yết tại Bộ phận Một cửa
  3     Tự kiểm tra việc giải quyết hồ sơ       Biên bản             Phó Trưởng phòng       Quý II, IV
  4     Báo cáo công tác cải cách hành          Báo cáo              Bà Hà, chuyên viên     Ngày 15 tháng
        chính                                                                               cuối quý

III. TỔ CHỨC THỰC HIỆN
       1. Trưởng phòng chỉ đạo chung, chịu trách nhiệm trước UBND huyện về kết quả thực hiện.
       2. Công chức được phân công chủ động thực hiện nhiệm vụ đúng tiến độ.

 Nơi nhận:                                                   TRƯỞNG PHÒNG
 - UBND huyện;
 - Lưu: VT.
                                                             Mai Văn Sáu
"""
"""A section's table as a converter of PDF prints it: columns stand apart by spaces, cells run over lines."""


DISTRICT_ALIGNED_TRUTH = Truth(
    head=('19/KH-PYT', 2023, '2023-02-06', 'Trà Bình'),
    bases=frozenset(['05/KH-UBND']),
    rates=(('=', 100), ('>', 95)),
    counts=(),
    reporting=frozenset(['quarterly']),
    tasks=(
        ('1', 'Xây dựng kế hoạch cải cách hành chính', 'Bà Hà, chuyên viên', (), 'Kế hoạch', 'months', '2023-02-28', ''),
        ('2', 'Cập nhật thủ tục hành chính', 'Ông Tín, chuyên viên', (), 'Bảng niêm yết', 'on_event', '', ''),
        ('3', 'Tự kiểm tra việc giải quyết', 'Phó Trưởng phòng', (), 'Biên bản', 'quarter', '2023-12-31', '2023-06-30 2023-12-31'),
        ('4', 'Báo cáo công tác cải cách', 'Bà Hà, chuyên viên', (), 'Báo cáo', 'periodic', 'P3M', '03-15'),
        ('1', 'chỉ đạo chung', 'Trưởng phòng', (), None, 'unspecified', '', ''),
        ('2', 'chủ động thực hiện nhiệm vụ', 'Công chức được phân công', (), None, 'unspecified', '', ''),
    ),
)  # fmt: skip


COMPANY_PROGRAMME = """\
TỔNG CÔNG TY CẤP NƯỚC MIỀN ĐÔNG
BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH
Số: 31/CTr-BCĐ
Thủ Biên, ngày 08 tháng 4 năm 2024

CHƯƠNG TRÌNH CÔNG TÁC
Ban Chỉ đạo cải cách hành chính năm 2024

Thực hiện Quyết định số 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ về đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông; Ban Chỉ đạo xây dựng Chương trình công tác năm 2024 với các nội dung sau:

Phần I
YÊU CẦU
Bám sát nhiệm vụ được giao, phân công rõ người, rõ việc.

Phần II
NỘI DUNG CHƯƠNG TRÌNH
I. QUÝ I
1. Kiện toàn Ban Chỉ đạo, Tổ giúp việc. Đơn vị tham mưu: Văn phòng. Hoàn thành trước 20/4/2024.
II. QUÝ II
1. Họp Ban Chỉ đạo phiên thứ nhất. Chuẩn bị nội dung: Văn phòng; thời gian: tháng 6.
2. Ban hành quy chế phối hợp giải quyết hồ sơ liên thông
- Chủ trì: Phòng Pháp chế
- Phối hợp: Các phòng, ban
- Sản phẩm: Quy chế
- Thời hạn: 30/6/2024
III. CÁC NHIỆM VỤ THƯỜNG XUYÊN
1. Theo dõi tiến độ giải quyết hồ sơ, cảnh báo hồ sơ sắp đến hạn (Phòng Công nghệ thông tin; hằng ngày).
2. Cập nhật bộ câu hỏi thường gặp (Phòng Chăm sóc khách hàng; khi có thay đổi chính sách).
3. Giao Phòng Truyền thông đăng ít nhất 03 bài viết/tháng trên trang thông tin; gửi số liệu vào ngày 10 và ngày 25 hằng tháng.

Phần III
TỔ CHỨC THỰC HIỆN
1. Thành viên Ban Chỉ đạo chỉ đạo đơn vị mình phụ trách thực hiện Chương trình này.
2. Giao Văn phòng là cơ quan thường trực, tổng hợp báo cáo Trưởng Ban Chỉ đạo định kỳ hằng quý, trước ngày 05 của tháng đầu quý sau; kịp thời báo cáo đột xuất khi có yêu cầu.

Nơi nhận:
- Các thành viên BCĐ;
- Lưu: VT.
TRƯỞNG BAN
Huỳnh Công Tâm
"""
"""A programme in running text: who and when behind sentences, in brackets, in lines of their own."""


COMPANY_PROGRAMME_TRUTH = Truth(
    head=('31/CTr-BCĐ', 2024, '2024-04-08', 'Thủ Biên'),
    bases=frozenset(['468/QĐ-TTg']),
    rates=(),
    counts=(('>=', 3, 'bài viết/tháng'),),
    reporting=frozenset(['ad_hoc', 'quarterly']),
    tasks=(
        ('1', 'Kiện toàn Ban Chỉ đạo', 'Văn phòng', (), None, 'by_date', '2024-04-20', ''),
        ('1', 'Họp Ban Chỉ đạo', 'Văn phòng', (), None, 'months', '2024-06-30', ''),
        ('2', 'Ban hành quy chế phối hợp', 'Phòng Pháp chế', ('Các phòng, ban',), 'Quy chế', 'by_date', '2024-06-30', ''),
        ('1', 'Theo dõi tiến độ giải quyết', 'Phòng Công nghệ thông tin', (), None, 'continuous', '', ''),
        ('2', 'Cập nhật bộ câu hỏi', 'Phòng Chăm sóc khách hàng', (), None, 'on_event', '', ''),
        ('3', 'đăng ít nhất 03 bài viết', 'Phòng Truyền thông', (), None, 'periodic', 'P1M', '01-10+01-25'),
        ('1', 'chỉ đạo đơn vị mình', 'Thành viên Ban Chỉ đạo', (), None, 'unspecified', '', ''),
        ('2', 'cơ quan thường trực', 'Văn phòng', (), None, 'periodic', 'P3M', '04-05'),
    ),
)  # fmt: skip


OFFICE_FLATTENED = """\
UBND HUYỆN BÌNH SƠN
VĂN PHÒNG
Số: 21/KH-VP
Bình Sơn, ngày 09 tháng 02 năm 2022
KẾ HOẠCH
Cải cách hành chính năm 2022
Căn cứ Kế hoạch số 02/KH-UBND ngày 05/01/2022 của UBND huyện, Văn phòng ban hành Kế hoạch như sau:
I. NHIỆM VỤ
Stt
Nội dung nhiệm vụ
Sản phẩm
Chủ trì
Phối hợp
Thời gian
hoàn thành
(1)
(2)
(3)
(4)
(5)
(6)
I
Công tác chỉ đạo điều hành
1
Ban hành kế hoạch tự kiểm tra cải cách hành chính, gắn với
đánh giá công chức
Kế hoạch
Tổ Tổng hợp
Công chức Nội vụ
Quý I
2
Tổ chức giao ban
Thông báo kết luận
Lãnh đạo Văn phòng
Hằng tháng
II
Kiểm soát thủ tục hành chính
1
Cập nhật, niêm yết bộ thủ tục hành chính
Bảng niêm yết
Bộ phận Một cửa
Các phòng chuyên môn; UBND
các xã, thị trấn
Khi có quyết định công bố
2
Rà soát quy trình nội bộ
Quyết định phê duyệt
quy trình
Bộ phận Một cửa
Các phòng chuyên môn
Trước 31/10
II. TỔ CHỨC THỰC HIỆN
1. Tổ Tổng hợp theo dõi, báo cáo Chánh Văn phòng trước ngày 20 tháng cuối quý.
Nơi nhận:
- UBND huyện;
- Lưu: VT.
CHÁNH VĂN PHÒNG
Lý Văn Hòa
"""
"""An office's table that a copy from a PDF left a cell a paragraph, with groups."""


OFFICE_FLATTENED_TRUTH = Truth(
    head=('21/KH-VP', 2022, '2022-02-09', 'Bình Sơn'),
    bases=frozenset(['02/KH-UBND']),
    rates=(),
    counts=(),
    reporting=frozenset(['quarterly']),
    tasks=(
        ('1', 'Ban hành kế hoạch tự kiểm tra', 'Tổ Tổng hợp', ('Công chức Nội vụ',), 'Kế hoạch', 'quarter', '2022-03-31', ''),
        ('2', 'Tổ chức giao ban', 'Lãnh đạo Văn phòng', (), 'Thông báo kết luận', 'periodic', 'P1M', ''),
        ('1', 'Cập nhật, niêm yết', 'Bộ phận Một cửa', ('Các phòng chuyên môn', 'UBND các xã, thị trấn'), 'Bảng niêm yết', 'on_event', '', ''),
        ('2', 'Rà soát quy trình', 'Bộ phận Một cửa', ('Các phòng chuyên môn',), 'Quyết định phê duyệt quy trình', 'by_date', '2022-10-31', ''),
        ('1', 'theo dõi, báo cáo Chánh', 'Tổ Tổng hợp', (), None, 'periodic', 'P3M', '03-20'),
    ),
)  # fmt: skip
