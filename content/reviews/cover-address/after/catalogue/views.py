from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from . import covers
from .models import Book, Cover


class AddressForm(forms.Form):
    address = forms.URLField(max_length=500, assume_scheme="https", validators=[URLValidator(["http", "https"])])


@require_GET
def cover(request: HttpRequest, book_id: int) -> HttpResponse:
    found = get_object_or_404(Cover, book=book_id)
    return HttpResponse(bytes(found.data), content_type=found.kind)


@require_POST
@permission_required("catalogue.change_book", raise_exception=True)
def upload(request: HttpRequest, book_id: int) -> JsonResponse:
    book = get_object_or_404(Book, pk=book_id)
    picture = request.FILES.get("picture")
    if picture is None:
        return JsonResponse({"problem": "Please choose a picture."}, status=422)
    try:
        covers.keep(book, picture.content_type, picture.read())
    except covers.CannotUse as refusal:
        return JsonResponse({"problem": str(refusal)}, status=422)
    return JsonResponse({}, status=201)


@require_POST
@permission_required("catalogue.change_book", raise_exception=True)
def fetch(request: HttpRequest, book_id: int) -> JsonResponse:
    book = get_object_or_404(Book, pk=book_id)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": "Please enter an address that begins with http or https."}, status=422)
    try:
        covers.keep(book, *covers.fetch(form.cleaned_data["address"]))
    except covers.CannotUse as refusal:
        return JsonResponse({"problem": str(refusal)}, status=422)
    return JsonResponse({}, status=201)
