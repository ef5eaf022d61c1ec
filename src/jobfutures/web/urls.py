from django.contrib.sitemaps.views import sitemap
from django.urls import path

from jobfutures.web import pages
from jobfutures.web.sitemaps import SITEMAPS

app_name = "web"
urlpatterns = [
    path("", pages.home, name="home"),
    path("operate/", pages.operate, name="operate"),
    path("operate/setup/<str:token>/", pages.setup, name="setup"),
    path("healthz", pages.healthy, name="healthz"),
    path("readyz", pages.ready, name="readyz"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("service-worker.js", pages.service_worker, name="service_worker"),
]
