from dataclasses import dataclass

from .provider import Provider


@dataclass
class Hire:
    number: str
    card: str
    deposit_cents: int
    charge: str | None = None


def take_deposit(provider: Provider, hire: Hire) -> None:
    """Charge the deposit. Raises CardRefused or ProviderDown."""
    hire.charge = provider.charge(hire.card, hire.deposit_cents, hire.number)


def give_back(provider: Provider, hire: Hire) -> None:
    """Release the deposit; a hire without one is left alone. Raises ProviderDown."""
    if hire.charge is not None:
        provider.release(hire.charge)
        hire.charge = None
