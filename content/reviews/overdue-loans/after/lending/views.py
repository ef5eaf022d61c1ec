from django.utils import timezone
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from .models import Loan
from .serializers import LoanSerializer


class LoanViewSet(ReadOnlyModelViewSet):
    """Loans for the desk, the newest first."""

    serializer_class = LoanSerializer
    queryset = Loan.objects.select_related("book", "member").order_by("-lent_on", "-pk")

    @action(detail=False)
    def overdue(self, request: Request) -> Response:
        """Loans that should be back by now, the longest wait first."""
        late = self.get_queryset().overdue_on(timezone.localdate()).order_by("due_on", "pk")
        return Response(self.get_serializer(late, many=True).data)
