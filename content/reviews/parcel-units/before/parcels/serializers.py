from rest_framework import serializers

from .models import Parcel


class ParcelSerializer(serializers.ModelSerializer):
    """Version 1; what clients may rely on stands in the README."""

    number = serializers.CharField(read_only=True)
    weight = serializers.IntegerField(source="weight_g", min_value=1, max_value=31_500, required=False)
    length = serializers.IntegerField(source="length_mm", min_value=1, max_value=2_000, required=False)

    class Meta:
        model = Parcel
        fields = ("number", "receiver", "weight", "length")
