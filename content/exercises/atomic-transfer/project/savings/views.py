import json

from django.db import DatabaseError
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from savings.models import Account
from savings.transfers import NotEnoughMoney, transfer


@require_POST
def add_transfer(request: HttpRequest) -> JsonResponse:
    try:
        asked = json.loads(request.body)
        source_id, target_id, pence = asked["from"], asked["to"], asked["pence"]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "from, to and pence are needed"}, status=400)
    if type(pence) is not int or pence <= 0 or source_id == target_id:
        return JsonResponse({"error": "a positive amount and two different accounts are needed"}, status=400)
    try:
        done = transfer(source_id, target_id, pence)
    except (Account.DoesNotExist, ValueError, TypeError):
        raise Http404("no such account") from None
    except NotEnoughMoney:
        return JsonResponse({"error": "not enough money"}, status=409)
    except DatabaseError:
        return JsonResponse({"error": "the database is not available; nothing was moved"}, status=503)
    return JsonResponse({"id": done.pk, "from": done.source_id, "to": done.target_id, "pence": done.pence}, status=201)


def show_account(request: HttpRequest, account_id: int) -> JsonResponse:
    account = get_object_or_404(Account, pk=account_id)
    entries = list(account.entries.order_by("pk").values_list("pence", flat=True))
    return JsonResponse(
        {"id": account.pk, "owner": account.owner, "balance_pence": account.balance_pence, "entries": entries}
    )
