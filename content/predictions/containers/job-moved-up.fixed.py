import heapq

jobs = [[3, "report"], [5, "thumbnail"], [9, "refund"]]
heapq.heapify(jobs)

for job in jobs:
    if job[1] == "refund":
        job[0] = 1  # urgent now
heapq.heapify(jobs)

print([heapq.heappop(jobs)[1] for _ in range(3)])
