sessions = {"s1": 30, "s2": 0, "s3": 12}

for key, minutes_left in list(sessions.items()):
    if minutes_left == 0:
        del sessions[key]

print(sorted(sessions))
