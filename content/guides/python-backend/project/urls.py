"""The examples bring their own addresses with @pytest.mark.urls(__name__)."""

urlpatterns: list[object] = []
