from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


def distance_km(from_latitude: float, from_longitude: float, latitude: float, longitude: float) -> float:
    """The distance on the surface between two points, given in degrees."""
    north = sin(radians(latitude - from_latitude) / 2) ** 2
    east = sin(radians(longitude - from_longitude) / 2) ** 2
    share = north + cos(radians(from_latitude)) * cos(radians(latitude)) * east
    return 2 * EARTH_KM * asin(sqrt(min(share, 1.0)))
