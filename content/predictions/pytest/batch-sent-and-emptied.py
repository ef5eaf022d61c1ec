from unittest.mock import Mock


def send_in_pairs(events, client):
    batch = []
    for event in events:
        batch.append(event)
        if len(batch) == 2:
            client.send(batch)
            batch.clear()


client = Mock()
send_in_pairs(["e1", "e2"], client)
client.send.assert_called_once()
client.send.assert_called_once_with(["e1", "e2"])
print("test passed")
