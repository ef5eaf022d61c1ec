from unittest.mock import Mock


def send_with_retry(client, message):
    for attempt in (1, 2, 3):
        if client.send({**message, "attempt": attempt}):
            return


client = Mock()
client.send.side_effect = [False, False, True]
send_with_retry(client, {"order": "A-1"})
print([call.args[0]["attempt"] for call in client.send.call_args_list])
