"""LoopThread, statement by statement; the numbers in the tests' names are those of README.md.

Every case that could hang runs in a child process with a limit, and returns plain facts.
"""

import os

import pytest

from tests.bridge.child import run_case

CLOSED, DEADLOCK = "helpers.LoopThreadClosed", "helpers.WouldDeadlock"
CANCELLED = "concurrent.CancelledError"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


def facts(case, **options):
    """What the case returned; nothing may have been written to stderr, no warning either."""
    outcome = run_case(case, **options)
    assert outcome.stderr == ""
    return outcome.returned


# -- refusals ----------------------------------------------------------------------------------


def test_01_a_call_from_the_own_loop_thread_is_refused():
    for kind, text in facts("own_thread"):
        assert kind == DEADLOCK
        assert "would wait for itself; use 'await" in text


def test_02_a_circle_of_loop_threads_is_refused():
    two, three, works = facts("circles")
    assert works == "answer"
    for kind, text in (two, three):
        assert kind == DEADLOCK
        assert "use 'await call_async(" in text


def test_02_of_two_that_close_a_circle_at_once_one_at_least_is_refused():
    fewest, rounds = facts("circle_closed_at_once")
    assert fewest >= 1
    assert rounds == 200


def test_03_a_coroutine_in_place_of_a_function_is_refused_and_closed():
    for kind, text in facts("coroutine_object"):
        assert kind == "TypeError"
        assert text.startswith("pass the function and its arguments, call(f, x), not the coroutine")


def test_04_a_call_after_close_names_the_loop_thread_and_the_function():
    expected = [CLOSED, "cannot call answer: loop thread 'fetcher' has been closed"]
    assert facts("after_close") == [expected, expected]


def test_04_a_call_to_a_loop_that_died_says_of_what():
    assert facts("after_death") == [
        [CLOSED, "cannot call answer: loop thread 'fetcher' died: its loop was stopped"],
        [CLOSED, "cannot call answer: loop thread 'parser' died of SystemExit(3)"],
    ]


@forks
def test_05_a_forked_child_is_told_to_make_its_own():
    child, parent = facts("fork")
    assert child.count(CLOSED) == 2
    assert child.count("make a new LoopThread here") == 2
    assert child.endswith("None, 'answer', None]")
    assert parent == "answer"


def test_06_a_call_that_would_block_another_loop_follows_the_policy():
    warn, allow, forbid, wrong, places = facts("foreign_loop")
    assert warn[0][0] == "RuntimeWarning"
    assert forbid[0][0] == "RuntimeError"
    assert "use 'await call_async(answer, ...)'" in warn[0][1] == forbid[0][1]
    assert [warn[1], allow, forbid[1]] == ["answer", ["answer", "answer"], "answer"]
    assert wrong == ["ValueError", "foreign_loop is 'warn', 'allow' or 'raise', not 'no'"]
    assert places == ["cases.py"]


def test_07_submit_never_blocks_and_is_legal_in_the_own_thread():
    pending, later, stalled, inside = facts("submit_to_a_stalled_loop")
    assert [pending, later, stalled] == [False, "answer", True]
    refused, awaited, result = inside
    assert refused[0] == DEADLOCK
    assert "use 'await asyncio.wrap_future(future)'" in refused[1]
    assert [awaited, result] == ["answer", "answer"]


# -- outcomes ----------------------------------------------------------------------------------


def test_08_the_same_exception_arrives_with_the_frames_of_both_sides():
    assert facts("exceptions") == [[True] * 4] * 3


def test_08_locals_are_freed_without_a_garbage_collection():
    kinds, freed = facts("freed_locals")
    assert kinds == ["ValueError"] * 7
    assert freed == [True] * 7


def test_09_exits_reach_the_caller_and_leave_the_loop_alive():
    kinds, afterwards = facts("exits")
    assert kinds == [["SystemExit", "now"]] * 3 + [["KeyboardInterrupt", "now"]] * 3
    assert afterwards == "answer"


def test_10_cancelled_and_lost_are_told_apart():
    inside, *lost = facts("cancelled_or_lost")
    assert inside == [[CANCELLED, ""], [CANCELLED, ""], "CancelledError"]
    text = "Waiting.wait was cancelled: loop thread 'A' has been closed"
    assert lost == [[CLOSED, text], [CLOSED, text]]


def test_11_ctrl_c_cancels_and_waits_for_the_cleanup():
    raised, log, afterwards = facts("ctrl_c_cancels")
    assert raised == ["KeyboardInterrupt", ""]
    assert log == ["cancelled", "cleaned up"]
    assert afterwards == "answer"


def test_11_a_second_ctrl_c_leaves_at_once():
    assert facts("ctrl_c_twice") == [["KeyboardInterrupt", ""], False]


def test_12_a_timeout_cancels_waits_for_the_cleanup_and_says_so():
    plainly, log, stubborn, late = facts("timeouts")
    assert plainly == ["TimeoutError", "Waiting.wait did not finish in 0.1 s; cancelled"]
    assert log == ["cancelled", "cleaned up"]
    assert stubborn[0] == "TimeoutError"
    assert stubborn[1].endswith("in 0.1 s; cancelled, but its cleanup still runs after 0.05 s")
    assert late == "late, but there"


def test_13_cancelling_a_future_cancels_its_task_and_its_result_waits_for_the_cleanup():
    cancels, before, ends, ran, after, told = facts("cancelled_futures")
    assert cancels == [True, True, True]
    assert before == [False, False]  # the loop is held: nothing has been cleaned up
    running, log, early, insisting = ends
    assert running == early == [CANCELLED, ""]
    assert log == ["cancelled", "cleaned up"]
    assert insisting == "late, but there"
    assert ran == []
    assert after == [True, True, False, False]
    assert told is True


def test_13_a_task_cancelled_before_its_first_step_settles_its_call():
    assert facts("cancelled_before_the_first_step") == [[CANCELLED, ""], 1, []]


def test_14_a_loop_that_stops_or_dies_ends_every_waiting_call():
    ended = facts("loop_stopped")
    stopped, exited = ended[:6], ended[6:]
    assert [error[0] for error in stopped[:5] + exited[:5]] == [CLOSED] * 10
    assert all("died: its loop was stopped" in error[1] for error in stopped[:5])
    assert all("died of SystemExit(1)" in error[1] for error in exited[:5])
    assert [stopped[5], exited[5]] == [None, None]


def test_15_context_goes_in_and_comes_out_only_on_request():
    *pairs, unmixed, awaiting, by_factory, after = facts("contexts")
    assert pairs == [[1, 2], 1, [1, 3], 3, 4, 3, 5, 5]
    assert unmixed is True
    assert awaiting == [6, 8]
    assert [by_factory, after] == [[5, 9], 9]


def test_16_tasks_timeouts_groups_and_a_task_factory_work():
    used, made, refused, eager = facts("tasks")
    name = "tasks.<locals>.use_all"
    assert used == [name, "timed out", "answer", name]
    assert [made, eager] == ["Own", "answer"]
    assert refused == ["ValueError", "no tasks today"]


# -- lifetime ----------------------------------------------------------------------------------


def test_17_close_cancels_waits_joins_and_says_when_it_is_stuck():
    own, caller, log, alive, again, stuck = facts("close")
    assert own[0] == DEADLOCK
    assert "close it in the thread that opened it" in own[1]
    assert caller[0] == CLOSED
    assert log == ["cancelled", "cleaned up"]
    assert [alive, again] == [False, None]
    assert stuck[0] == "TimeoutError"
    assert "loop thread 'B' did not close in 0.1 s" in stuck[1]
    assert "go.wait()" in stuck[1]


def test_18_calls_that_race_with_a_close_end_all():
    assert facts("close_while_called", limit=30) == {CLOSED: 480}


def test_19_a_hundred_openings_leak_nothing():
    before, after = facts("open_and_close")
    assert after == before


def test_20_an_unclosed_loop_thread_lets_the_interpreter_exit():
    outcome = run_case("exit_unclosed", limit=10)
    at_exit, at_end = outcome.after
    assert at_exit == "answer"  # registered later, so it runs before the loop thread is closed
    assert CLOSED in at_end
    assert "loop thread 'idle' has been closed" in at_end
    assert outcome.stderr == ""


def test_21_an_error_in_the_loop_factory_is_the_constructors():
    failed, made, threads = facts("broken_factory")
    assert failed == ["ValueError", "no loop today"]
    assert made == "Loop"
    assert threads == 2  # the main thread, and the one that works


def test_21_ctrl_c_in_the_constructor_leaves_nothing_behind():
    assert facts("interrupted_constructor") == ["KeyboardInterrupt", 1, True]


def test_22_a_failing_item_is_reported_and_the_rest_of_its_batch_runs():
    assert facts("failing_item") == [[1, 2], ["this one", "this one"]]


def test_23_a_call_that_waits_long_is_reported_once_with_the_place():
    held, asleep, awaited = facts("stall_report")
    assert "hold_the_loop in loop thread 'A' still runs after 0.05 s; the thread is at" in held
    assert "go.wait()" in held
    assert awaited == asleep
    assert asleep.startswith("sleep in loop thread 'A' still runs after 0.05 s")


# -- instruments -------------------------------------------------------------------------------


def test_the_first_step_of_a_called_coroutine_is_recorded():
    at_once, later = facts("recorded")
    quiet = ("made", "ready")
    assert [state for state in at_once if state not in quiet] == ["running"]
    assert [state for state in later if state not in quiet] == ["running", "waiting", "running"]


def test_a_child_that_hangs_is_killed_and_named():
    with pytest.raises(AssertionError, match="sleep_for_ever did not end in 1 s"):
        run_case("sleep_for_ever", limit=1, module="tests.bridge.hanging")


def test_stderr_is_seen():
    outcome = run_case("complain", module="tests.bridge.hanging")
    assert outcome.stderr.strip() == "a warning"
