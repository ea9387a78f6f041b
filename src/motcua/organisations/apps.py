"""Wiring of the organisations package: what it puts into the kernel's registries."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.kernel.indicators import declare
from motcua.kernel.registries import event_fields, event_labels


class OrganisationsConfig(AppConfig):
    name = "motcua.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.organisations import indicators
        from motcua.organisations.events import FIELDS, LABELS
        from motcua.organisations.services.searching import declare_indexes
        from motcua.organisations.signin import connect_signals

        for kind, label in LABELS.items():
            event_labels.register(kind, label)
        for name, label in FIELDS.items():
            event_fields.register(name, label)
        declare(indicators.FOCAL_POSTS_HELD)
        _register_subjects()
        _register_work()
        _register_desk()
        connect_signals()
        declare_indexes()


def _register_subjects() -> None:
    """Units and places are public; officers, accounts and the rest are for officers."""
    from motcua.kernel.registries import Subject, subjects
    from motcua.organisations.queries import delegations, people, posts, territories, units
    from motcua.organisations.queries import subjects as shown

    public, inside = shown.everybody, shown.officers_only
    subjects.register("unit", Subject(units.titles, shown.unit_address, public, _("Đơn vị")))
    subjects.register(
        "territory",
        Subject(territories.territory_titles, shown.territory_address, public, pgettext_lazy("one record", "Địa bàn")),
    )
    subjects.register(
        "officer", Subject(people.officer_titles, shown.officer_address, inside, pgettext_lazy("one record", "Cán bộ"))
    )
    subjects.register("post", Subject(posts.titles, shown.post_address, inside, _("Vị trí")))
    subjects.register(
        "delegation",
        Subject(delegations.delegation_titles, shown.delegation_address, inside, _("Ủy quyền khi vắng")),
    )
    subjects.register("user", Subject(people.user_titles, shown.user_address, inside, _("Tài khoản")))
    subjects.register("person", Subject(shown.person_titles, shown.person_address, inside, _("Cá nhân")))
    subjects.register("unit_alias", Subject(shown.alias_titles, shown.alias_address, inside, _("Cách gọi đơn vị")))
    subjects.register(
        "calendar",
        Subject(shown.calendar_titles, shown.calendar_address, inside, pgettext_lazy("one record", "Lịch làm việc")),
    )
    subjects.register("territories", Subject(shown.import_titles, shown.import_address, inside, _("Danh mục địa bàn")))


def _register_work() -> None:
    from motcua.kernel.registries import JobKind, Sample, calendar_keepers, job_kinds, samples
    from motcua.organisations.jobs import import_territory_file
    from motcua.organisations.queries.calendars import calendar_named
    from motcua.organisations.sample import load
    from motcua.organisations.services.territories import JOB

    job_kinds.register(JOB, JobKind(import_territory_file, _("Nhập địa bàn"), attempts=2))
    calendar_keepers.register("organisations", calendar_named)
    samples.register("organisations", Sample(order=10, load=load))


def _register_desk() -> None:
    from motcua.kernel.registries import DeskEntry, desk_entries
    from motcua.organisations.permissions import has_any_grant, is_officer
    from motcua.ui.navigation import LOOKING_UP, RUNNING

    def may_administer(user: object) -> bool:
        return has_any_grant(user, "officers.change")

    desk_entries.register(
        "units",
        DeskEntry(pgettext_lazy("list title", "Đơn vị"), "organisations:units", 60, is_officer, "u", LOOKING_UP),
    )
    desk_entries.register(
        "officers", DeskEntry(_("Cán bộ, phân quyền"), "organisations:officers", 80, may_administer, group=RUNNING)
    )
    desk_entries.register(
        "calendars", DeskEntry(_("Lịch làm việc"), "organisations:calendars", 65, is_officer, group=LOOKING_UP)
    )
