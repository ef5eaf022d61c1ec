from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from . import covers
from .models import Book, Cover


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
