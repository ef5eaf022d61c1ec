batches = []
batch = []

for event in ["e1", "e2", "e3", "e4", "e5"]:
    batch.append(event)
    if len(batch) == 2:
        batches.append(batch)
        batch = []

print(batches)
