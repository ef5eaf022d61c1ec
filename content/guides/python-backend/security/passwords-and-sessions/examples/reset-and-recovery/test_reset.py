"""A password reset from the attacker's side: who learns what, how long a link lives, and what it ends."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
BASE = "https://shop.example.org"  # from settings, never from the request


class Generator(PasswordResetTokenGenerator):
    """Django's own, with a clock that a test can move."""

    now = datetime(2026, 1, 2, 12, 0)

    def _now(self) -> datetime:
        return self.now


tokens = Generator()


def ask(request):
    """The same answer for everybody; in production the mail goes out in a task, so the time is the same too."""
    for user in User.objects.filter(email__iexact=request.POST["email"], is_active=True):
        if user.has_usable_password():
            link = f"{BASE}/reset/{user.pk}/{tokens.make_token(user)}"
            user.email_user("Reset", link)  # to the stored address, not to the one that was typed
    return HttpResponse("If we know this address, a mail is on its way.")


def ask_naively(request):
    user = User.objects.filter(email=request.POST["email"]).first()
    if user is None:
        return HttpResponse("no such user", status=404)
    link = f"http://{request.get_host()}/reset/{user.pk}/{tokens.make_token(user)}"
    mail.send_mail("Reset", link, "shop@example.org", [request.POST["email"]])
    return HttpResponse("sent")


def reset(request, pk, token):
    user = User.objects.filter(pk=pk).first()
    if not (user and tokens.check_token(user, token)):
        return HttpResponse("this link is used up or too old", status=400)
    user.set_password(request.POST["password"])
    user.save()  # and with the password every session of this user ends
    user.email_user("Your password was changed", "Not you? Answer this mail.")
    return HttpResponse("changed")


def me(request):
    return HttpResponse(request.user.username or "nobody")


urlpatterns = [
    path("ask", ask),
    path("ask-naively", ask_naively),
    path("reset/<int:pk>/<str:token>", reset),
    path("me", me),
]


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada", email="ada@example.org", password="old")


def link_for(user: User) -> str:
    return f"/reset/{user.pk}/{tokens.make_token(user)}"


def use(link: str, password: str = "new") -> int:
    return Client().post(link, {"password": password}).status_code


@pytest.mark.parametrize("address", ["/ask", "/ask-naively"])
def test_what_a_stranger_learns_about_an_address(ada, address):
    answers = [Client().post(address, {"email": email}) for email in ("ada@example.org", "nobody@example.org")]
    same = (answers[0].status_code, answers[0].content) == (answers[1].status_code, answers[1].content)
    print(f"{address}: same answer {same}, mails {len(mail.outbox)}")
    assert same is (address == "/ask") and len(mail.outbox) == 1


@override_settings(ALLOWED_HOSTS=["*"])
@pytest.mark.parametrize(("address", "host"), [("/ask", "shop.example.org"), ("/ask-naively", "evil.example")])
def test_a_forged_host_header_does_not_choose_where_the_link_points(ada, address, host):
    Client().post(address, {"email": "ada@example.org"}, headers={"Host": "evil.example"})
    sent = mail.outbox[0].body.split("/")[2]
    print(f"{address}: the link in ada's mail points to {sent}")
    assert sent == host


def test_a_link_works_once(ada):
    link = link_for(ada)
    print("first use:", use(link), "second use:", use(link, "third"))
    ada.refresh_from_db()
    assert ada.check_password("new") and use(link) == 400


def changed_email(user: User) -> None:
    User.objects.filter(pk=user.pk).update(email="new@example.org")


def logged_in(user: User) -> None:
    User.objects.filter(pk=user.pk).update(last_login=datetime.now().astimezone())


def used_another_link(user: User) -> None:
    later = Generator()
    later.now = Generator.now + timedelta(minutes=1)
    token = later.make_token(user)
    assert token != tokens.make_token(user)
    use(f"/reset/{user.pk}/{token}")


@pytest.mark.parametrize("event", [changed_email, logged_in, used_another_link])
def test_an_open_link_dies_when_the_account_moves_on(ada, event):
    link = link_for(ada)
    event(ada)
    print(f"{event.__name__}: the older link answers {use(link)}")
    assert use(link) == 400


@override_settings(PASSWORD_RESET_TIMEOUT=3600)
@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 400)])
def test_a_link_lives_for_an_hour(ada, minutes, status, monkeypatch):
    link = link_for(ada)
    monkeypatch.setattr(Generator, "now", Generator.now + timedelta(minutes=minutes))
    print(f"after {minutes} minutes:", found := use(link))
    assert found == status


def test_a_link_is_for_one_account(ada):
    eve = User.objects.create_user("eve", email="eve@example.org", password="x")
    token = link_for(eve).rsplit("/", 1)[1]
    assert use(f"/reset/{ada.pk}/{token}") == 400


def test_a_reset_ends_the_thief_s_session_and_tells_the_owner(ada):
    thief = Client()
    thief.force_login(ada)
    ada.refresh_from_db()
    use(link_for(ada))
    print("the thief is now:", thief.get("/me").content.decode(), "- mail:", mail.outbox[0].subject)
    assert thief.get("/me").content == b"nobody" and mail.outbox[0].to == ["ada@example.org"]
