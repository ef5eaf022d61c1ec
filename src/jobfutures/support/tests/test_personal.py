import json

from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder

from jobfutures.support import personal
from jobfutures.support.commands.messages import answer_message
from jobfutures.support.models import Message, Reply
from jobfutures.support.tests.made import message
from tests.people import NOON


def test_export_holds_what_a_person_wrote_and_what_came_back(ana, ben, olga):
    sent = message("From Ana.", by=ana, email=ana.email)
    message("Before she had an account.", email="Ana@example.org", minutes=-5)
    message("From Ben.", by=ben, email=ben.email)
    answer_message(by=olga, message=sent, text="To Ana.", at=NOON)

    content = json.loads(json.dumps(personal.export(ana), cls=DjangoJSONEncoder))
    assert [one["text"] for one in content["messages.json"]] == ["Before she had an account.", "From Ana."]
    assert [reply["text"] for reply in content["messages.json"][1]["replies"]] == ["To Ana."]


def test_an_address_that_is_not_confirmed_opens_nobodys_messages(ana):
    EmailAddress.objects.create(user=ana, email="cem@example.org", verified=False)
    message("From Cem.", email="cem@example.org")

    assert personal.export(ana) == {"messages.json": []}
    personal.erase(ana, NOON)
    assert Message.objects.count() == 1


def test_a_message_that_somebody_sent_signed_in_is_theirs_whatever_address_they_typed(ana, ben):
    message("From Ben.", by=ben, email=ana.email)

    assert personal.export(ana) == {"messages.json": []}


def test_erasure_deletes_messages_with_their_answers(ana, ben, olga):
    answer_message(by=olga, message=message(by=ana, email=ana.email), text="To Ana.", at=NOON)
    message(email=ana.email)
    kept = message(by=ben, email=ben.email)

    personal.erase(ana, NOON)

    assert list(Message.objects.all()) == [kept]
    assert not Reply.objects.exists()


def test_answers_of_an_operator_who_leaves_stay_unsigned(ben, olga):
    answer_message(by=olga, message=message(by=ben, email=ben.email), text="To Ben.", at=NOON)

    personal.erase(olga, NOON)

    assert Reply.objects.get().by is None
