"""Many checks at once, from as many processes, as when a whole class runs its notebooks."""

import json
import subprocess
import sys

from tests.grading.answers import ROOT, StoredAnswer, stored_answers

PROCESSES = 20
ONE = """
import json, sys
from tests.grading.answers import verdict_on
from tests.grading.test_side_by_side import chosen
print(json.dumps(verdict_on(chosen()[int(sys.argv[1])]).code))
"""


def chosen() -> list[StoredAnswer]:
    """Return as many answers as there are processes, from all tasks of exercise 01."""
    answers = [answer for answer in stored_answers() if answer.exercise == "01_event_loops"]
    return answers[:: len(answers) // PROCESSES][:PROCESSES]


def test_checks_from_many_processes_at_once_all_answer_rightly():
    command = [sys.executable, "-c", ONE]
    running = [
        subprocess.Popen([*command, str(n)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for n in range(PROCESSES)
    ]
    got = [json.loads(process.communicate(timeout=300)[0]) for process in running]
    assert got == [answer.expected for answer in chosen()]
