"""A board that somebody brings: its file, or the address where it stands."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from jobfutures.jobs.boards.parsing import MOST_BYTES
from jobfutures.jobs.boards.reading import BOARDS


class Board(forms.Form):
    system = forms.ChoiceField(
        label=_("Kind of board"),
        choices=[("", _("Choose one")), *((key, board.name) for key, board in BOARDS.items())],
    )
    file = forms.FileField(
        label=_("Its file"),
        required=False,
        allow_empty_file=True,
        help_text=_("What the board answers at its address for programs, saved: JSON, XML, or a page. At most 50 MiB."),
        widget=forms.FileInput(attrs={"accept": ".json,.xml,.html,.htm"}),
    )
    address = forms.URLField(
        label=_("Or its address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Such as https://api.lever.co/v0/postings/acme?mode=json. It is read once, now."),
    )
    page = forms.URLField(
        label=_("A page of yours that links to it"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Needed for an address that is not on your own domain: it shows that the board is yours."),
    )

    def __init__(self, given: Mapping[str, Any] | None = None, files: Any = None) -> None:
        super().__init__(given, files, use_required_attribute=False)

    def clean_address(self) -> str:
        return encrypted(str(self.cleaned_data["address"]))

    def clean_page(self) -> str:
        return encrypted(str(self.cleaned_data["page"]))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        upload: UploadedFile[Any] | None = said.get("file")
        if upload and upload.size and upload.size > MOST_BYTES:
            self.add_error("file", now("This file is larger than 50 MiB."))
        elif upload and not upload.size:
            self.add_error("file", now("This file is empty."))
        elif upload and said.get("address"):
            self.add_error("address", now("Bring a file or name an address: one of them."))
        elif not upload and not said.get("address") and not self.errors.keys() & {"file", "address"}:
            self.add_error("file", now("Choose a file, or name the address of the board."))
        return said


def encrypted(address: str) -> str:
    if address and not address.startswith("https://"):
        raise forms.ValidationError(now("An address that is read here starts with https://."))
    return address
