"""The built-in test provider: in the sample province it stands where the national electronic identity (VNeID) stands in a real one.

An OpenID provider (allauth's) in a process, a database and a session of its own, started by `motcua serve --sample` alone. Một Cửa knows
it as it knows any provider: by its address, a client's name and a secret. So no citizen ever has a password here.
"""

from __future__ import annotations

from dataclasses import dataclass

CLIENT = "mot-cua"


@dataclass(frozen=True, slots=True)
class Holder:
    """An invented holder of an electronic identity: its account at the provider, and the claims told of it."""

    username: str
    name: str
    kind: str
    """`person` or `organisation`: the claim `account_type`."""
    note: str
    """Who that is, for the list that `motcua serve` prints."""


HOLDERS = (
    Holder("nguoidan", "Nguyễn Thị Mẫu", "person", "Người dân (đăng nhập bằng tài khoản định danh thử nghiệm)"),
    Holder(
        "doanhnghiep",
        "Công ty TNHH Mẫu Đồng Nai",
        "organisation",
        "Doanh nghiệp (đăng nhập bằng tài khoản định danh thử nghiệm)",
    ),
)
