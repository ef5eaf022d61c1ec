def count_replies(comment):
    count, waiting = 0, [comment]
    while waiting:
        replies = waiting.pop()["replies"]
        count += len(replies)
        waiting.extend(replies)
    return count


thread = {"text": "the newest answer", "replies": []}
for number in range(5_000):
    thread = {"text": f"answer {number}", "replies": [thread]}

print(count_replies(thread))
