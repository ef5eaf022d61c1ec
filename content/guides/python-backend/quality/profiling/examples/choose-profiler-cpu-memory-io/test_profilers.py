"""Ask the cheap question first, computing or waiting; then take the instrument made for the answer."""

import asyncio
import cProfile
import linecache
import mmap
import pstats
import sys
import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable


def square(number: int) -> int:
    return number * number


def compute() -> int:
    return sum(square(number) for number in range(200_000))


def wait() -> None:
    time.sleep(0.05)


def cpu_share(work: Callable[[], object]) -> float:
    """CPU time per elapsed time: near 1 it computes, near 0 it waits."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.process_time() - cpu) / (time.perf_counter() - wall)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def test_cpu_time_against_elapsed_time_separates_computing_from_waiting():
    computing, waiting = cpu_share(compute), cpu_share(wait)
    print(f"measured CPU share: compute {computing:.0%}, wait {waiting:.0%}")
    assert computing > 3 * waiting


def test_a_call_profiler_counts_exactly_and_makes_small_calls_look_dear():
    profile = cProfile.Profile()
    plain = min(seconds(compute) for _ in range(3))
    profiled = seconds(lambda: profile.runcall(compute))
    calls = {name: stat[0] for (_, _, name), stat in pstats.Stats(profile).stats.items()}
    print("calls of square:", calls["square"])
    print(f"measured time under cProfile: {profiled / plain:.1f} times as long")
    assert calls["square"] == 200_000
    assert profiled > 1.2 * plain


def sample(work: Callable[[], object], every_s: float = 0.002) -> Counter[str]:
    """A sampling profiler in its smallest form: another thread notes now and then which function runs."""
    seen: Counter[str] = Counter()
    main, ended = threading.get_ident(), threading.Event()

    def watch() -> None:
        while not ended.wait(every_s):
            frame = sys._current_frames()[main]
            seen[frame.f_code.co_name] += 1

    watcher = threading.Thread(target=watch)
    watcher.start()
    work()
    ended.set()
    watcher.join()
    return seen


def test_a_sampling_profiler_finds_the_wait_as_well():
    seen = sample(lambda: (wait(), wait()))
    print("most samples in:", seen.most_common(1)[0][0])
    plain, sampled = (min(seconds(run) for _ in range(5)) for run in (compute, lambda: sample(compute)))
    print(f"measured time while sampled: {sampled / plain:.2f} times as long")
    assert seen.most_common(1)[0][0] == "wait"


def test_profiled_coroutines_hide_their_waiting_in_the_loop():
    async def handler() -> None:
        await asyncio.sleep(0.1)

    profile = cProfile.Profile()
    profile.runcall(asyncio.run, handler())
    total_s = {name: stat[3] for (_, _, name), stat in pstats.Stats(profile).stats.items()}
    poll_s = max(spent for name, spent in total_s.items() if "poll" in name or "select" in name)
    print(f"measured in the handler {total_s['handler'] * 1000:.1f} ms, in the loop's poll {poll_s * 1000:.0f} ms")
    assert poll_s > 2 * total_s["handler"]


def test_tracemalloc_names_the_line_and_the_peak_but_only_of_python_memory():
    tracemalloc.start()
    kept = [bytes(1000) for _ in range(5000)]
    gone = bytes(20_000_000)
    del gone
    current, peak = tracemalloc.get_traced_memory()
    top = tracemalloc.take_snapshot().statistics("lineno")[0].traceback[0]
    outside = mmap.mmap(-1, 30_000_000)
    outside.write(bytes(1))
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    print("most memory held by:", linecache.getline(top.filename, top.lineno).strip())
    print(f"MB held {current // 10**6}, at the peak {peak // 10**6}, seen of a 30 MB map {(after - current) // 10**6}")
    assert len(kept) == 5000 and (current // 10**6, peak // 10**6) == (5, 25)
    assert after - current < 10**6
    outside.close()
