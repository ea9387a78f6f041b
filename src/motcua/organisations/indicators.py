"""What the posts of the province add up to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicators import Indicator
from motcua.organisations.queries import figures
from motcua.organisations.queries.counting import Counted

_focal_posts: Counted[Any] = Counted(figures.focal_posts, figures.post_rows, figures.held)

FOCAL_POSTS_HELD = Indicator(
    key="organisations.focal_posts_held",
    title=_("Vị trí cán bộ đầu mối có người giữ"),
    kind=_focal_posts.kind,
    source=_("Kế hoạch kiểm soát thủ tục hành chính hằng năm (kiện toàn cán bộ đầu mối)"),
    formula=_(
        "Vị trí cán bộ đầu mối có người giữ, chia cho mọi vị trí cán bộ đầu mối; tính tại ngày cuối kỳ, hoặc hôm nay khi kỳ còn mở."
    ),
    owner=_("Văn phòng, bộ phận kiểm soát thủ tục hành chính"),
    measure=_("vị trí"),
    value=_focal_posts.value,
    rows=_focal_posts.rows,
    by_unit=_focal_posts.by_unit,
    series=_focal_posts.series,
)
