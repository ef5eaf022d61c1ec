"""A page with links, a robot that follows them, and a framework that believes in methods."""

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.views import LogoutView
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST, require_safe
from shop.models import Tag

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
CALLED: list[str] = []


def page_with_links(request):
    return HttpResponse("".join(f'<a href="/tags/{tag.pk}/delete-by-link">x</a>' for tag in Tag.objects.all()))


def page_with_forms(request):
    return HttpResponse("".join(f'<form method="post" action="/tags/{tag.pk}/delete"></form>' for tag in Tag.objects.all()))


def delete_by_link(request, pk):
    Tag.objects.filter(pk=pk).delete()
    return HttpResponse("deleted")


@require_POST
def delete(request, pk):
    Tag.objects.filter(pk=pk).delete()
    return HttpResponse("deleted")


@require_safe
def report(request):
    CALLED.append(request.method)
    response = HttpResponse("x" * 1000)
    response["X-Rows"] = "1000"
    return response


urlpatterns = [
    path("links", page_with_links),
    path("forms", page_with_forms),
    path("tags/<int:pk>/delete-by-link", delete_by_link),
    path("tags/<int:pk>/delete", delete),
    path("report", report),
    path("logout", LogoutView.as_view(next_page="/")),
]


@pytest.fixture(autouse=True)
def three_tags():
    CALLED.clear()
    for name in ("hot", "new", "sale"):
        Tag.objects.create(name=name)


def robot(start: str) -> None:
    """A crawler, a link checker, a browser that loads ahead: it follows what may be followed without asking."""
    client = Client()
    for address in re.findall(r'href="([^"]+)"', client.get(start).content.decode()):
        client.get(address)


@pytest.mark.parametrize(("page", "left"), [("/links", 0), ("/forms", 3)])
def test_what_is_left_after_a_robot_has_visited(page, left):
    robot(page)
    print(f"{page}: {Tag.objects.count()} of 3 rows left")
    assert Tag.objects.count() == left


@pytest.mark.parametrize(("address", "refused"), [("delete-by-link", False), ("delete", True)])
def test_a_foreign_page_needs_no_token_for_a_get(address, refused):
    """Django's CSRF check does not look at GET, because a GET has nothing to protect."""
    tag = Tag.objects.first()
    browser = Client(enforce_csrf_checks=True)
    method = browser.post if refused else browser.get
    status = method(f"/tags/{tag.pk}/{address}").status_code
    print(f"{address}: {status}, deleted: {not Tag.objects.filter(pk=tag.pk).exists()}")
    assert (status == 403) is refused
    assert Tag.objects.filter(pk=tag.pk).exists() is refused


def test_head_is_get_without_the_body():
    got, head = Client().get("/report"), Client().head("/report")
    print("GET:", len(got.content), "bytes; HEAD:", len(head.content), "bytes; headers equal:", got.headers == head.headers)
    assert (len(got.content), len(head.content)) == (1000, 0)
    assert head["X-Rows"] == "1000" and head["Content-Length"] == "1000" and CALLED == ["GET", "HEAD"]


def test_a_handler_for_get_only_breaks_health_checks_and_link_checkers_that_use_head():
    from django.views.decorators.http import require_GET

    urlpatterns.append(path("get-only", require_GET(lambda request: HttpResponse("ok"))))
    try:
        status = Client().head("/get-only").status_code
    finally:
        urlpatterns.pop()
    print("HEAD on require_GET:", status)
    assert status == 405


def test_django_s_logout_refuses_get():
    client = Client()
    client.force_login(User.objects.create_user("ada"))
    assert client.get("/logout").status_code == 405
    assert "_auth_user_id" in client.session
    assert client.post("/logout").status_code == 302
    print("logout: GET 405 and still logged in, POST 302")
    assert "_auth_user_id" not in client.session


def test_safe_does_not_mean_without_any_trace():
    """Counting a visit is not what the user asked for; safe speaks of what was requested."""
    assert Client().get("/report").status_code == Client().get("/report").status_code == 200
    assert CALLED == ["GET", "GET"]
