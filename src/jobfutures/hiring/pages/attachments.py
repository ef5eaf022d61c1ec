"""Files of one's own applications, handed back to whoever sent them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from jobfutures.accounts.signed_in import SignedIn
from jobfutures.hiring.downloads import file_answer
from jobfutures.hiring.models import Attachment
from jobfutures.hiring.pages.reading import read_only


@login_required
@never_cache
@read_only
def attachment(request: SignedIn, pk: UUID, file: UUID) -> HttpResponse:
    return file_answer(get_object_or_404(Attachment.objects.visible_to(request.user), application=pk, pk=file))
