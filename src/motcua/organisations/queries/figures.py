"""The records that the package's indicators count (`organisations.indicators`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from motcua.kernel import clock
from motcua.kernel.indicators import Row, Window
from motcua.kernel.refs import Ref
from motcua.organisations.models import Post
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries import posts
from motcua.organisations.queries.scopes import codes_of


def focal_posts(window: Window, as_of: datetime) -> QuerySet[Post]:
    """Seats of focal officers on the day of the figure."""
    return Post.objects.filter(valid_on(_day(window, as_of)), kind=Post.Kind.FOCAL)


def held(rows: QuerySet[Post], window: Window, as_of: datetime) -> QuerySet[Post]:
    return rows.filter(Exists(posts.tenures_on(_day(window, as_of)).filter(post=OuterRef("pk"))))


def post_rows(found: Sequence[Post]) -> Iterator[Row]:
    codes = codes_of(post.unit_id for post in found)
    for post in found:
        yield Row(Ref.to(posts.KIND, post.uid), post.title, codes[post.unit_id], post.valid_from)


def _day(window: Window, as_of: datetime) -> date:
    """A stock is that of the window's last day, of today while that is to come."""
    return min(window.end, clock.local(as_of).date())
