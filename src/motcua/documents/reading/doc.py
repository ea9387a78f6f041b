"""Files of older programs (.doc, .rtf, .odt, .xls, .ods) through LibreOffice, when it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from motcua.documents.reading.limits import DEFAULT_LIMITS, Limits
from motcua.kernel.errors import Invalid, Unavailable

_PROGRAMS = ("soffice", "libreoffice")
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
"""The profile's own settings: no macros, no links followed."""


def converter() -> str | None:
    """The LibreOffice program, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def converted(data: bytes, *, source: str, target: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The file in another format ("doc" → "docx"). Macros do not run and links are not followed.

    Works in a directory of its own (mode 0700), which is gone when this returns. Raises `converter_missing`, `broken_doc`,
    `converter_timeout`.
    """
    program = converter()
    if program is None:
        raise Unavailable(
            "Máy chủ chưa cài LibreOffice nên không đọc được tệp .{source}. Hãy mở tệp bằng Word hoặc Excel, chọn Lưu thành (Save As) "
            ".{target} rồi tải lên. Người quản trị có thể cài: apt install libreoffice-core libreoffice-writer libreoffice-calc.",
            code="converter_missing",
            source=source,
            target=target,
        )
    with tempfile.TemporaryDirectory(prefix="motcua-doc-") as folder:
        return _convert(program, Path(folder), data, (source, target), limits)


def _convert(program: str, folder: Path, data: bytes, formats: tuple[str, str], limits: Limits) -> bytes:
    source, target = formats
    profile, inbox, outbox = folder / "profile", folder / "in", folder / "out"
    for directory in (profile / "user", inbox, outbox):
        directory.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    given = inbox / f"document.{source}"
    given.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target,
        "--outdir",
        str(outbox),
        str(given),
    ]
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    _run(command, environment, limits.convert_seconds)
    made = outbox / f"document.{target}"
    if not made.exists() or made.stat().st_size == 0:
        raise Invalid(
            "Không chuyển được tệp .{source}: tệp bị hỏng hoặc có mật khẩu. Hãy mở bằng Word hoặc Excel, lưu thành .{target} rồi tải lên.",
            code="broken_doc",
            source=source,
            target=target,
        )
    return made.read_bytes()


def _profile() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _run(command: list[str], environment: dict[str, str], seconds: float) -> None:
    """Run to the end or kill the whole group: LibreOffice is a starter with a child."""
    with subprocess.Popen(  # noqa: S603 - a fixed program with fixed arguments; the file has a name of ours
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            raise Unavailable(
                "LibreOffice không chuyển xong tệp trong {seconds} giây nên đã dừng. Hãy lưu tệp thành .docx rồi tải lên.",
                code="converter_timeout",
                seconds=round(seconds),
            ) from error
