"""Letters on their way: a real conversation with a mail server, what its refusals mean, trying again, the local outbox."""

from __future__ import annotations

import logging
import socketserver
import stat
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core import mail
from pytest_django import Settings
from tests.factories import messages as factory
from tests.factories.messages import FRIDAY, told

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import TransitionRefused
from motcua.messages.models import Address, Message
from motcua.messages.queries import notices, outbox
from motcua.messages.rules.retry import MOST_ATTEMPTS, delay
from motcua.messages.services.delivery import ref_of, resend, send_due
from motcua.messages.workflow import MessageState
from motcua.organisations.models import Officer

pytestmark = pytest.mark.django_db
HOSTILE = "Việc\r\nBcc: ke-gian@x.example\r\n\r\n<script>alert(1)</script>"


class MailServer(socketserver.ThreadingTCPServer):
    """As much of RFC 5321 as a client needs. `refuses` maps a verb to the answer it gets."""

    daemon_threads = allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.refuses: dict[str, str] = {}
        self.connections = 0


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 thu")
        to: list[str] = []
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if refused := self.server.refuses.get(verb):
                self.say(refused)
            elif verb == "DATA":
                self.say("354 go on")
                self.server.taken.append((to, self.read_mail()))
                to = []
                self.say("250 taken")
            else:
                if verb == "RCPT":
                    to.append(line.partition("<")[2].partition(">")[0])
                self.say("221 bye" if verb == "QUIT" else "250 ok")
                if verb == "QUIT":
                    return

    def read_mail(self) -> EmailMessage:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        found = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with MailServer() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = made.server_address[0], made.server_address[1]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield made
        made.shutdown()


def letter_of(officer: Officer) -> Message:
    return Message.objects.get(officer=officer, channel="email")


def test_a_letter_reaches_the_server_as_it_was_meant(an: Officer, server: MailServer) -> None:
    told([an])
    send_due()

    ((to, letter),) = server.taken
    assert to == ["anh@coquan.example"]
    assert letter["Subject"] == "Được giao: Rà soát quy trình"
    assert letter["Message-ID"].startswith(f"<{letter_of(an).uid}@")
    assert letter["Auto-Submitted"] == "auto-generated"
    text, html = (letter.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None and "Việc Rà soát quy trình đến hạn ngày 20/11/2026." in text.get_content()
    assert html is not None and "<p>Việc Rà soát quy trình đến hạn ngày 20/11/2026.</p>" in html.get_content()


def test_one_connection_carries_the_letters_of_a_sweep(an: Officer, binh: Officer, server: MailServer) -> None:
    told([an, binh])
    send_due()
    assert (len(server.taken), server.connections) == (2, 1)


def test_hostile_values_add_no_header_and_no_mark_up(an: Officer, server: MailServer) -> None:
    told([an], context={"task": HOSTILE, "due": FRIDAY.date()})
    send_due()

    ((to, letter),) = server.taken
    assert to == ["anh@coquan.example"]
    assert letter["Bcc"] is None
    assert letter["Subject"].strip() == "Được giao: Việc Bcc: ke-gian@x.example <script>alert(1)</script>"
    html = letter.get_body(("html",))
    assert html is not None and "<script" not in html.get_content() and "&lt;script&gt;" in html.get_content()


@pytest.mark.parametrize(
    ("verb", "answer", "state", "error"),
    [
        ("RCPT", "550 no such mailbox anh@coquan.example", "failed", "SMTPRecipientsRefused 550"),
        ("RCPT", "450 later", "queued", "SMTPRecipientsRefused 450"),
        ("DATA", "554 no", "failed", "SMTPDataError 554"),
        ("DATA", "451 later", "queued", "SMTPDataError 451"),
        ("MAIL", "550 who are you", "queued", "SMTPSenderRefused 550"),
    ],
)
def test_what_a_refusal_means(an: Officer, server: MailServer, verb: str, answer: str, state: str, error: str) -> None:
    server.refuses[verb] = answer
    told([an])
    send_due()
    letter = letter_of(an)
    assert (letter.state, letter.error, letter.attempts) == (state, error, 1)


def test_no_address_appears_in_logs_events_or_errors(
    an: Officer, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.refuses["RCPT"] = "550 no such mailbox anh@coquan.example"
    with caplog.at_level(logging.DEBUG):
        told([an])
        send_due()
    kept = [str(e.payload) for e in events.Event.objects.all()] + [letter_of(an).error, caplog.text]
    assert not [text for text in kept if "coquan" in text]
    assert "coquan" not in Address.objects.get(person=an.person).sealed


def test_a_server_that_is_away_is_asked_once_in_a_sweep(an: Officer, binh: Officer, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    told([an, binh])
    send_due()
    assert [(m.attempts, m.error) for m in Message.objects.filter(channel="email").order_by("pk")] == [
        (1, "ConnectionRefusedError"),
        (0, ""),
    ]


def test_a_letter_is_tried_again_with_growing_waits_then_given_up_and_sent_again_by_an_operator(
    an: Officer, server: MailServer
) -> None:
    server.refuses["DATA"] = "451 later"
    told([an], urgent=True)
    moment, waits = FRIDAY, []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with clock.frozen(moment):
            send_due()
        letter = letter_of(an)
        assert letter.attempts == attempt
        if letter.state == MessageState.QUEUED:
            waits.append(letter.next_at - moment)
            moment = letter.next_at
    assert waits == [delay(n) for n in range(1, MOST_ATTEMPTS)]
    assert (letter.state, waits[0], waits[-1]) == (MessageState.FAILED, timedelta(minutes=1), timedelta(hours=1))
    assert "1 thông báo không gửi được" in str(notices.fault())
    assert notices.counts()[MessageState.FAILED] == 1

    server.refuses.clear()
    resend(letter, actor=SYSTEM)
    send_due()
    assert letter_of(an).state == MessageState.SENT
    assert notices.fault() is None
    assert [e.kind for e in events.history(ref_of(letter))] == ["message.failed", "message.resent"]
    with pytest.raises(TransitionRefused):
        resend(letter_of(an), actor=SYSTEM)


def test_a_digest_that_fails_takes_its_lines_along_and_brings_them_back(an: Officer, server: MailServer) -> None:
    told([an], "test.reminder")
    server.refuses["DATA"] = "554 no"
    with clock.frozen(factory.MONDAY):
        send_due()
        rows = Message.objects.filter(channel="email")
        assert {m.state for m in rows} == {MessageState.FAILED}
        assert notices.failed().count() == 1

        server.refuses.clear()
        resend(rows.get(template="messages.digest"), actor=SYSTEM)
        send_due()
    assert {m.state for m in rows.all()} == {MessageState.SENT}
    assert len(server.taken) == 1


def test_what_should_have_left_long_ago_is_told(an: Officer) -> None:
    told([an])
    assert notices.fault() is None
    with clock.frozen(FRIDAY + timedelta(hours=3)):
        assert "chưa gửi quá hai giờ" in str(notices.fault())


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "motcua.messages.services.outbox.OutboxBackend"
    settings.MAIL_OUTBOX = tmp_path / "outbox"
    return tmp_path / "outbox"


def test_without_a_server_letters_become_files_of_their_owner_alone(an: Officer, folder: Path) -> None:
    told([an], context={"task": HOSTILE, "due": FRIDAY.date()})
    send_due()

    (path,) = folder.iterdir()
    assert path.name == f"{letter_of(an).uid}.eml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (kept,) = outbox.letters()
    assert (kept.to, kept.subject) == ("anh@coquan.example", letter_of(an).title)
    assert "đến hạn ngày 20/11/2026" in kept.text


def test_a_letter_that_is_sent_again_overwrites_itself(an: Officer, folder: Path) -> None:
    told([an])
    send_due()
    Message.objects.filter(channel="email").update(state=MessageState.QUEUED, sent_at=None)
    send_due()
    assert outbox.letter_count() == 1


def test_an_outbox_that_cannot_be_written_is_no_loss(an: Officer, folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("kein Ordner")
    told([an])
    send_due()
    assert letter_of(an).state == MessageState.QUEUED
    folder.unlink()
    with clock.frozen(FRIDAY + timedelta(minutes=2)):
        send_due()
    assert letter_of(an).state == MessageState.SENT
    assert mail.outbox == []
