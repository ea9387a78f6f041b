"""`motcua audit …` and `motcua events …`: the trail and the outbox, for operators."""

from __future__ import annotations

import argparse
import json
import sys
from uuid import UUID


def configure_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--subject", metavar="REF", help="chỉ kiểm một hồ sơ, ví dụ plan:0190…")
    parser.add_argument("--seal", metavar="HASH", help="kiểm rằng mã niêm phong đã giữ ở nơi khác vẫn còn trong chuỗi")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_verify(args: argparse.Namespace) -> int:
    """0 when chains and seals hold, 1 with the first broken link on stderr."""
    from motcua.kernel import events
    from motcua.kernel.models import Event, Seal
    from motcua.kernel.refs import Ref

    subject = Ref.parse(args.subject) if args.subject else None
    if subject is not None and not events.known(subject):
        found: events.Break | None = events.Break(str(subject), 0, "không có sự kiện nào của hồ sơ này")
    elif args.seal and not Seal.objects.filter(hash=args.seal).exists():
        found = events.Break("seal", 0, "mã niêm phong này không có trong chuỗi")
    else:
        found = events.verify(subject)
    rows = Event.objects.filter(subject=str(subject)) if subject else Event.objects.all()
    counts = {"events": rows.count(), "seals": Seal.objects.count(), "unsealed": events.unsealed()}
    if args.json:
        fault = {"subject": found.subject, "sequence": found.sequence, "reason": found.reason} if found else None
        print(json.dumps({"ok": found is None, "break": fault, **counts}, ensure_ascii=False))
    elif found is None:
        print(
            "Chuỗi sự kiện nguyên vẹn: {events} sự kiện, {seals} niêm phong, {unsealed} chuỗi chờ niêm phong.".format(
                **counts
            )
        )
    if found is not None:
        print(f"motcua: chuỗi sự kiện không nguyên vẹn tại {found}", file=sys.stderr)
    return 1 if found else 0


def configure_seal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_seal(args: argparse.Namespace) -> int:
    from motcua.kernel import events

    made = events.seal()
    if args.json:
        seal = {"at": made.at.isoformat(), "heads": made.heads, "hash": made.hash} if made else None
        print(json.dumps({"seal": seal}, ensure_ascii=False))
    elif made is None:
        print("Không có gì mới từ lần niêm phong trước.")
    else:
        print(f"Đã niêm phong {made.heads} chuỗi. Hãy giữ mã này ở nơi khác: {made.hash}")
    return 0


def configure_dead(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--resend", metavar="ID|all", help="gửi lại một sự kiện theo mã, hoặc tất cả")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_dead(args: argparse.Namespace) -> int:
    """Lists dead letters, or sends them again."""
    from motcua.kernel import delivery
    from motcua.kernel.actors import SYSTEM
    from motcua.kernel.errors import Invalid

    if args.resend:
        if args.resend == "all":
            uids = {letter.event.uid for letter in delivery.dead_letters()}
        else:
            try:
                uids = {UUID(args.resend)}
            except ValueError:
                raise Invalid("“{text}” không phải mã sự kiện.", text=args.resend) from None
        sent = sum(delivery.resend_event(uid, actor=SYSTEM) for uid in uids)
        print(json.dumps({"resent": sent}) if args.json else f"Đã gửi lại {sent} lần chuyển.")
        return 0
    letters = [
        {
            "event": str(letter.event.uid),
            "kind": letter.event.kind,
            "subject": letter.event.subject,
            "at": letter.event.at.isoformat(),
            "handler": letter.handler,
            "attempts": letter.attempts,
            "error": letter.error,
        }
        for letter in delivery.dead_letters()
    ]
    if args.json:
        print(json.dumps({"dead": letters}, ensure_ascii=False))
        return 0
    for letter in letters:
        print("{event}  {kind}  {subject}  {handler}: {error}".format(**letter))
    print(f"{len(letters)} lần chuyển bị hỏng.")
    return 0
