from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from .counts import shelves_in
from .models import Category


def shelves(request: HttpRequest, pk: int) -> JsonResponse:
    category = get_object_or_404(Category, pk=pk)
    found = shelves_in(category, request.GET.get("word", "")[:100])
    return JsonResponse({"name": category.name, "shelves": [asdict(shelf) for shelf in found]})
