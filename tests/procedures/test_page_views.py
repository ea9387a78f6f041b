"""How often pages are opened: who is counted, what is kept, what is told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from tests.factories import procedures as factory

from motcua.kernel import clock
from motcua.procedures.models import PageViews, Procedure
from motcua.procedures.queries.views import most_viewed
from motcua.procedures.services.views import KEPT_DAYS, add_views, flush, reckon_views

pytestmark = pytest.mark.django_db
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)
PAGE = "/thu-tuc/1.100001"


@pytest.fixture(autouse=True)
def at_once(settings: Settings) -> None:
    settings.VIEWS_FLUSH_SECONDS = 0


def opened() -> int:
    return sum(PageViews.objects.values_list("times", flat=True))


class TestWhoIsCounted:
    def test_each_opening_by_a_reader_in_either_language_is_one(self, client: Client) -> None:
        made = factory.procedure()
        for address in (PAGE, PAGE, f"/en{PAGE}"):
            client.get(address, headers={"User-Agent": PHONE})

        kept = PageViews.objects.get()
        assert (kept.procedure_id, kept.on, kept.times) == (made.pk, clock.today(), 3)

    @pytest.mark.parametrize(
        "agent",
        [
            "",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0 Safari/537.36",
            "python-requests/2.32",
            "curl/8.5.0",
        ],
    )
    def test_programs_are_not(self, client: Client, agent: str) -> None:
        factory.procedure()

        client.get(PAGE, headers={"User-Agent": agent})

        assert opened() == 0

    def test_nor_is_the_office_itself(self, client: Client, office: factory.Office) -> None:
        factory.procedure()
        client.force_login(office.office)

        client.get(PAGE, headers={"User-Agent": PHONE})

        assert opened() == 0

    @pytest.mark.parametrize("address", [f"{PAGE}?case=abc", f"{PAGE}?on=2025-06-01", f"{PAGE}?cam-on=1"])
    def test_nor_who_goes_on_in_the_page(self, client: Client, address: str) -> None:
        factory.procedure()

        client.get(address, headers={"User-Agent": PHONE})

        assert opened() == 0

    def test_nor_a_page_fetched_ahead_or_only_asked_about(self, client: Client) -> None:
        factory.procedure()

        client.get(PAGE, headers={"User-Agent": PHONE, "Sec-Purpose": "prefetch"})
        client.head(PAGE, headers={"User-Agent": PHONE})
        client.get("/thu-tuc/9.999999", headers={"User-Agent": PHONE})

        assert opened() == 0

    def test_reading_writes_nothing(
        self, client: Client, settings: Settings, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        factory.procedure()
        settings.VIEWS_FLUSH_SECONDS = 3600

        with django_assert_max_num_queries(16) as asked:
            client.get(PAGE, headers={"User-Agent": PHONE})

        assert not [q for q in asked.captured_queries if q["sql"].split()[0] != "SELECT"]
        assert client.cookies.keys() <= {"csrftoken"}
        assert flush() == 1
        assert opened() == 1


class TestReckoning:
    def test_the_last_thirty_days_count_and_old_days_fall_out(self) -> None:
        made = factory.procedure()
        today = clock.today()
        add_views({(made.pk, today): 4, (made.pk, today - timedelta(29)): 2, (made.pk, today - timedelta(30)): 9})
        assert reckon_views() == 1
        made.refresh_from_db()
        assert (made.views, made.version) == (6, 1)

        assert reckon_views() == 0
        PageViews.objects.filter(on=today).delete()
        PageViews.objects.filter(on=today - timedelta(29)).delete()
        reckon_views()
        made.refresh_from_db()
        assert made.views == 0

    def test_days_add_up_and_what_is_too_old_is_forgotten(self) -> None:
        made = factory.procedure()
        old = clock.today() - timedelta(KEPT_DAYS)
        add_views({(made.pk, old): 1, (made.pk, old + timedelta(1)): 1})
        add_views({(made.pk, old + timedelta(1)): 2})
        reckon_views()

        assert list(PageViews.objects.values_list("on", "times")) == [(old + timedelta(1), 3)]

    def test_a_procedure_that_is_gone_takes_nothing_else_with_it(self) -> None:
        made = factory.procedure()

        add_views({(made.pk, clock.today()): 1, (made.pk + 999, clock.today()): 5})

        assert opened() == 1


class TestWhatIsTold:
    @pytest.fixture
    def registry(self) -> None:
        for n, (name, views) in enumerate((("Khai sinh", 50), ("Kết hôn", 20), ("Khai tử", 10), ("Hộ khẩu", 4)), 1):
            factory.procedure(f"1.10000{n}", factory.content(name, field="Hộ tịch"))
            Procedure.objects.filter(base_code=f"1.10000{n}").update(views=views)

    def test_most_first_and_what_hardly_anybody_opened_not_at_all(self, registry: None) -> None:
        assert [row.name for row in most_viewed(clock.today(), 5)] == ["Khai sinh", "Kết hôn", "Khai tử"]

    def test_an_abolished_procedure_is_not_told_of(self, registry: None) -> None:
        Procedure.objects.filter(name="Khai sinh").update(abolished_on=clock.today())

        assert most_viewed(clock.today(), 5) == []

    def test_the_first_page_tells_of_the_last_days(self, registry: None, client: Client) -> None:
        page = client.get("/").content.decode().partition("Được xem nhiều trong 30 ngày qua")[2]

        assert page.index("Khai sinh") < page.index("Kết hôn") < page.index("Khai tử")
        assert "50 lượt xem" in page

    def test_where_little_was_opened_nobody_claims_that_much_was(self, client: Client) -> None:
        for n in range(1, 5):
            factory.procedure(f"1.10000{n}", factory.content(f"Thủ tục {n}"))
        Procedure.objects.filter(base_code="1.100001").update(views=900)

        assert "Được xem nhiều" not in client.get("/").content.decode()

    def test_a_long_list_of_a_field_begins_with_them(self, registry: None, client: Client) -> None:
        for n in range(20):
            factory.procedure(f"1.2000{n:02}", factory.content(f"Việc hộ tịch số {n}", field="Hộ tịch"))

        assert "Được xem nhiều" in client.get("/thu-tuc/?field=Hộ tịch").content.decode()
        assert "Được xem nhiều" not in client.get("/thu-tuc/?field=Hộ tịch&q=khai").content.decode()
        assert "Được xem nhiều" not in client.get("/thu-tuc/").content.decode()

    def test_the_desk_sorts_by_them(self, registry: None, office: factory.Office, client: Client) -> None:
        client.force_login(office.office)

        page = client.get("/desk/thu-tuc/?sample=no&sort=-views").content.decode()

        assert page.index("Khai sinh") < page.index("Kết hôn") < page.index("Hộ khẩu")
