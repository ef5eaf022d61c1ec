"""What happens here when a check is about to be deleted; the room of checks finds this by its name."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.credentials.commands.withdrawing import delete_credential
from jobfutures.credentials.models import Credential


def check_goes(*, by: User, attempt: Attempt, at: datetime) -> None:
    """Withdraw and delete every credential about this check."""
    for credential in Credential.objects.visible_to(by).filter(attempt=attempt):
        delete_credential(by=by, credential=credential, at=at)
