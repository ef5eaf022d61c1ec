"""The code runner: a warm, black-box sandbox. A plain library and a process of its own; it knows no site, no person
and no exercise.

Web and worker use `Client`, `Job` and `Outcome`; `python -m jobfutures.runner.host` is the process that runs the jobs.
"""
