"""Who is told: officers and holders of posts, whoever stands in, as they chose; once, at constant cost."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories import messages as factory
from tests.factories import organisations as organisations_factory
from tests.factories.messages import FRIDAY, MONDAY, NIGHT, TASK, told

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.messages.models import Message
from motcua.messages.queries.notices import messages_about, unread_count
from motcua.messages.services.delivery import send_due
from motcua.messages.services.people import choose, mark_all_read, mark_read, remove_address
from motcua.messages.services.sending import notify
from motcua.organisations.models import Officer, Post, Unit
from motcua.organisations.services.accounts import close_account
from motcua.organisations.services.delegations import delegate
from motcua.organisations.services.people import appoint_officer, create_person, end_officer
from motcua.organisations.services.posts import create_post, seat, unseat

pytestmark = pytest.mark.django_db
START = organisations_factory.START


def fates(**where: object) -> set[tuple[str, str, str]]:
    return {(m.officer.person.name.split()[-1], m.state, m.reason) for m in Message.objects.filter(**where)}


def test_a_context_that_does_not_fit_the_template_is_a_programming_error(an: Officer) -> None:
    for context in ({"task": "A"}, {"task": "A", "due": FRIDAY.date(), "more": 1}, {"task": "A", "due": object()}):
        with pytest.raises(ValueError, match=r"test\.assigned|plain"):
            told([an], context=context)
    with pytest.raises(KeyError):
        told([an], "test.unknown")
    assert not Message.objects.exists()


def test_values_are_written_as_each_language_writes_them(an: Officer) -> None:
    made = told([an], context={"task": "Rà soát", "due": date(2026, 3, 1)})[0]
    assert (made.body, made.body_en) == (
        "Việc Rà soát đến hạn ngày 01/03/2026.",
        "The task Rà soát is due on 1\u00a0Mar\u00a02026.",
    )


def test_a_message_wanted_later_waits(an: Officer) -> None:
    told([an], at=FRIDAY + timedelta(hours=5))
    send_due()
    assert fates() == {("Anh", "queued", "")}
    with clock.frozen(FRIDAY + timedelta(hours=5)):
        send_due()
    assert fates() == {("Anh", "sent", "")}
    assert unread_count(an.person.user) == 1


def test_whoever_has_left_already_is_not_told(an: Officer, binh: Officer) -> None:
    end_officer(an, on=date(2026, 11, 19), actor=SYSTEM)
    told([an, binh])
    send_due()
    assert [m.to for m in mail.outbox] == [["binh@coquan.example"]]
    assert fates() == {("Anh", "suppressed", "former_holder"), ("Binh", "sent", "")}


def test_a_person_with_two_posts_is_told_once(an: Officer, board: Unit) -> None:
    division = organisations_factory.unit("phong", type="division", parent=board)
    other = appoint_officer(an.person, division, post="Tổ trưởng", valid_from=START, actor=SYSTEM)
    assert len(told([an, other])) == 2
    end_officer(an, on=date(2026, 11, 19), actor=SYSTEM)
    assert {m.officer_id for m in told([an, other], dedupe="hai")} == {other.pk}


def absent(giver: Officer, receiver: Officer, until: datetime) -> None:
    delegate(giver, receiver, starts=FRIDAY, ends=until, actor=SYSTEM, reason="đi công tác")


def test_who_stands_in_is_told_too_and_why(an: Officer, binh: Officer) -> None:
    absent(an, binh, FRIDAY + timedelta(days=9))
    told([an])
    assert {(t.to, t.stands_for) for t in messages_about(TASK)} == {
        ("Nguyễn Văn Anh", ""),
        ("Nguyễn Văn Binh", "Nguyễn Văn Anh"),
    }


def test_who_no_longer_stands_in_gets_nothing(an: Officer, binh: Officer) -> None:
    absent(an, binh, FRIDAY + timedelta(days=1))
    with clock.frozen(NIGHT):
        told([an])
    with clock.frozen(MONDAY):
        send_due()
    assert [m.to for m in mail.outbox] == [["anh@coquan.example"]]
    assert fates(stands_for__isnull=False) == {("Binh", "suppressed", "former_holder")}


@pytest.fixture
def head(board: Unit) -> Post:
    return create_post(board, kind="head", title="Trưởng ban", valid_from=START, actor=SYSTEM)


def test_whoever_holds_the_post_when_it_leaves_is_told(an: Officer, binh: Officer, head: Post) -> None:
    """The old holder still works here, in another post: they are no longer who is meant."""
    tenure = seat(head, an, valid_from=START, actor=SYSTEM)
    with clock.frozen(NIGHT):
        told([head])
    unseat(tenure, on=date(2026, 11, 22), actor=SYSTEM)
    seat(head, binh, valid_from=date(2026, 11, 22), actor=SYSTEM)
    with clock.frozen(MONDAY):
        send_due()
        send_due()
    assert [m.to for m in mail.outbox] == [["binh@coquan.example"]]
    assert fates() == {("Anh", "suppressed", "former_holder"), ("Binh", "sent", "")}


def test_a_vacant_post_tells_nobody(head: Post) -> None:
    assert told([head]) == []


def test_what_was_switched_off_is_not_sent(an: Officer) -> None:
    choose(an.person, {("discussion", "email"): False, ("discussion", "in_product"): False}, actor=SYSTEM)
    told([an], "test.mention")
    assert fates() == {("Anh", "suppressed", "opted_out")}
    told([an])
    send_due()
    assert len(mail.outbox) == 1


def test_what_is_switched_off_before_it_leaves_is_not_sent(an: Officer) -> None:
    with clock.frozen(NIGHT):
        told([an], "test.mention")
    choose(an.person, {("discussion", "email"): False}, actor=SYSTEM)
    with clock.frozen(MONDAY):
        send_due()
    assert mail.outbox == []
    assert fates(channel="email") == {("Anh", "suppressed", "opted_out")}


def test_what_asks_for_work_cannot_be_switched_off_in_the_product(an: Officer) -> None:
    with pytest.raises(Invalid):
        choose(an.person, {("reminder", "in_product"): False}, actor=SYSTEM)
    choose(an.person, {("assignment", "email"): False}, actor=SYSTEM)
    told([an])
    assert fates(channel="in_product") == {("Anh", "sent", "")}
    assert fates(channel="email") == {("Anh", "suppressed", "opted_out")}


def test_an_address_taken_back_gets_nothing_that_waited(an: Officer) -> None:
    with clock.frozen(NIGHT):
        told([an])
        told([an], "test.reminder")
    remove_address(an.person, actor=SYSTEM)
    with clock.frozen(MONDAY):
        send_due()
    assert mail.outbox == []
    assert fates(channel="email") == {("Anh", "suppressed", "no_address")}


def test_without_an_account_there_are_no_notices(an: Officer, board: Unit) -> None:
    paper = appoint_officer(
        create_person("Lê Thị Giấy", actor=SYSTEM), board, post="Văn thư", valid_from=START, actor=SYSTEM
    )
    close_account(an.person.user, actor=SYSTEM)  # type: ignore[arg-type]  # has one
    told([an, paper])
    assert fates(channel="in_product") == {("Anh", "suppressed", "no_account"), ("Giấy", "suppressed", "no_account")}


def test_what_was_read_in_the_product_is_not_in_the_digest(an: Officer) -> None:
    told([an], "test.reminder", dedupe="đã đọc")
    told([an], "test.reminder", dedupe="chưa đọc", context={"task": "Việc chưa đọc", "due": FRIDAY.date()})
    mark_read(Message.objects.get(channel="in_product", dedupe="đã đọc"))
    with clock.frozen(MONDAY):
        send_due()
    (letter,) = mail.outbox
    assert "Việc chưa đọc" in str(letter.body) and "Rà soát" not in str(letter.body)
    assert fates(channel="email", dedupe="đã đọc") == {("Anh", "suppressed", "already_read")}


def test_a_digest_of_which_nothing_is_left_is_not_sent(an: Officer) -> None:
    told([an], "test.reminder")
    assert mark_all_read(an.person.user) == 1
    with clock.frozen(MONDAY):
        send_due()
    assert mail.outbox == []
    assert fates(template="messages.digest") == {("Anh", "suppressed", "nothing_left")}


def test_a_letter_is_in_the_language_its_reader_chose(board: Unit) -> None:
    reader = factory.with_address(organisations_factory.officer("reader", board), language="en")
    told([reader])
    send_due()
    (letter,) = mail.outbox
    assert letter.subject == "Due soon: Rà soát quy trình"
    assert str(letter.body).startswith("The task Rà soát quy trình is due on 20\u00a0Nov\u00a02026.")


@pytest.mark.parametrize("count", [1, 3])
def test_telling_costs_the_same_for_one_and_for_many(board: Unit, count: int) -> None:
    people = [factory.with_address(organisations_factory.officer(f"canbo{n}", board)) for n in range(count)]
    with CaptureQueriesContext(connection) as queries:
        told(people)
    assert len(queries) == 10, [q["sql"][:90] for q in queries]


@pytest.mark.parametrize("count", [1, 3])
def test_telling_posts_and_stand_ins_costs_the_same_for_one_and_for_many(board: Unit, count: int) -> None:
    posts = [held_and_covered(board, n)[0] for n in range(count)]
    with CaptureQueriesContext(connection) as queries:
        made = told(posts)
    assert len(queries) == 13, [q["sql"][:90] for q in queries]
    assert len({m.person_id for m in made}) == 2 * count


def held_and_covered(board: Unit, n: int) -> tuple[Post, Unit]:
    """A post of a division of its own, whose holder is away and covered by somebody of another division."""
    division = organisations_factory.unit(f"phong{n}", type="division", parent=board)
    holder = factory.with_address(organisations_factory.officer(f"giu{n}", division))
    cover = factory.with_address(organisations_factory.officer(f"thay{n}", board))
    post = create_post(division, kind="head", title="Trưởng phòng", valid_from=START, actor=SYSTEM)
    seat(post, holder, valid_from=START, actor=SYSTEM)
    absent(holder, cover, FRIDAY + timedelta(days=30))
    return post, division


def reads(queries: CaptureQueriesContext) -> list[str]:
    return [q["sql"] for q in queries if q["sql"].startswith("SELECT")]


def writes(queries: CaptureQueriesContext) -> list[str]:
    return [q["sql"] for q in queries if q["sql"].startswith(("UPDATE", "INSERT"))]


@pytest.mark.parametrize("count", [1, 4])
def test_a_sweep_reads_what_decides_once_for_all(board: Unit, count: int) -> None:
    """People of several divisions, told as holders and as stand-ins, each with a letter and a digest of two lines."""
    posts = [held_and_covered(board, n)[0] for n in range(count)]
    with clock.frozen(NIGHT):
        told(posts)
        for dedupe in ("một", "hai"):
            told(posts, "test.reminder", dedupe=dedupe)
    with clock.frozen(MONDAY), CaptureQueriesContext(connection) as queries:
        assert send_due() == 10 * count

    assert len(mail.outbox) == 4 * count
    assert {state for _, state, _ in fates()} == {"sent"}
    assert len(reads(queries)) == 20, reads(queries)
    assert len(writes(queries)) == 3 + 10 * count, writes(queries)


def test_notify_is_part_of_the_callers_transaction(an: Officer) -> None:
    def change() -> None:
        with transaction.atomic():
            notify("test.assigned", to=[an], subject=TASK, context={"task": "A", "due": None}, dedupe="x")
            raise RuntimeError("hỏng")

    with pytest.raises(RuntimeError, match="hỏng"):
        change()
    assert not Message.objects.exists()
