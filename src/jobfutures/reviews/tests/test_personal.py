import json

from django.core.serializers.json import DjangoJSONEncoder

from jobfutures.reviews import personal
from jobfutures.reviews.commands.drafts import keep_comment
from jobfutures.reviews.models import Attempt, Draft
from jobfutures.reviews.tests.made import OWNER, TWICE, attempt, drafted, said
from tests.people import NOON


def test_export_holds_attempts_and_drafts_and_nothing_of_others(ana, ben, change) -> None:
    sent = attempt(ana, change, said(TWICE, "of ana"))
    attempt(ben, change, said(TWICE, "of ben"))
    keep_comment(by=ana, review=change, comment=drafted(OWNER, "begun"), at=NOON)

    text = json.dumps(personal.export(ana), cls=DjangoJSONEncoder)
    content = json.loads(text)

    (one,) = content["review_attempts.json"]
    assert (one["id"], one["review"], one["verdict"]) == (str(sent.key), "carrier-retry", "changes")
    assert one["comments"][0]["text"] == "of ana"
    assert one["result"]["found"] == 1
    (draft,) = content["review_drafts.json"]
    assert draft["comments"][0]["text"] == "begun"
    assert "of ben" not in text


def test_erasure_deletes_attempts_and_drafts_of_one_person(ana, ben, change) -> None:
    attempt(ana, change)
    keep_comment(by=ana, review=change, comment=drafted(OWNER), at=NOON)
    kept = attempt(ben, change)

    personal.erase(ana, NOON)

    assert list(Attempt.objects.all()) == [kept]
    assert not Draft.objects.exists()
