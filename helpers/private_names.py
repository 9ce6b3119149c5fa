"""The private names of the standard library that this package relies on, in one place.

A new Python may rename them: `tests/test_private_names.py` then says which, and who uses it.
"""

from typing import NamedTuple

__all__ = ["PRIVATE_NAMES", "PrivateName"]


class PrivateName(NamedTuple):
    """A private attribute: `name` may have dots, `used_by` is a module of this package."""

    module: str
    name: str
    used_by: str
    why: str


PRIVATE_NAMES = (
    PrivateName("asyncio", "_get_running_loop", "bridge", "is there a loop here, without an error"),
    PrivateName("asyncio.base_events", "BaseEventLoop._ready", "bridge", "a new task's first step"),
    PrivateName("asyncio.events", "Handle._callback", "bridge", "whose step a callback is"),
    PrivateName("asyncio.events", "Handle._run", "bridge", "run a first step at once"),
    PrivateName("sys", "_current_frames", "bridge", "where the thread of a stalled loop is"),
    PrivateName("asyncio", "_get_running_loop", "grading", "which loop's tasks to end"),
    PrivateName(
        "asyncio.base_events", "BaseEventLoop._default_executor", "grading", "no pool of the answer"
    ),
    PrivateName("asyncio.base_events", "BaseEventLoop._run_once", "grading", "a loop that sleeps"),
    PrivateName("asyncio.events", "Handle._callback", "grading", "whose step a callback is"),
    PrivateName("asyncio.events", "Handle._run", "grading", "a loop runs one callback"),
    PrivateName(
        "asyncio.selector_events", "BaseSelectorEventLoop._csock", "grading", "a loop's own socket"
    ),
    PrivateName(
        "asyncio.selector_events", "BaseSelectorEventLoop._ssock", "grading", "a loop's own socket"
    ),
    PrivateName(
        "concurrent.futures", "ThreadPoolExecutor._max_workers", "grading", "the size of a pool"
    ),
    PrivateName("concurrent.futures", "ThreadPoolExecutor._threads", "grading", "a pool's threads"),
    PrivateName(
        "concurrent.futures.process",
        "ProcessPoolExecutor._mp_context",
        "grading",
        "a pool's start method",
    ),
    PrivateName("sys", "_current_frames", "grading", "where a thread that was left stands"),
    PrivateName("sys", "_getframe", "grading", "the learner's line that called a double"),
    PrivateName("warnings", "_warn_unawaited_coroutine", "grading", "which coroutine it was"),
    PrivateName("asyncio.events", "Handle._callback", "heartbeat", "what the loop has called"),
    PrivateName("sys", "_current_frames", "heartbeat", "the line that holds a loop"),
    PrivateName("sys", "_getframe", "heartbeat", "where a step begins in the stack of its loop"),
    PrivateName(
        "asyncio.events", "Handle._callback", "interleavings", "which task a handle lets go on"
    ),
    PrivateName(
        "asyncio.events", "TimerHandle._when", "interleavings", "when the next timer is due"
    ),
    PrivateName(
        "concurrent.futures.thread", "_global_shutdown_lock", "interleavings", "held by submit"
    ),
    PrivateName("concurrent.futures.thread", "_threads_queues", "interleavings", "joined at exit"),
    PrivateName(
        "concurrent.futures.thread", "_worker", "interleavings", "which threads are a pool's"
    ),
    PrivateName("queue", "_PySimpleQueue", "interleavings", "a SimpleQueue made of locks"),
    PrivateName("queue", "time", "interleavings", "the clock of Queue.get and put"),
    PrivateName("sys", "_current_frames", "interleavings", "where the threads of a deadlock wait"),
    PrivateName("sys", "_getframe", "interleavings", "the line of the reader's code that called"),
    PrivateName(
        "threading", "_allocate_lock", "interleavings", "the lock that Condition.wait makes"
    ),
    PrivateName("threading", "_time", "interleavings", "the clock of waits with a time limit"),
    PrivateName("_thread", "RLock._acquire_restore", "timeline", "what Condition.wait calls"),
    PrivateName("_thread", "RLock._release_save", "timeline", "what Condition.wait calls"),
    PrivateName("_asyncio", "Task", "timeline", "asyncio.Task, whoever takes that name"),
    PrivateName("asyncio", "Task._exception", "timeline", "how it ended, unseen by the program"),
    PrivateName("asyncio", "Task._source_traceback", "timeline", "as without a listener"),
    PrivateName("asyncio.events", "Handle._callback", "timeline", "whose step a callback is"),
    PrivateName("asyncio.events", "Handle._context", "timeline", "whether it belongs to the block"),
    PrivateName("asyncio.events", "Handle._loop", "timeline", "the clock of a timer's loop"),
    PrivateName("asyncio.events", "Handle._run", "timeline", "a loop runs one callback"),
    PrivateName("asyncio.events", "Handle._source_traceback", "timeline", "as without a listener"),
    PrivateName("asyncio.events", "TimerHandle._when", "timeline", "when a callback was due"),
    PrivateName("asyncio.events", "_get_running_loop", "timeline", "called from another thread?"),
    PrivateName("asyncio.events", "_set_running_loop", "timeline", "when a loop runs, and nested"),
    PrivateName("asyncio.tasks", "_GatheringFuture", "timeline", "a task waits for gather"),
    PrivateName("asyncio.tasks", "_PyTask", "timeline", "what nest_asyncio puts for asyncio.Task"),
    PrivateName(
        "concurrent.futures.process",
        "ProcessPoolExecutor._max_workers",
        "timeline",
        "how many jobs run at once",
    ),
    PrivateName("sys", "_current_frames", "timeline", "the line that holds a loop"),
    PrivateName("sys", "_getframe", "timeline", "the line of the reader's code that called"),
    PrivateName(
        "asyncio", "Task._fut_waiter", "timeline, watchdog", "what a suspended task waits for"
    ),
    PrivateName("asyncio", "Task._log_destroy_pending", "virtual_time", "tasks of a failed run"),
    PrivateName("asyncio", "_get_running_loop", "virtual_time", "which task takes a lock"),
    PrivateName("concurrent.futures._base", "time", "virtual_time", "the clock of as_completed"),
    PrivateName("queue", "time", "virtual_time", "the clock of Queue.get and put"),
    PrivateName("sys", "_current_frames", "virtual_time", "the lines on which a deadlock waits"),
    PrivateName(
        "threading", "Thread.daemon", "virtual_time", "reads _daemonic, which threads inherit"
    ),
    PrivateName(
        "threading", "_CRLock._acquire_restore", "virtual_time", "what Condition.wait calls"
    ),
    PrivateName("threading", "_CRLock._is_owned", "virtual_time", "whether a lock is free"),
    PrivateName("threading", "_CRLock._release_save", "virtual_time", "what Condition.wait calls"),
    PrivateName(
        "threading", "_allocate_lock", "virtual_time", "the lock that Condition.wait makes"
    ),
    PrivateName("threading", "_time", "virtual_time", "the clock of waits with a time limit"),
    PrivateName("linecache", "cache", "watchdog", "source lines of code that is in no file"),
    PrivateName("sys", "_current_frames", "watchdog", "where each thread was at the limit"),
)
