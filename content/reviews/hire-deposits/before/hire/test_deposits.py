import httpx
import pytest

from .deposits import Hire, give_back, take_deposit
from .provider import CardRefused, Provider, ProviderDown


@pytest.fixture
def hire():
    return Hire("H-1042", "card-7", 15000)


def provider_that(answers):
    """A provider whose network gives these answers, one a request; an exception is raised."""
    coming = iter(answers)

    def answer(request):
        given = next(coming)
        if isinstance(given, Exception):
            raise given
        return given

    return Provider(httpx.Client(base_url="https://cards.example", transport=httpx.MockTransport(answer)))


def test_a_deposit_is_taken_and_given_back(hire):
    provider = provider_that([httpx.Response(201, json={"number": "C-1"}), httpx.Response(200)])
    take_deposit(provider, hire)
    assert hire.charge == "C-1"
    give_back(provider, hire)
    assert hire.charge is None


def test_a_refused_card_takes_no_deposit(hire):
    with pytest.raises(CardRefused):
        take_deposit(provider_that([httpx.Response(402)]), hire)
    assert hire.charge is None


def test_an_outage_is_told_to_the_desk(hire):
    with pytest.raises(ProviderDown):
        take_deposit(provider_that([httpx.ConnectError("refused")]), hire)
