sessions = {"ada": 5, "ben": 40, "cem": 55, "dot": 12}


def drop_expired(limit):
    for name, minutes in sessions.items():
        if minutes > limit:
            del sessions[name]


drop_expired(30)
print(sorted(sessions))
