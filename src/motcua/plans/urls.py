"""Addresses of the package. `/ke-hoach/{uid}` is printed in QR codes and never changes (CONTRACT)."""

from __future__ import annotations

from django.urls import path

from motcua.plans import public
from motcua.plans.desk import (
    difficulties,
    exports,
    funding,
    importing,
    occurrences,
    plans,
    review,
    sources,
    tasks,
    work,
)

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
    path("desk/nhiem-vu/<uuid:uid>/", work.task, name="task"),
    path("desk/nhiem-vu/<uuid:uid>/phat-sinh/", work.event, name="raise_event"),
    path("desk/cong-viec/", work.my_work, name="work"),
    path("desk/cong-viec/<uuid:uid>/", occurrences.occurrence, name="occurrence"),
    path("desk/cong-viec/<uuid:uid>/vi-sao/", occurrences.why, name="occurrence_why"),
    path("desk/cong-viec/<uuid:uid>/ket-qua/<int:number>/nop", occurrences.hand_in_prepared, name="hand_in_prepared"),
    path("desk/cong-viec/<uuid:uid>/<slug:slug>/", occurrences.verb, name="occurrence_verb"),
    path("desk/y-kien/<uuid:uid>/", occurrences.answer, name="answer_input"),
    path("desk/kho-khan/", difficulties.difficulty_list, name="difficulties"),
    path("desk/kho-khan/<uuid:uid>/", difficulties.difficulty, name="difficulty"),
    path("desk/kho-khan/<uuid:uid>/xong", difficulties.settle, name="settle_difficulty"),
    path("desk/kho-khan/<uuid:uid>/giao-viec/<uuid:instruction>/", difficulties.make_task, name="make_task"),
    path("desk/giao-viec/", sources.source_list, name="sources"),
    path("desk/giao-viec/moi/", sources.give, name="give"),
    path("desk/giao-viec/<uuid:uid>/", sources.source, name="source"),
    path("desk/giao-viec/<uuid:uid>/them/", sources.give_more, name="give_more"),
    path("desk/kinh-phi/", funding.line_list, name="funding"),
    path("desk/kinh-phi/da-chi/", funding.spending_list, name="funding_spent"),
    path("desk/kinh-phi/tong-hop/", funding.totals, name="funding_totals"),
    path("desk/kinh-phi/tai", funding.workbook, name="funding_workbook"),
    path("desk/kinh-phi/<uuid:uid>/", funding.line, name="funding_line"),
    path("desk/kinh-phi/<uuid:uid>/khoan-chi/<uuid:spending>/bo/", funding.void, name="void_spending"),
    path("desk/kinh-phi/<uuid:uid>/<slug:slug>/", funding.line_act, name="funding_act"),
    path("desk/ke-hoach/<uuid:uid>/kinh-phi/them/", funding.add, name="add_funding"),
    path("desk/ke-hoach/<uuid:uid>/", plans.plan, name="plan"),
    path("desk/ke-hoach/<uuid:uid>/in/", exports.printed, name="print"),
    path("desk/ke-hoach/<uuid:uid>/tai/<str:form>", exports.download, name="download"),
    path("desk/ke-hoach/<uuid:uid>/cap-so/", plans.give, name="give_number"),
    path("desk/ke-hoach/<uuid:uid>/thu-hoi/", plans.withdraw, name="withdraw"),
    path("desk/ke-hoach/<uuid:uid>/trich/", plans.quote, name="quote"),
    path("desk/ke-hoach/<uuid:uid>/nguon", plans.source, name="plan_source"),
    path("desk/ke-hoach/<uuid:uid>/<slug:tab>/", plans.plan, name="plan_tab"),
]
