def may_edit(document, user_id):
    return document["owner_id"] is user_id


for text in ("7", "7000"):
    document = {"owner_id": int(text)}
    print("user", text, may_edit(document, int(text)))
