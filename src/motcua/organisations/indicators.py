"""What the posts of the province add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.kernel.indicators import Indicator, Row, Window
from motcua.kernel.refs import Ref
from motcua.organisations.models import Post
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries import posts
from motcua.organisations.queries.counting import Counted
from motcua.organisations.queries.scopes import codes_of


def _day(window: Window, as_of: datetime) -> date:
    """The figure is a stock: of the window's last day, of today while that is to come."""
    return min(window.end, clock.local(as_of).date())


def _focal(window: Window, as_of: datetime) -> QuerySet[Post]:
    return Post.objects.filter(valid_on(_day(window, as_of)), kind=Post.Kind.FOCAL)


def _held(rows: QuerySet[Post], window: Window, as_of: datetime) -> QuerySet[Post]:
    return rows.filter(Exists(posts.tenures_on(_day(window, as_of)).filter(post=OuterRef("pk"))))


def _rows(found: Sequence[Post]) -> Iterator[Row]:
    codes = codes_of(post.unit_id for post in found)
    for post in found:
        yield Row(Ref.to(posts.KIND, post.uid), post.title, codes[post.unit_id], post.valid_from)


_focal_posts: Counted[Any] = Counted(_focal, _rows, _held)

FOCAL_POSTS_HELD = Indicator(
    key="organisations.focal_posts_held",
    title=_("Vị trí cán bộ đầu mối có người giữ"),
    kind=_focal_posts.kind,
    source=_("Nghị định 63/2010/NĐ-CP, Điều 4 và Điều 5, được sửa đổi (cán bộ đầu mối kiểm soát thủ tục hành chính)"),
    formula=_("Vị trí cán bộ đầu mối có người giữ, chia cho mọi vị trí cán bộ đầu mối; tính tại ngày cuối kỳ, hoặc hôm nay khi kỳ còn mở."),
    owner=_("Văn phòng, bộ phận kiểm soát thủ tục hành chính"),
    measure=_("vị trí"),
    value=_focal_posts.value,
    rows=_focal_posts.rows,
    by_unit=_focal_posts.by_unit,
)  # fmt: skip
