"""Plans written by us in the layouts of the field, as plain text: what converters and offices make of them. None is a real document."""

from __future__ import annotations

PROVINCE_ANNEX_TABLE = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG LA
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 215/KH-UBND
Sông La, ngày 28 tháng 12 năm 2023

KẾ HOẠCH
Cải cách hành chính nhà nước tỉnh Sông La năm 2024

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030;
Thực hiện Quyết định số 1840/QĐ-UBND ngày 20/8/2021 của UBND tỉnh phê duyệt Chương trình cải cách hành chính tỉnh Sông La;
Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 512/TTr-SNV ngày 15/12/2023.
Ủy ban nhân dân tỉnh ban hành Kế hoạch cải cách hành chính nhà nước năm 2024 như sau:

I. MỤC TIÊU
1. Mục tiêu chung
Tiếp tục xây dựng nền hành chính dân chủ, chuyên nghiệp, hiện đại.
2. Mục tiêu cụ thể
- 100% văn bản quy phạm pháp luật được ban hành đúng trình tự, thủ tục.
- Tỷ lệ hồ sơ giải quyết đúng hạn đạt trên 98%; mức độ hài lòng của người dân, tổ chức đạt từ 92% trở lên.
- Giảm tối thiểu 10% chi phí tuân thủ thủ tục hành chính so với năm 2023.
- Tỷ lệ hồ sơ trễ hạn không quá 1,5%.

II. NHIỆM VỤ
(Chi tiết tại Phụ lục kèm theo)

III. KINH PHÍ
Kinh phí thực hiện Kế hoạch được bố trí trong dự toán ngân sách năm 2024 của các cơ quan, đơn vị.

IV. TỔ CHỨC THỰC HIỆN
1. Các sở, ban, ngành, UBND các huyện, thành phố
a) Xây dựng và ban hành kế hoạch cải cách hành chính năm 2024 của cơ quan, đơn vị trước ngày 31/01/2024.
b) Báo cáo kết quả thực hiện định kỳ hàng quý, 6 tháng, năm về UBND tỉnh (qua Sở Nội vụ) trước ngày 10 của tháng cuối quý.
2. Sở Nội vụ
a) Chủ trì, phối hợp với Văn phòng UBND tỉnh, các đơn vị liên quan theo dõi, đôn đốc việc thực hiện Kế hoạch này.
b) Tham mưu UBND tỉnh thành lập Đoàn kiểm tra cải cách hành chính.
3. Sở Tài chính: Chủ trì, phối hợp với Sở Nội vụ tham mưu bố trí kinh phí thực hiện Kế hoạch.
4. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội phối hợp tuyên truyền, giám sát việc thực hiện.

Trên đây là Kế hoạch cải cách hành chính nhà nước tỉnh Sông La năm 2024, trong quá trình thực hiện nếu có vướng mắc, các cơ quan, đơn vị phản ánh về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh xem xét, quyết định./.

Nơi nhận:
- Bộ Nội vụ (để b/c);
- Thường trực Tỉnh ủy;
- Các sở, ban, ngành;
- UBND các huyện, thành phố;
- Lưu: VT, NC.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Minh Hà

PHỤ LỤC
NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024
(Kèm theo Kế hoạch số 215/KH-UBND ngày 28/12/2023 của UBND tỉnh Sông La)

TT\tNội dung nhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
I\tCẢI CÁCH THỂ CHẾ\t\t\t\t
1\tXây dựng Kế hoạch rà soát văn bản quy phạm pháp luật năm 2024\tKế hoạch\tSở Tư pháp\tCác sở, ban, ngành\tTháng 01/2024
2\tTheo dõi tình hình thi hành pháp luật\tBáo cáo\tSở Tư pháp\tCác sở, ban, ngành; UBND các huyện, thành phố\tThường xuyên
II\tCẢI CÁCH THỦ TỤC HÀNH CHÍNH\t\t\t\t
1\tCông bố, công khai thủ tục hành chính đúng quy định\tQuyết định của Chủ tịch UBND tỉnh\tCác sở, ban, ngành\tVăn phòng UBND tỉnh\tTrong 05 ngày làm việc kể từ khi có văn bản của bộ, ngành
2\tRà soát, đơn giản hóa thủ tục hành chính\t\t\t\t
2.1\tBan hành kế hoạch rà soát\tKế hoạch\tVăn phòng UBND tỉnh\tCác sở, ban, ngành\tTrước ngày 31/01/2024
2.2\tTổng hợp kết quả rà soát\tBáo cáo\tVăn phòng UBND tỉnh\tCác sở, ban, ngành\tQuý III/2024
III\tCẢI CÁCH TÀI CHÍNH CÔNG\t\t\t\t
1\tKiểm tra việc thực hiện cơ chế tự chủ\tThông báo kết luận\tSở Tài chính\tSở Nội vụ\tQuý II, III/2024
"""

DISTRICT_NARRATIVE = """\
UBND HUYỆN ĐÔNG HẢI
PHÒNG NỘI VỤ
Số: 37/KH-PNV
Đông Hải, ngày 05 tháng 02 năm 2024

KẾ HOẠCH
Tuyên truyền và nâng cao chất lượng giải quyết thủ tục hành chính năm 2024

Căn cứ Kế hoạch số 18/KH-UBND ngày 22/01/2024 của UBND huyện về cải cách hành chính năm 2024, Phòng Nội vụ xây dựng kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích: Nâng cao nhận thức của cán bộ, công chức.
2. Yêu cầu: Bảo đảm thiết thực, hiệu quả.

II. NỘI DUNG NHIỆM VỤ
1. Công tác chỉ đạo, điều hành
- Ban hành kế hoạch kiểm tra công vụ năm 2024 (Đơn vị chủ trì: Phòng Nội vụ; phối hợp: Thanh tra huyện; thời gian: Quý I/2024).
- Tổ chức hội nghị đánh giá chỉ số cải cách hành chính. Đơn vị chủ trì: Phòng Nội vụ. Thời gian thực hiện: Tháng 6/2024.
2. Cải cách thủ tục hành chính
a) Niêm yết công khai 100% thủ tục hành chính tại Bộ phận Một cửa.
- Đơn vị thực hiện: Văn phòng HĐND và UBND huyện.
- Đơn vị phối hợp: UBND các xã, thị trấn.
- Thời gian hoàn thành: Thường xuyên trong năm.
- Sản phẩm: Danh mục thủ tục hành chính được niêm yết.
b) Rà soát, cắt giảm thời gian giải quyết tối thiểu 30% đối với các thủ tục thuộc thẩm quyền.
- Đơn vị thực hiện: Các phòng, ban chuyên môn.
- Thời gian hoàn thành: Trước ngày 30/9/2024.

III. TỔ CHỨC THỰC HIỆN
1. Giao Phòng Nội vụ chủ trì, phối hợp với Văn phòng HĐND và UBND huyện tham mưu UBND huyện triển khai Kế hoạch; định kỳ hàng quý (trước ngày 14 của tháng cuối quý) báo cáo UBND huyện.
2. Các phòng, ban, UBND các xã, thị trấn có trách nhiệm phối hợp thực hiện. Trong quá trình triển khai, nếu có khó khăn, vướng mắc đề nghị phản ánh về Phòng Nội vụ để xem xét, giải quyết.
3. Trung tâm Văn hóa - Thông tin và Thể thao huyện tăng thời lượng tin, bài về cải cách hành chính trên hệ thống truyền thanh.

Nơi nhận:
- UBND huyện;
- Các phòng, ban;
- Lưu: VT.
TRƯỞNG PHÒNG
Lê Thu Nga
"""

COMMUNE_PIPE_TABLE = """\
**UBND XÃ TÂN MỸ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
Số: 09/KH-UBND | *Tân Mỹ, ngày 15 tháng 7 năm 2025*

# KẾ HOẠCH

**Chuyển đổi số xã Tân Mỹ 6 tháng cuối năm 2025**

*Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia;*

*Căn cứ Kế hoạch số 110/KH-UBND ngày 10/7/2025 của UBND tỉnh;*

UBND xã ban hành Kế hoạch chuyển đổi số 6 tháng cuối năm 2025, cụ thể như sau:

## I. Mục tiêu

- Ít nhất 80% người dân trưởng thành có tài khoản định danh điện tử.
- Tỷ lệ hồ sơ trực tuyến toàn trình đạt 70% - 75%.

## II. Nội dung nhiệm vụ

| STT | Nhiệm vụ | Phân công | | Thời gian | Kết quả |
|---|---|---|---|---|---|
| | | Chủ trì | Phối hợp | | |
| A | Nhận thức số | | | | |
| 1 | Kiện toàn Tổ công nghệ số cộng đồng | Phòng Văn hóa - Xã hội | Công an xã; Đoàn Thanh niên | Tháng 7/2025 | Quyết định |
| 2 | Tập huấn kỹ năng số cho cán bộ, công chức | Phòng Văn hóa - Xã hội | | Quý III - Quý IV/2025 | - Kế hoạch;<br>- Báo cáo |
| B | Chính quyền số | | | | |
| 3 | Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính | Trung tâm Phục vụ hành chính công | Các phòng chuyên môn | Khi có hồ sơ phát sinh | Dữ liệu số hóa |

## III. Tổ chức thực hiện

1. **Văn phòng HĐND và UBND xã**: Theo dõi, đôn đốc, tổng hợp báo cáo kết quả trước ngày 20 hàng tháng gửi UBND xã.
2. **Các phòng chuyên môn**: Căn cứ nhiệm vụ được giao, chủ động triển khai thực hiện.

Nơi nhận: - UBND tỉnh; - Đảng ủy xã; - Lưu: VT.

**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

Phạm Quốc Bảo
"""

REVIEW_PLAN = """\
UBND TỈNH SÔNG LA
VĂN PHÒNG
Số:       /KH-VP
Sông La, ngày     tháng 01 năm 2025

KẾ HOẠCH
Rà soát, đánh giá thủ tục hành chính năm 2025

Căn cứ Thông tư số 02/2017/TT-VPCP ngày 31 tháng 10 năm 2017 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn về nghiệp vụ kiểm soát thủ tục hành chính.

I. NỘI DUNG RÀ SOÁT
Danh mục thủ tục hành chính rà soát năm 2025:

STT\tTên thủ tục hành chính/nhóm thủ tục hành chính\tLĩnh vực\tCơ quan thực hiện rà soát\t\tThời gian thực hiện rà soát\t
\t\t\tChủ trì\tPhối hợp\tBắt đầu\tHoàn thành
1\tCấp giấy phép bán lẻ sản phẩm thuốc lá\tThương mại\tSở Công Thương\tVăn phòng UBND tỉnh\tTháng 02/2025\tTháng 5/2025
2\tCấp lại giấy chứng nhận đủ điều kiện hoạt động điểm cung cấp dịch vụ trò chơi điện tử\tThông tin điện tử\tSở Khoa học và Công nghệ\tVăn phòng UBND tỉnh\t01/3/2025\t30/6/2025

II. TỔ CHỨC THỰC HIỆN
1. Thủ trưởng các cơ quan được giao chủ trì có trách nhiệm gửi kết quả rà soát về Văn phòng trước ngày 15/7/2025.
2. Phòng Kiểm soát thủ tục hành chính hướng dẫn, đôn đốc các đơn vị thực hiện.

Nơi nhận:
- Chủ tịch UBND tỉnh;
- Lưu: VT, KSTT.
CHÁNH VĂN PHÒNG
Đỗ Văn Lực
"""

DECISION_WITH_PLAN = """\
ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 88/QĐ-UBND
Hải An, ngày 12 tháng 01 năm 2024

QUYẾT ĐỊNH
Ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2024

CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ

Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính;
Xét đề nghị của Chánh Văn phòng UBND thành phố.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch kiểm soát thủ tục hành chính năm 2024.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng và Thủ trưởng các cơ quan chịu trách nhiệm thi hành./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Nguyễn Hữu Tâm

KẾ HOẠCH
Kiểm soát thủ tục hành chính năm 2024
(Ban hành kèm theo Quyết định số 88/QĐ-UBND ngày 12/01/2024 của Chủ tịch UBND thành phố)

I. MỤC ĐÍCH
Bảo đảm thủ tục hành chính được kiểm soát chặt chẽ.
II. NHIỆM VỤ
STT\tNhiệm vụ\tChủ trì\tThời gian
1\tCông khai thủ tục hành chính\tVăn phòng\tThường xuyên
2\tKiểm tra việc thực hiện tại các phường\tVăn phòng\tQuý II/2024
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng theo dõi, tổng hợp.
"""

PLAIN_DECISION = """\
UBND TỈNH SÔNG LA
Số: 77/QĐ-UBND
Sông La, ngày 02 tháng 3 năm 2024
QUYẾT ĐỊNH
Về việc công bố danh mục thủ tục hành chính
Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ;
QUYẾT ĐỊNH:
Điều 1. Công bố kèm theo Quyết định này danh mục 12 thủ tục hành chính.
Điều 2. Quyết định có hiệu lực từ ngày ký.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
CHỦ TỊCH
"""

NEWS = """\
Sông La đẩy mạnh cải cách hành chính

Sáng 12/3, UBND tỉnh tổ chức hội nghị triển khai công tác cải cách hành chính năm 2024. Phát biểu tại hội nghị, Chủ tịch UBND tỉnh cho biết tỷ lệ hồ sơ đúng hạn đạt 98%.

Theo kế hoạch, trong quý II tỉnh sẽ kiểm tra 20 đơn vị. Các sở, ngành phối hợp chặt chẽ với địa phương.

Thu Hà
"""

SCORE_TABLE = """\
BẢNG CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH
STT\tĐơn vị\tĐiểm tự chấm\tĐiểm thẩm định\tXếp loại
1\tSở Nội vụ\t95,5\t94,0\tTốt
2\tSở Tư pháp\t93,0\t92,5\tTốt
3\tSở Y tế\t88,0\t86,0\tKhá
"""

OUTREACH_TABLE = """\
SỞ TƯ PHÁP TỈNH SÔNG LA
Số: 14/KH-STP                         Sông La, ngày 06 tháng 02 năm 2024
KẾ HOẠCH
Tuyên truyền công tác cải cách hành chính năm 2024

Thực hiện Kế hoạch số 12/KH-UBND ngày 15/01/2024 của UBND tỉnh về tuyên truyền cải cách hành chính năm 2024, Sở Tư pháp ban hành Kế hoạch như sau:

I. MỤC ĐÍCH
- Nâng cao nhận thức về cải cách hành chính.

II. NỘI DUNG, HÌNH THỨC TUYÊN TRUYỀN

TT\tNội dung tuyên truyền\tHình thức\tĐơn vị thực hiện\tThời gian
I\tĐối với công chức, viên chức, người lao động\t\t\t
1\tQuy tắc ứng xử, văn hóa công vụ\tHội nghị; hệ thống quản lý văn bản\tVăn phòng Sở\tQuý I
2\tKế hoạch cải cách hành chính của tỉnh\tSinh hoạt chi bộ\tVăn phòng Sở\tThường xuyên
II\tĐối với người dân, doanh nghiệp\t\t\t
1\tDịch vụ công trực tuyến lĩnh vực tư pháp\tTrang thông tin điện tử của Sở; tờ rơi; Zalo\tPhòng Hành chính tư pháp\tCả năm

III. TỔ CHỨC THỰC HIỆN
- Văn phòng Sở: tham mưu triển khai Kế hoạch; tổng hợp báo cáo Sở Nội vụ 6 tháng và năm.
- Các phòng, đơn vị thuộc Sở: phối hợp với Văn phòng Sở thực hiện các nội dung được giao.

Nơi nhận:
- Sở Nội vụ;
- Lưu: VT, VP.\tGIÁM ĐỐC
"""

OUTREACH_SECTIONS = """\
UBND XÃ BÌNH AN
Số: 21/KH-UBND
Bình An, ngày 09 tháng 3 năm 2026

KẾ HOẠCH
Truyền thông về dịch vụ công trực tuyến năm 2026

Căn cứ Chỉ thị số 27/CT-TTg ngày 27/10/2023 của Thủ tướng Chính phủ;
Ủy ban nhân dân xã Bình An xây dựng Kế hoạch truyền thông như sau:

I. ĐỐI TƯỢNG TRUYỀN THÔNG
Cán bộ, công chức xã; người dân, doanh nghiệp trên địa bàn.

II. NỘI DUNG TRUYỀN THÔNG
1. Đối với cán bộ, công chức
- Quy định mới về thực hiện thủ tục hành chính.
- Kỹ năng hướng dẫn người dân.
2. Đối với người dân, doanh nghiệp
- Cách nộp hồ sơ trên Cổng Dịch vụ công quốc gia.
- Lợi ích của thanh toán trực tuyến.
- Kênh tiếp nhận phản ánh, kiến nghị.

III. HÌNH THỨC TRUYỀN THÔNG
1. Đối với cán bộ, công chức: Tổ chức tập huấn; lồng ghép trong các cuộc họp giao ban.
2. Đối với người dân, doanh nghiệp:
- Phát thanh trên hệ thống truyền thanh xã; đăng bài trên Fanpage, Zalo của xã.
- Treo băng rôn, khẩu hiệu; phát tờ gấp tại Trung tâm Phục vụ hành chính công.
- Niêm yết công khai; hướng dẫn tại ki-ốt tra cứu.

IV. KINH PHÍ
Từ nguồn ngân sách xã năm 2026.

V. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND
- Là đầu mối theo dõi, đôn đốc thực hiện Kế hoạch.
- Định kỳ báo cáo UBND xã trước ngày 25 hàng tháng.
2. Phòng Văn hóa - Xã hội
- Chủ trì, phối hợp với Đoàn Thanh niên xã, các ấp tổ chức phát tờ gấp đến hộ dân.
3. Đề nghị Ủy ban MTTQ Việt Nam xã
Vận động đoàn viên, hội viên sử dụng dịch vụ công trực tuyến.

Nơi nhận:
- UBND tỉnh;
- Trung tâm PVHCC xã;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lý Thanh Tùng
"""

TARGET_TABLE = """\
UBND THÀNH PHỐ HẢI AN
Số: 55/KH-UBND
Hải An, ngày 20 tháng 01 năm 2025
KẾ HOẠCH
Chuyển đổi số năm 2025
Căn cứ Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ; Ủy ban nhân dân thành phố ban hành Kế hoạch như sau:
I. CHỈ TIÊU
STT\tChỉ tiêu\tĐơn vị tính\tKế hoạch năm 2025\tĐơn vị theo dõi
1\tTỷ lệ hồ sơ được số hóa\t%\t≥ 90\tVăn phòng
2\tTỷ lệ văn bản điện tử được ký số\t%\t100\tVăn phòng
3\tSố lớp tập huấn kỹ năng số\tLớp\t04\tPhòng Văn hóa
II. NHIỆM VỤ
Nội dung công việc\tĐơn vị chủ trì, phối hợp\tTiến độ\tGhi chú
1. Nâng cấp Hệ thống thông tin giải quyết thủ tục hành chính\tChủ trì: Văn phòng; phối hợp: Phòng Văn hóa\tXong trước 30/6\t
2. Kết nối Cơ sở dữ liệu quốc gia về dân cư\tVăn phòng chủ trì, phối hợp với Công an thành phố\tQuý III và Quý IV\t
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng có trách nhiệm tổng hợp, báo cáo định kỳ hàng quý.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
"""

PARTS_AND_MARKS = """\
BỘ NỘI VỤ
CỤC VĂN THƯ
Số: 102/KH-CVT
Hà Nội, ngày 03 tháng 4 năm 2024
KẾ HOẠCH
Kiểm tra công tác cải cách hành chính năm 2024
Căn cứ Quyết định số 876/QĐ-BNV ngày 25/11/2022 của Bộ trưởng Bộ Nội vụ.

Phần I
MỤC ĐÍCH, YÊU CẦU
1. Phát hiện, chấn chỉnh hạn chế.
2. Bảo đảm khách quan.

Phần II
NỘI DUNG VÀ TIẾN ĐỘ THỰC HIỆN

STT\tNội dung\tĐơn vị chủ trì\tThời gian thực hiện\t\t\t
\t\t\tQuý I\tQuý II\tQuý III\tQuý IV
1\tKiểm tra tại các phòng\tVăn phòng Cục\t\tx\t\t
2\tPhúc tra kết quả khắc phục\tThanh tra Cục\t\t\tx\tx

Phần III
PHÂN CÔNG THỰC HIỆN
- Văn phòng Cục chủ trì tham mưu thành lập Đoàn kiểm tra.
- Thủ trưởng các đơn vị thuộc Cục chuẩn bị báo cáo, gửi về Văn phòng Cục chậm nhất ngày 10/5/2024.

Nơi nhận:
- Lãnh đạo Cục;
- Lưu: VT.
CỤC TRƯỞNG
Vũ Hải Đăng
"""
