"""Many checks at once, from as many processes, as when a whole class runs its notebooks."""

import json
import subprocess
import sys

from tests.grading.answers import ROOT, attempt_of, stored_answers

PROCESSES = 20
ONE = """
import json, sys
from helpers.grading import load
from helpers.grading.attempt import Attempt
letter, name, source = json.load(sys.stdin)
print(getattr(load("01_event_loops"), letter)._verdict_on(Attempt(name, source)).code)
"""


def test_checks_from_many_processes_at_once_all_answer_rightly():
    """Those that use nest_asyncio are left out: that is told from the cells, by no process."""
    answers = [answer for answer in stored_answers() if answer.exercise == "01_event_loops"]
    answers = [answer for answer in answers if answer.expected != "NEST_ASYNCIO"]
    answers = answers[:: len(answers) // PROCESSES][:PROCESSES]
    attempts = [attempt_of(answer) for answer in answers]
    command, pipe = [sys.executable, "-c", ONE], subprocess.PIPE
    running = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in answers
    ]
    for process, answer, attempt in zip(running, answers, attempts, strict=True):
        json.dump([answer.letter, attempt.name, attempt.source], process.stdin)
        process.stdin.close()
    got = [process.stdout.read().strip() for process in running]
    assert [process.wait() for process in running] == [0] * PROCESSES
    assert got == [answer.expected for answer in answers]
    for process in running:
        process.stdout.close()
