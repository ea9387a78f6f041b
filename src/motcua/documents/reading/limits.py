"""How much of a file is read before it is refused, so that no upload can stall a worker or eat its memory."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.kernel.errors import Invalid

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading. A 300-page plan needs about a tenth of each."""

    upload_bytes: int = 50 * MEBIBYTE
    text_characters: int = 10_000_000
    pages: int = 2_000
    page_characters: int = 60_000  # a densely set A4 page has 6,000
    ocr_pages: int = 300
    ocr_seconds_per_page: float = 90.0
    image_pixels: int = 120_000_000  # A4 at 300 dpi has 9 million
    blocks: int = 200_000
    table_cells: int = 300_000
    archive_entries: int = 10_000
    expanded_bytes: int = 600 * MEBIBYTE
    expanded_ratio: int = 200  # XML of office files packs 10 to 60 times
    ratio_free_bytes: int = 20 * MEBIBYTE  # what expands to no more than this is harmless at any ratio
    xml_part_bytes: int = 150 * MEBIBYTE
    convert_seconds: float = 120.0
    check_seconds: float = 120.0  # of looking for marks of secrecy, while the sender waits: 300 pages take 6

    def check_size(self, size: int) -> None:
        """Refuse an upload that is empty or too large, from its size alone."""
        if size == 0:
            raise Invalid("Tệp rỗng (0 byte). Hãy kiểm tra tệp gốc rồi tải lên lại.", code="empty_file")
        if size > self.upload_bytes:
            raise Invalid(
                "Tệp nặng {size} MB, vượt mức cho phép {limit} MB. "
                "Hãy quét lại ở 300 dpi đen trắng, hoặc tách phụ lục thành tệp riêng rồi tải lên cùng kế hoạch.",
                code="too_large",
                size=-(-size // MEBIBYTE),
                limit=self.upload_bytes // MEBIBYTE,
            )

    def check_count(self, what: str, found: int, allowed: int) -> None:
        """Refuse a file with more parts of one kind than any plan has. `what` is a Vietnamese noun ("trang", "ô bảng")."""
        if found > allowed:
            raise Invalid(
                "Tệp có quá nhiều {what} (hơn {allowed}), không đọc như một kế hoạch được. Hãy tách tệp rồi tải lên từng phần.",
                code="too_large",
                what=what,
                allowed=allowed,
            )


DEFAULT_LIMITS = Limits()
