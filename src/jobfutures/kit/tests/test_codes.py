"""Countries and currencies by their codes."""

import pytest

from jobfutures.kit import countries, currencies


def test_every_country_has_two_letters_and_a_name_of_its_own() -> None:
    assert len(countries.NAMES) == 249
    assert all(code.isalpha() and code.isupper() and len(code) == 2 for code in countries.NAMES)
    assert len(set(countries.NAMES.values())) == 249
    assert all(name == name.strip() and name for name in countries.NAMES.values())
    names = [name for _code, name in countries.choices()]
    assert names[0] == "Afghanistan"
    assert names.index("Åland Islands") < names.index("Albania"), "Å stands with A"


@pytest.mark.parametrize(("code", "number"), [("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_its_digits_behind_the_point(code: str, number: int) -> None:
    assert code in currencies.CODES
    assert currencies.digits(code) == number
    assert currencies.WITHOUT_DIGITS | currencies.THREE_DIGITS <= currencies.CODES
