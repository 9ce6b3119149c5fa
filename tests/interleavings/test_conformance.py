"""Under the explorer, locks, queues, pools and threads do what the real ones do."""

import pytest

from helpers.interleavings import explore
from tests.conformance_programs import PROGRAMS


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.__name__)
@pytest.mark.parametrize("steps", ["line", "access"])
def test_same_result_as_with_real_threads(program, steps):
    real = program()
    results = []
    report = explore(list, lambda state: results.append(program()), limit=20, steps=steps)
    assert not report.deadlocks and not report.failed, str(report)
    assert [str(r) for r in results] == [str(real)] * len(results)
