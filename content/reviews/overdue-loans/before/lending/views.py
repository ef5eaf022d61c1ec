from rest_framework.viewsets import ReadOnlyModelViewSet

from .models import Loan
from .serializers import LoanSerializer


class LoanViewSet(ReadOnlyModelViewSet):
    """Loans for the desk, the newest first."""

    serializer_class = LoanSerializer
    queryset = Loan.objects.select_related("book", "member").order_by("-lent_on", "-pk")
