"""Many checks at once, from as many processes, as when a whole class runs its notebooks."""

import json
import subprocess
import sys

from tests.grading.answers import ROOT, stored_answers

PROCESSES = 8
ONE = """
import json, sys
from tests.grading.answers import stored_answers, verdict_on
answers = [a for a in stored_answers() if a.exercise == "01_event_loops" and a.letter == "a"]
number = int(sys.argv[1])
print(json.dumps(verdict_on(answers[number]).code))
"""


def test_checks_from_many_processes_at_once_all_answer_rightly():
    answers = [a for a in stored_answers() if (a.exercise, a.letter) == ("01_event_loops", "a")]
    command = [sys.executable, "-c", ONE]
    running = [
        subprocess.Popen([*command, str(n)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for n in range(PROCESSES)
    ]
    got = [json.loads(process.communicate(timeout=300)[0]) for process in running]
    assert got == [answer.expected for answer in answers[:PROCESSES]]
