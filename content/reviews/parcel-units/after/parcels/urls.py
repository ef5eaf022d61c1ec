from rest_framework.routers import SimpleRouter

from .views import ParcelViewSet

router = SimpleRouter()
router.register("v1/parcels", ParcelViewSet, basename="parcel")
urlpatterns = router.urls
