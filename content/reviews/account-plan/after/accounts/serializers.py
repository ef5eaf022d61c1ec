from rest_framework import serializers

from .models import Account


class AccountSerializer(serializers.ModelSerializer):
    plan_title = serializers.CharField(source="get_plan_display", read_only=True)
    monthly_price = serializers.DecimalField(max_digits=8, decimal_places=2, read_only=True)

    class Meta:
        model = Account
        fields = (
            "company",
            "vat_number",
            "wants_news",
            "plan",
            "plan_title",
            "discount_percent",
            "monthly_price",
            "next_invoice_on",
        )
        read_only_fields = ("plan", "next_invoice_on")
