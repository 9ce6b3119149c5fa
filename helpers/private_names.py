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


_TABLE = """\
asyncio  _get_running_loop  bridge  is there a loop here, without an error
asyncio.base_events  BaseEventLoop._ready  bridge  a new task's first step
asyncio.events  Handle._callback  bridge  whose step a callback is
asyncio.events  Handle._run  bridge  run a first step at once
sys  _current_frames  bridge  where the thread of a stalled loop is
asyncio  _get_running_loop  grading  which loop's tasks to end
asyncio.base_events  BaseEventLoop._default_executor  grading  no pool of the answer
asyncio.base_events  BaseEventLoop._run_once  grading  a loop that sleeps
asyncio.events  Handle._run  grading  a loop runs one callback
asyncio.selector_events  BaseSelectorEventLoop._csock  grading  a loop's own socket
asyncio.selector_events  BaseSelectorEventLoop._ssock  grading  a loop's own socket
concurrent.futures  ThreadPoolExecutor._threads  grading  a pool's threads
concurrent.futures.process  ProcessPoolExecutor._mp_context  grading  a pool's start method
sys  _current_frames  grading  where a thread that was left stands
sys  _getframe  grading  the learner's line that called a double
warnings  _warn_unawaited_coroutine  grading  which coroutine it was
asyncio.events  Handle._callback  heartbeat  what the loop has called
sys  _current_frames  heartbeat  the line that holds a loop
sys  _getframe  heartbeat  where a step begins in the stack of its loop
asyncio.events  Handle._callback  interleavings  which task a handle lets go on
concurrent.futures.thread  _global_shutdown_lock  interleavings  held by submit
concurrent.futures.thread  _threads_queues  interleavings  joined at exit
concurrent.futures.thread  _worker  interleavings  which threads are a pool's
queue  _PySimpleQueue  interleavings  a SimpleQueue made of locks
queue  time  interleavings  the clock of Queue.get and put
sys  _current_frames  interleavings  where the threads of a deadlock wait
sys  _getframe  interleavings  the line of the reader's code that called
threading  _allocate_lock  interleavings  the lock that Condition.wait makes
threading  _time  interleavings  the clock of waits with a time limit
asyncio  _set_running_loop  own_program  which loops of another make run
sys  _current_frames  own_program  where each thread stands
threading  _shutdown  own_program  wait for threads and pools as Python does at its end
_asyncio  Task  timeline  asyncio.Task, whoever takes that name
_thread  RLock._acquire_restore  timeline  what Condition.wait calls
_thread  RLock._is_owned  timeline  what Condition.wait calls
_thread  RLock._release_save  timeline  what Condition.wait calls
asyncio  Task._exception  timeline  how it ended, unseen by the program
asyncio  Task._fut_waiter  timeline  what a suspended task waits for
asyncio  Task._source_traceback  timeline  as without a listener
asyncio.events  Handle._callback  timeline  whose step a callback is
asyncio.events  Handle._context  timeline  whether it belongs to the block
asyncio.events  Handle._loop  timeline  the clock of a timer's loop
asyncio.events  Handle._run  timeline  a loop runs one callback
asyncio.events  Handle._source_traceback  timeline  as without a listener
asyncio.events  TimerHandle._when  timeline  when a callback was due
asyncio.events  _get_running_loop  timeline  called from another thread?
asyncio.events  _set_running_loop  timeline  when a loop runs, and nested
asyncio.tasks  _GatheringFuture  timeline  a task waits for gather
asyncio.tasks  _PyTask  timeline  what nest_asyncio puts for asyncio.Task
concurrent.futures.process  ProcessPoolExecutor._max_workers  timeline  how many jobs run at once
sys  _current_frames  timeline  the line that holds a loop
sys  _getframe  timeline  the line of the reader's code that called
asyncio  BaseEventLoop._ready  virtual_time  callbacks that nobody told of
asyncio  BaseEventLoop._run_once  virtual_time  a loop ends an iteration
asyncio  BaseEventLoop._scheduled  virtual_time  the next timer of a loop
asyncio  BaseEventLoop._stopping  virtual_time  a loop that is to stop
asyncio  Task._log_destroy_pending  virtual_time  tasks of a failed run
asyncio  _get_running_loop  virtual_time  which task takes a lock
asyncio.selector_events  BaseSelectorEventLoop._selector  virtual_time  is it a real one?
concurrent.futures._base  time  virtual_time  the clock of as_completed
queue  time  virtual_time  the clock of Queue.get and put
sys  _current_frames  virtual_time  the lines on which a deadlock waits
threading  Thread.daemon  virtual_time  reads _daemonic, which threads inherit
threading  _CRLock._acquire_restore  virtual_time  what Condition.wait calls
threading  _CRLock._is_owned  virtual_time  whether a lock is free
threading  _CRLock._release_save  virtual_time  what Condition.wait calls
threading  _allocate_lock  virtual_time  the lock that Condition.wait makes
threading  _time  virtual_time  the clock of waits with a time limit
asyncio  BaseEventLoop._thread_id  virtual_time, watchdog  where a loop runs
linecache  cache  watchdog  source lines of code that is in no file
sys  _current_frames  watchdog  where each thread was at the limit
"""
PRIVATE_NAMES = tuple(PrivateName(*line.split("  ")) for line in _TABLE.splitlines())
