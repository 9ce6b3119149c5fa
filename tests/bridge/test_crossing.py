"""Workers and ThreadQueue, statement by statement; the numbers are those of README.md."""

import os

import pytest

from tests.bridge.child import run_case

DEADLOCK, SHUT = "helpers.WouldDeadlock", "helpers.QueueShutDown"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


def facts(case, **options):
    """What the case returned; nothing may have been written to stderr, no warning either."""
    outcome = run_case(case, module="tests.bridge.crossing_cases", **options)
    assert outcome.stderr == ""
    return outcome.returned


def test_24_a_job_sees_the_context_and_stop_iteration_becomes_a_runtime_error():
    seen, after, stop, number, function, coroutine = facts("workers_carry")
    assert seen == [5, "disk-1"]
    assert after == 5
    assert stop == ["RuntimeError", "coroutine raised StopIteration"]
    assert number == 5
    assert function[0] == coroutine[0] == "TypeError"
    assert "just use 'await answer(...)'" in function[1]
    assert "just await the coroutine" in coroutine[1]


def test_24_stop_iteration_in_a_loop_thread_becomes_a_runtime_error_too():
    assert facts("bridge_stop_iteration") == ["RuntimeError", "coroutine raised StopIteration"]


def test_25_the_cancel_policy_is_kept_and_jobs_not_begun_are_skipped():
    *by_policy, outside, unknown = facts("workers_cancel")
    told = ["asked, told"]
    wait, abandon = by_policy[:6], by_policy[6:]
    assert wait == ["CancelledError", "wait", False, False, "CancelledError", told]
    assert abandon == ["CancelledError", "abandon", True, True, "CancelledError", told]
    assert outside[0] == "RuntimeError"
    assert unknown == ["ValueError", "on_cancel is 'wait' or 'abandon', not 'no'"]


def test_26_limits_are_kept_and_visible():
    limit, threads, running, waiting, peak, left, queued, reused, wrong = facts("workers_limit")
    assert [limit, threads, len(running), waiting] == [3, 3, 3, 7]
    assert running[0].endswith("job")
    assert [peak, left, queued] == [3, [], 0]
    assert reused == 1  # one job after the other needs one thread
    assert wrong[0] == "ValueError"


def test_26_a_pool_that_waits_for_itself_reports_it():
    result, (report,) = facts("workers_wait_for_themselves")
    assert result[0] == "TimeoutError"
    assert "the pool waits for itself, and needs a higher limit or a second pool" in report
    assert "return bridge.call(pool.run, int, timeout=0.3)" in report


def test_26_closing_a_pool_skips_what_has_not_begun_and_waits_for_the_rest():
    queued, refused, running, late, threads = facts("workers_close")
    assert queued == ["RuntimeError", "pool 'disk' was closed before int could start"]
    assert refused[0] == DEADLOCK
    assert "use 'await aclose()'" in refused[1]
    assert running == "done"
    assert late == ["RuntimeError", "pool 'disk' has been closed; cannot run int"]
    assert threads == []


def test_26_leaving_a_pool_reports_the_lines_of_jobs_that_still_run():
    by_policy, reports = facts("workers_leave")
    assert by_policy == ["wait", False, False, "abandon", True, False]
    assert len(reports) == 2
    for report in reports:
        assert report.startswith("close() of pool 'disk' has waited 0.05 s for jobs that run")
        assert "endless:" in report
        assert "go.wait()" in report


def test_26_a_failed_job_is_freed_without_a_garbage_collection():
    assert facts("workers_free_what_they_hold") == [["ValueError", "boom"], True]


@forks
def test_26_a_forked_child_is_told_to_make_its_own_pool():
    assert "make a new Workers here" in facts("workers_after_fork")


def test_27_order_is_kept_nothing_is_lost_and_the_bound_holds():
    assert facts("queue_keeps_order", limit=40) == [[0, 0, True]] * 6


def test_27_threads_and_tasks_on_both_ends_lose_and_double_nothing():
    assert facts("queue_every_way", limit=40) == [True, ["ended"] * 6]


def test_27_get_on_a_full_queue_lets_the_loop_breathe():
    assert facts("queue_lets_the_loop_breathe") == [True, "breathed"]
    assert facts("queue_full_of_its_own") == [1]


def test_27_shutdown_ends_blocked_puts_and_gets():
    *puts, item, task_end, thread_end, put, again, one, two, task, dropped, left = facts(
        "queue_shutdown"
    )
    assert puts == [SHUT, SHUT, SHUT, "QueueShutDown"]
    assert item == 1
    assert [task_end, thread_end] == ["QueueShutDown", SHUT]
    assert put[0] == SHUT
    assert "make a new ThreadQueue" in put[1]
    assert again is None
    assert [one, two, task] == [SHUT, SHUT, "QueueShutDown"]
    assert [dropped, left] == [SHUT, 0]


def test_27_an_item_counts_if_and_only_if_its_put_returned():
    assert facts("queue_shutdown_races", limit=40) == 0


def test_27_giving_up_leaves_no_trace():
    *gave_up, refused, getters, putters, full, empty = facts("queue_gives_up")
    kinds = [kind[0] if isinstance(kind, list) else kind for kind in gave_up]
    assert [kind.split(".")[1] for kind in kinds] == [
        *("Empty", "QueueEmpty", "Empty", "Full", "QueueFull", "Full")
    ]
    assert refused[0] == DEADLOCK
    assert "use 'await async_q.put(item)'" in refused[1]
    assert [getters, putters, full, empty] == [0, 0, True, False]


def test_27_a_cancelled_get_takes_nothing_and_passes_its_wake_up_on():
    assert facts("queue_cancelled_get") == [600, 0]


def test_27_a_blocked_producer_goes_on_as_soon_as_there_is_room():
    assert facts("queue_one_room_is_enough") == [0, [1, 2, 3, 4], [5, 6, 7, 8, 9, 10]]


def test_27_its_exception_is_both_of_the_standard_librarys():
    assert all(facts("queue_exceptions"))
