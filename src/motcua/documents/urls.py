"""Addresses of the package. Public ones are printed and never change (CONTRACT)."""

from __future__ import annotations

from django.urls import path

from motcua.documents import public
from motcua.documents.desk import approvals, files, library, registers, reviews

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
    path("desk/trinh-ky/<uuid:uid>/", approvals.approval, name="approval"),
    path("desk/so-van-ban/", registers.books, name="books"),
    path("desk/so-van-ban/mo/", registers.open_book, name="open_book"),
    path("desk/so-van-ban/so/<uuid:uid>/huy/", registers.cancel, name="cancel_number"),
    path("desk/so-van-ban/<uuid:uid>/", registers.register, name="register"),
    path("desk/so-van-ban/<uuid:uid>/cap-so/", registers.give, name="give"),
]
