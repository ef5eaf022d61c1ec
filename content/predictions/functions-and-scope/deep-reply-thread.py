def count_replies(comment):
    count = 0
    for reply in comment["replies"]:
        count += 1 + count_replies(reply)
    return count


thread = {"text": "the newest answer", "replies": []}
for number in range(5_000):
    thread = {"text": f"answer {number}", "replies": [thread]}

print(count_replies(thread))
