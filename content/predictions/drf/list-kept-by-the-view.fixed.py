from django.http import HttpRequest
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from shop.models import Tag


class TagList(ListAPIView):
    queryset = Tag.objects.order_by("name")

    def list(self, request):
        return Response([tag.name for tag in self.get_queryset()])


def ask():
    request = HttpRequest()
    request.method = "GET"
    return TagList.as_view()(request).data


for name in ("hot", "new"):
    Tag.objects.create(name=name)
    print(ask())
