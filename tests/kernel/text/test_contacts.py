"""What tells of a person is hidden; codes, amounts, numbers of decisions and dates stay."""

from __future__ import annotations

import pytest

from motcua.kernel.text import without_contacts


@pytest.mark.parametrize(
    "told",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84 912 345 678",
        "(+84)912345678",
        "0276 3822 123",
        "072099012345",
        "290123456",
        "nguyen.van-a@tinh.gov.vn",
    ],
)
def test_it_is_hidden(told: str) -> None:
    said = without_contacts(f"Gọi {told} nhé, phí sai.")
    assert not any(figure in said for figure in "123")
    assert "@" not in said
    assert said.startswith("Gọi ")
    assert said.endswith(" nhé, phí sai.")


@pytest.mark.parametrize(
    "text",
    [
        "Thủ tục 1.001612 và 1.001612.000.00.00.H54",
        "Phí 100.000.000 đồng, 123456789 đồng hay 1500000 đ",
        "Quyết định 1234/QĐ-UBND ngày 05/02/2026, Nghị định 61/2018/NĐ-CP",
        "Từ 08:00 đến 16:30, thứ 2 - 6, tầng 01 02 03",
        "Mã cơ quan 000.00.15.H54",
    ],
)
def test_it_stays(text: str) -> None:
    assert without_contacts(text) == text
