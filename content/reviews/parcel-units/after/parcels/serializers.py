from rest_framework import serializers

from .models import Parcel


class ParcelSerializer(serializers.ModelSerializer):
    """Version 1; what clients may rely on stands in the README."""

    number = serializers.CharField(read_only=True)
    weight_g = serializers.IntegerField(min_value=1, max_value=31_500, required=False)
    length_mm = serializers.IntegerField(min_value=1, max_value=2_000, required=False)
    girth_mm = serializers.IntegerField(min_value=1, max_value=3_600, required=False)

    class Meta:
        model = Parcel
        fields = ("number", "receiver", "weight_g", "length_mm", "girth_mm")
