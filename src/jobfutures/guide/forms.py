"""What readers change in an example."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jobfutures.guide.models import Example

LONGEST_SOURCE = 64 * 1024  # bytes of UTF-8


class Edited(forms.Form):
    source = forms.CharField(
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 18, "spellcheck": "false", "autocomplete": "off", "autocapitalize": "off", "wrap": "off",
                "data-language": "python",
            }
        ),
        error_messages={"required": _("There is nothing to run: the text is empty.")},
    )  # fmt: skip

    def __init__(self, given: QueryDict | None = None, *, example: Example) -> None:
        initial = {"source": example.source}
        super().__init__(given, initial=initial, auto_id=f"example-{example.number}-%s", use_required_attribute=False)
        self.fields["source"].label = _("Source of %(name)s") % {"name": example.file_name}
        self.fields["source"].help_text = _(
            "Change whatever you like. In the editor, Tab moves a line in; to leave it by keyboard, press Escape, then "
            "Tab. Ctrl-Enter, or Command-Enter on a Mac, runs it."
        )

    def clean_source(self) -> str:
        """Return the text with the line ends of Python files."""
        source = str(self.cleaned_data["source"]).replace("\r\n", "\n").replace("\r", "\n")
        if len(source.encode(errors="surrogatepass")) > LONGEST_SOURCE:
            raise ValidationError(_("The text is longer than 64 KiB, and so was not run."))
        return source
