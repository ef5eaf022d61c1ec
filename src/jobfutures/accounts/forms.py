"""allauth's forms in our words, and the few of our own."""

import struct
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobfutures.accounts.models import User
from jobfutures.accounts.scopes import SCOPES
from jobfutures.kit.mail import validate_domain

LABELS = {
    "login": gettext_lazy("E-mail address"),
    "email": gettext_lazy("E-mail address"),
    "password": gettext_lazy("Password"),
    "oldpassword": gettext_lazy("Current password"),
    "password1": gettext_lazy("New password"),
    "code": gettext_lazy("Code"),
    "name": gettext_lazy("Name"),
    "passwordless": gettext_lazy("Sign in with it alone, without the password"),
}
NEW_PASSWORD = gettext_lazy("At least ten characters; not a common password, and not like your address.")


class Plain(forms.Form):
    """Labels instead of placeholders, and each password typed once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = NEW_PASSWORD


class LogIn(Plain, account.LoginForm):
    pass


class SameForKnownAddress(Plain, account.BaseSignupForm):
    """Signs up without telling whether the address has an account: same answer, same work."""

    account_already_exists: bool

    def validate_unique_email(self, value: str) -> str:
        self.account_already_exists = User.objects.filter(email=value).exists()
        return value

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            make_password(self.cleaned_data.get("password1"))
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the same address signed up a moment ago
            self.account_already_exists = True
            return super().try_save(request)


class SignUp(SameForKnownAddress, account.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = LABELS["password"]


class SocialSignUp(SameForKnownAddress, social.SignupForm):
    pass


class AddEmail(Plain, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangePassword(Plain, account.ChangePasswordForm):
    pass


class SetPassword(Plain, account.SetPasswordForm):
    pass


class ResetPassword(Plain, account.ResetPasswordForm):
    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        validate_domain(email)
        self.users = list(User.objects.people().filter(email=email, is_active=True))
        return email


class ResetPasswordKey(Plain, account.ResetPasswordKeyForm):
    pass


class Reauthenticate(Plain, account.ReauthenticateForm):
    pass


class Code(Plain, mfa.AuthenticateForm):
    pass


class ReauthenticateCode(Plain, mfa.ReauthenticateForm):
    pass


class ActivateApp(Plain, totp.ActivateTOTPForm):
    pass


class KeyField(forms.JSONField):
    """What a browser says of a passkey: read once, never sent back."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> str:
        return ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None


class KeyRead(Plain):
    """Reads what a browser says of a passkey. Whatever else is sent there is refused, and never an error of ours."""

    BROKEN = (AttributeError, LookupError, TypeError, ValueError, RuntimeError, OverflowError, struct.error)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = KeyField()

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except self.BROKEN:
            self.add_error("credential", _("This passkey could not be read. Nothing was changed; try again."))


class AddKey(KeyRead, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("Your device then asks for your fingerprint, face or PIN each time.")


class LogInKey(KeyRead, webauthn.LoginWebAuthnForm):
    pass


class AuthenticateKey(KeyRead, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticateKey(KeyRead, webauthn.ReauthenticateWebAuthnForm):
    pass


class RenameKey(Plain, webauthn.EditWebAuthnForm):
    pass


class Deletion(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Delete my account and everything in it"),
        error_messages={"required": gettext_lazy("Tick this box if you are sure. Nothing was deleted yet.")},
    )


class NewToken(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=100,
        help_text=gettext_lazy("So that you know it again: the program or the machine."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Works for"),
        coerce=int,
        initial=90,
        choices=[
            (7, gettext_lazy("7 days")),
            (30, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (365, gettext_lazy("a year")),
        ],
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=[(name, format_lazy("{name}: {words}", name=name, words=words)) for name, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing that the token may do.")},
    )
