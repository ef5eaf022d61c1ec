from rest_framework import serializers

from .models import Loan


class LoanSerializer(serializers.ModelSerializer):
    book = serializers.CharField(source="book.title")
    shelf = serializers.CharField(source="book.shelf")
    card = serializers.CharField(source="member.card")

    class Meta:
        model = Loan
        fields = ("id", "book", "shelf", "card", "lent_on", "due_on", "returned_on")
