"""What Django knows about an app, what it knows about the project, and what an app may not know."""

import ast
import types
from pathlib import Path

import pytest
import shop
from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse

pytestmark = pytest.mark.urls(__name__)


def test_an_app_is_a_package_with_a_label_and_models():
    config = apps.get_app_config("shop")
    models = {model.__name__ for model in config.get_models()}
    print(f"label {config.label}, package {config.name}, has Order: {'Order' in models}")
    assert config.module is shop and {"Order", "Customer"} <= models


def test_tables_and_permissions_carry_the_label_of_the_app():
    order = apps.get_model("shop", "Order")
    print(order._meta.label, order._meta.db_table)
    assert (order._meta.label, order._meta.db_table) == ("shop.Order", "shop_order")


def test_the_project_is_the_place_that_names_the_apps_and_the_root_of_all_addresses():
    print("the project names:", settings.INSTALLED_APPS)
    assert "shop" in settings.INSTALLED_APPS and settings.ROOT_URLCONF == __name__  # the root is a setting too
    with pytest.raises(LookupError, match="No installed app with label 'billing'"):
        apps.get_app_config("billing")


def test_two_apps_may_not_have_the_same_label():
    class OurUsers(AppConfig):
        name, label = "company.auth", "auth"

    class TheirUsers(AppConfig):
        name, label = "django.contrib.auth", "auth"

    def entry(kind: type[AppConfig]) -> AppConfig:
        module = types.ModuleType(kind.name)
        module.__path__ = ["/nowhere"]
        return kind(kind.name, module)

    with pytest.raises(ImproperlyConfigured, match="aren't unique") as refusal:
        Apps([entry(OurUsers), entry(TheirUsers)])
    print(refusal.value)


def test_models_cannot_be_asked_for_before_all_apps_are_loaded():
    loading = Apps(installed_apps=())
    loading.ready = loading.models_ready = loading.apps_ready = False
    with pytest.raises(AppRegistryNotReady):
        loading.get_model("shop", "Order")


def orders(request):
    return HttpResponse(reverse("shop:orders", current_app=request.resolver_match.namespace))


shop_urls = ([path("orders/", orders, name="orders")], "shop")  # as in shop/urls.py: no word about where it is mounted
urlpatterns = [
    path("store/", include(shop_urls)),
    path("partners/", include(shop_urls, namespace="partner-shop")),
]


def test_one_app_can_be_mounted_twice_because_it_does_not_know_its_place():
    answers = [Client().get(address).content.decode() for address in ("/store/orders/", "/partners/orders/")]
    print(answers)
    assert answers == ["/store/orders/", "/partners/orders/"]


def imported_by(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_the_app_imports_nothing_of_the_project():
    files = Path(shop.__file__).parent.glob("*.py")
    imported = set().union(*(imported_by(file) for file in files))
    print("shop imports:", sorted(imported))
    assert not imported & {"settings", "urls"}  # the project's modules; django.conf.settings is the way
