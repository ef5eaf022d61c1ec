import threading

locks = {"Ada": threading.Lock(), "Ben": threading.Lock()}
each_holds_one = threading.Barrier(2)
told = {}


def transfer(source, target, patience_s):
    with locks[source]:
        each_holds_one.wait()
        if locks[target].acquire(timeout=patience_s):
            told[f"{source} to {target}"] = "moved"
            locks[target].release()
        else:
            told[f"{source} to {target}"] = "gave up"


one = threading.Thread(target=transfer, args=("Ada", "Ben", 0.1))
two = threading.Thread(target=transfer, args=("Ben", "Ada", 1.5))
for thread in (one, two):
    thread.start()
for thread in (one, two):
    thread.join()
print(sorted(told.items()))
