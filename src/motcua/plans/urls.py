"""Addresses of the package. `/ke-hoach/{uid}` is printed in QR codes and never changes (CONTRACT)."""

from __future__ import annotations

from django.urls import path

from motcua.plans import public
from motcua.plans.desk import exports, importing, plans, review, tasks

app_name = "plans"
_READING = "desk/ke-hoach/ban-doc/<uuid:uid>/"

urlpatterns = [
    path("ke-hoach/<uuid:uid>", public.plan, name="public_plan"),
    path("en/ke-hoach/<uuid:uid>", public.plan, name="public_plan_en"),
    path("desk/ke-hoach/", plans.plan_list, name="list"),
    path("desk/ke-hoach/nhan/", importing.take_in, name="import"),
    path("desk/ke-hoach/ban-doc/", importing.readings, name="readings"),
    path(_READING, review.reading, name="reading"),
    path(_READING + "tien-do", review.progress, name="reading_progress"),
    path(_READING + "van-ban", review.source, name="reading_source"),
    path(_READING + "sua", review.correct, name="correct"),
    path(_READING + "them", review.add, name="add_item"),
    path(_READING + "xac-nhan", review.confirm, name="confirm"),
    path(_READING + "chap-nhan/", review.accept, name="accept"),
    path(_READING + "bo/", review.discard, name="discard"),
    path(_READING + "so-sanh/", review.compare, name="compare"),
    path(_READING + "<slug:tab>/", review.reading, name="reading_tab"),
    path("desk/nhiem-vu/", tasks.task_list, name="tasks"),
    path("desk/ke-hoach/<uuid:uid>/", plans.plan, name="plan"),
    path("desk/ke-hoach/<uuid:uid>/in/", exports.printed, name="print"),
    path("desk/ke-hoach/<uuid:uid>/tai/<str:form>", exports.download, name="download"),
    path("desk/ke-hoach/<uuid:uid>/cap-so/", plans.give, name="give_number"),
    path("desk/ke-hoach/<uuid:uid>/thu-hoi/", plans.withdraw, name="withdraw"),
    path("desk/ke-hoach/<uuid:uid>/trich/", plans.quote, name="quote"),
    path("desk/ke-hoach/<uuid:uid>/nguon", plans.source, name="plan_source"),
    path("desk/ke-hoach/<uuid:uid>/<slug:tab>/", plans.plan, name="plan_tab"),
]
