import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from jobfutures.kit.mail import validate_domain

UNSENDABLE = ["a@" + "ü" * 60 + ".org", "a@\u200d.org", "a@\u06271a.org"]


@pytest.mark.parametrize("address", UNSENDABLE)
def test_an_address_that_no_letter_can_carry_is_refused(address):
    validate_email(address)  # Django lets it pass

    with pytest.raises(ValidationError, match="after the @"):
        validate_domain(address)


@pytest.mark.parametrize(
    "address", ["ana@example.org", "a@exämple.org", "a@xn--mnchen-3ya.de", "a@[127.0.0.1]", "a@localhost"]
)
def test_what_passes_can_be_put_into_a_letter(address):
    validate_domain(address)

    assert EmailMessage("Subject", "Text", "site@example.org", [address]).message().as_bytes()
