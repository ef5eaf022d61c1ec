from django.shortcuts import get_object_or_404
from rest_framework.generics import RetrieveUpdateAPIView

from .models import Account
from .serializers import AccountSerializer


class OwnAccount(RetrieveUpdateAPIView):
    """The account of the person who is signed in: shown, and changed by a form."""

    serializer_class = AccountSerializer
    queryset = Account.objects.select_related("user")

    def get_object(self) -> Account:
        return get_object_or_404(self.get_queryset(), user=self.request.user)
