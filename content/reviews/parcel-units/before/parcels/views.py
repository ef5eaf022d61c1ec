from django.db.models import QuerySet
from rest_framework import mixins, viewsets

from .models import Parcel
from .serializers import ParcelSerializer


class ParcelViewSet(mixins.CreateModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    serializer_class = ParcelSerializer

    def get_queryset(self) -> QuerySet[Parcel]:
        return Parcel.objects.filter(shop=self.request.user)

    def perform_create(self, serializer: ParcelSerializer) -> None:
        serializer.save(shop=self.request.user)
