"""How allauth behaves in this house."""

from ipaddress import IPv4Address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobfutures.accounts import commands, rules
from jobfutures.accounts.models import User
from jobfutures.kit.http import client_address
from jobfutures.kit.mail import validate_domain

LONGEST_ADDRESS = 254  # characters that the database holds; no mailbox has more (RFC 5321, part 4.5.3.1.3)
NOWHERE = str(IPv4Address(0))  # stands in a session whose network address is not known


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "The address and the password do not fit together. Check both, and try again."
        ),
        "incorrect_password": gettext_lazy("This is not your password. Try again, or prove it is you in another way."),
        "enter_current_password": gettext_lazy("This is not your current password. Nothing was changed."),
        "duplicate_email": gettext_lazy("This address is already on your account."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a quarter of an hour, then try again."),
        "rate_limited": gettext_lazy("Too many tries. Wait a quarter of an hour, then try again."),
    }

    def clean_email(self, email: str) -> str:
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("An e-mail address has at most 254 characters."))
        validate_domain(email)
        return email

    def get_client_ip(self, request: HttpRequest) -> str:
        return rules.plain_address(client_address(request, settings.TRUSTED_PROXIES)) or NOWHERE

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.SITE_ADDRESS + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        return settings.SITE_ADDRESS + reverse("account_reset_password_from_key", args=[uid, token])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        ways = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use your passkey"),
        }
        return [{**way, "description": ways[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        known = {"email": email, "site_name": settings.SITE_NAME, "site_address": settings.SITE_ADDRESS, **context}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", known).split())
        body = render_to_string(f"{template_prefix}_message.txt", known).strip() + "\n"
        EmailMessage(subject=subject, body=body, to=[email]).send()

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """Ask the owner of an address for a yes; tell an owner who has an account already what happened instead."""
        asked = emailconfirmation.email_address
        if EmailAddress.objects.filter(email=asked.email, verified=True).exclude(user=asked.user).exists():
            self.send_mail("account/email/address_taken", asked.email, {})
        else:
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        try:
            commands.free_address(email=email_address.email, person=email_address.user, at=timezone.now())
        except commands.CannotFree as refusal:
            messages.error(request, str(refusal))
            return False
        return bool(super().confirm_email(request, email_address))

    def set_password(self, user: User, password: str) -> None:
        """Set a password. Who proves an address that was never confirmed starts alone: links of strangers go."""
        if not EmailAddress.objects.filter(user=user, verified=True).exists():
            SocialAccount.objects.filter(user=user).delete()
        super().set_password(user, password)


class SocialAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take no provider's word for an address: a letter asks its owner, whether it has an account here or not."""
        for address in sociallogin.email_addresses:
            address.verified = False


class MfaAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This did not fit. Nothing was changed; try again."),
        "unverified_email": gettext_lazy(
            "Your new e-mail address is not confirmed yet. Open the link we sent to it, or keep the old address first."
        ),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SITE_NAME}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey {number}").format(number=number) if number > 1 else _("Passkey")
