"""Addresses of the package. Public ones are printed and never change (CONTRACT)."""

from __future__ import annotations

from django.urls import path

from motcua.documents import public
from motcua.documents.desk import approvals, approving, files, library, registers, reviews, routes

app_name = "documents"

urlpatterns = [
    path("van-ban/<uuid:uid>", public.document, name="public_document"),
    path("en/van-ban/<uuid:uid>", public.document, name="public_document_en"),
    path("tep/<uuid:uid>", files.download, name="file"),
    path("desk/van-ban/", library.library, name="library"),
    path("desk/van-ban/them/", library.add, name="add"),
    path("desk/van-ban/ra-soat/", reviews.queue, name="reviews"),
    path("desk/van-ban/ra-soat/<uuid:uid>/", reviews.review, name="review"),
    path("desk/van-ban/quan-he/<uuid:uid>/bo/", library.unrelate, name="unrelate"),
    path("desk/van-ban/<uuid:uid>/", library.document, name="document"),
    path("desk/van-ban/<uuid:uid>/sua/", library.change, name="change"),
    path("desk/van-ban/<uuid:uid>/quan-he/", library.relate, name="relate"),
    path("desk/trinh-ky/", approvals.waiting, name="approvals"),
    path("desk/trinh-ky/toi-trinh/", approvals.mine, name="approvals_mine"),
    path("desk/trinh-ky/da-xong/", approvals.done, name="approvals_done"),
    path("desk/trinh-ky/tat-ca/", approvals.everything, name="approvals_all"),
    path("desk/trinh-ky/moi/", approvals.submit, name="submit"),
    path("desk/trinh-ky/tuyen/", routes.routes, name="routes"),
    path("desk/trinh-ky/tuyen/moi/", routes.make, name="make_route"),
    path("desk/trinh-ky/tuyen/<uuid:uid>/thoi/", routes.end, name="end_route"),
    path("desk/trinh-ky/<uuid:uid>/", approvals.approval, name="approval"),
    path("desk/trinh-ky/<uuid:uid>/ban-ky/tep", approvals.signed_file, name="signed_file"),
    path("desk/trinh-ky/<uuid:uid>/ban/<int:number>/", approvals.version, name="approval_version"),
    path("desk/trinh-ky/<uuid:uid>/ban/<int:number>/tep", approvals.version_file, name="approval_version_file"),
    path("desk/trinh-ky/<uuid:uid>/<slug:slug>/", approving.act, name="approval_act"),
    path("desk/so-van-ban/", registers.books, name="books"),
    path("desk/so-van-ban/mo/", registers.open_book, name="open_book"),
    path("desk/so-van-ban/so/<uuid:uid>/huy/", registers.cancel, name="cancel_number"),
    path("desk/so-van-ban/<uuid:uid>/", registers.register, name="register"),
    path("desk/so-van-ban/<uuid:uid>/cap-so/", registers.give, name="give"),
]
