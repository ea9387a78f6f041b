from __future__ import annotations

import pytest
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_thin_path(world: World) -> None:
    client = factory.signed_in(world.office)
    reading = factory.read(world)
    assert reading.state == "to_review", reading.error
    from motcua.plans.desk import tabs

    for tab in tabs.TABS:
        response = client.get(reverse("plans:reading_tab", args=[reading.uid, tab]))
        assert response.status_code == 200, tab
    assert client.get(reverse("plans:accept", args=[reading.uid])).status_code == 200
    response = client.post(reverse("plans:accept", args=[reading.uid]), {})
    assert response.status_code == 302, response.content.decode()[:3000]
    from motcua.plans.desk import plan_tabs
    from motcua.plans.models import Plan

    plan = Plan.objects.get()
    for tab in plan_tabs.TABS:
        response = client.get(reverse("plans:plan_tab", args=[plan.uid, tab]))
        assert response.status_code == 200, tab
    for name in ("list", "tasks", "readings", "import"):
        assert client.get(reverse(f"plans:{name}")).status_code == 200
    assert "Kiểm soát thủ tục" in client.get(reverse("plans:list"), {"q": "kiem soat thu tuc"}).content.decode()
    for form in ("pdf", "docx", "xlsx"):
        assert client.get(reverse("plans:download", args=[plan.uid, form])).status_code == 200
    assert client.get(reverse("plans:print", args=[plan.uid])).status_code == 200
