"""Answers to 05.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: condition
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.changed, self.asked = threading.Condition(), False
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.asked:
            self.job()
            with self.changed:
                self.changed.wait_for(lambda: self.asked, timeout=self.pause)

    def stop(self, timeout):
        with self.changed:
            self.asked = True
            self.changed.notify_all()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% right: ends a wait by its own event
class Worker(threading.Thread):
    def __init__(self, job, pause):
        super().__init__(daemon=False)
        self.job, self.pause, self.asked, self.begun = job, pause, threading.Event(), False

    def start(self):
        self.begun = True
        super().start()

    def run(self):
        self.job()
        while not self.asked.wait(self.pause):
            self.job()

    def stop(self, timeout):
        self.asked.set()
        if self.begun:
            self.join(timeout)
        return not self.is_alive()

# %% right: lock as a flag
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.thread = job, pause, None
        self.running = threading.Semaphore(0)

    def start(self):
        def loop():
            while True:
                self.job()
                if self.running.acquire(timeout=self.pause):
                    self.running.release()
                    return

        self.thread = threading.Thread(target=loop)
        self.thread.start()

    def stop(self, timeout):
        self.running.release()
        if self.thread is not None:
            self.thread.join(timeout)
        return self.thread is None or not self.thread.is_alive()

# %% right: queue
import queue


class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.orders, self.ended = queue.Queue(), threading.Event()
        self.ended.set()

    def start(self):
        self.ended.clear()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        try:
            while self.orders.empty():
                self.job()
                try:
                    self.orders.get(timeout=self.pause)
                    return
                except queue.Empty:
                    pass
        finally:
            self.ended.set()

    def stop(self, timeout):
        self.orders.put("stop")
        return self.ended.wait(timeout)

# %% right: thread class
class Worker(threading.Thread):
    def __init__(self, job, pause):
        super().__init__(name="worker")
        self.job, self.pause, self.asked = job, pause, threading.Event()

    def run(self):
        while True:
            self.job()
            if self.asked.wait(self.pause):
                return

    def stop(self, timeout):
        self.asked.set()
        if self.ident is not None:
            self.join(timeout)
        return not self.is_alive()

# %% wrong BLOCKS_THE_CALLER
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        self.thread.join()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong BLOCKS_THE_CALLER: a pool's block
from concurrent.futures import ThreadPoolExecutor


class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()

    def start(self):
        with ThreadPoolExecutor(1) as pool:
            self.future = pool.submit(self._work)

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        return self.future.done()

# %% wrong BUSY_WAIT
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            end = time.monotonic() + self.pause
            while time.monotonic() < end and not self.stopping.is_set():
                pass

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong BUSY_WAIT: stop looks
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        end = time.monotonic() + timeout
        while self.thread and self.thread.is_alive() and time.monotonic() < end:
            time.sleep(0)
        return not (self.thread and self.thread.is_alive())

# %% wrong DAEMON
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong DEADLINE_IGNORED
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join()
        return not self.thread.is_alive()

# %% wrong DEADLINE_IGNORED: joins again
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        if self.thread.is_alive():
            self.thread.join()
            return False
        return True

# %% wrong DEADLINE_IGNORED: lock held during the job
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.thread = job, pause, None
        self.changed, self.asked = threading.Condition(), False

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        with self.changed:
            while not self.asked:
                self.job()
                self.changed.wait(self.pause)

    def stop(self, timeout):
        with self.changed:
            self.asked = True
            self.changed.notify_all()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong DEADLINE_IGNORED: zero is no limit
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout or None)
        return not self.thread.is_alive()

# %% wrong DOES_NOT_WAIT
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        return not self.thread.is_alive()

# %% wrong DOES_NOT_WAIT: waits for the flag
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.stopping.wait(timeout)
        return not self.thread.is_alive()

# %% wrong ERROR: raises virtual time's error
from helpers.virtual_time import VirtualTimeError


class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        if self.thread.is_alive():
            raise VirtualTimeError("too late")
        return True

# %% wrong FAILS_BEFORE_START
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong FAILS_BEFORE_START: no attribute
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong FAILS_BEFORE_START: not started
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.stopping = job, pause, threading.Event()
        self.thread = threading.Thread(target=self._work)

    def start(self):
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong FIRST_JOB_LATE
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.stopping.wait(self.pause)
            self.job()

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong FIRST_JOB_LATE: flag turned round
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.running = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while self.running.is_set():
            self.job()
            self.running.wait(self.pause)

    def stop(self, timeout):
        self.running.clear()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong FIRST_JOB_LATE: never started
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        return not self.thread.is_alive()

# %% wrong FIRST_JOB_LATE: wait as condition
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.wait(self.pause):
            self.job()

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong JOB_AFTER_STOP: flag cleared
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while True:
            self.job()
            self.stopping.clear()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong JOB_AFTER_STOP: never asked
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong JOB_AFTER_STOP: nobody looks
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while True:
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong JOB_AFTER_STOP: pause then job
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        self.job()
        while not self.stopping.is_set():
            self.stopping.wait(self.pause)
            self.job()

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong LOST_WAKE_UP: condition
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.thread = job, pause, None
        self.changed, self.asked = threading.Condition(), False

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.asked:
            self.job()
            with self.changed:
                self.changed.wait(self.pause)

    def stop(self, timeout):
        with self.changed:
            self.asked = True
            self.changed.notify_all()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong LOST_WAKE_UP: event set and cleared
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.thread = job, pause, None
        self.wake, self.asked = threading.Event(), False

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.asked:
            self.job()
            self.wake.clear()
            self.wake.wait(self.pause)

    def stop(self, timeout):
        self.asked = True
        self.wake.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong LOST_WAKE_UP: question outside of the lock
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.thread = job, pause, None
        self.changed, self.asked = threading.Condition(), False

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.asked:
            self.job()
            if not self.asked:
                with self.changed:
                    self.changed.wait(self.pause)

    def stop(self, timeout):
        with self.changed:
            self.asked = True
            self.changed.notify_all()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong MORE_THREADS
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            once = threading.Thread(target=self.job)
            once.start()
            once.join()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong MORE_THREADS: timers
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.stopped, self.timer = job, pause, False, None

    def start(self):
        self.timer = threading.Timer(0, self._once)
        self.timer.start()

    def _once(self):
        if not self.stopped:
            self.job()
            self.timer = threading.Timer(self.pause, self._once)
            self.timer.start()

    def stop(self, timeout):
        self.stopped = True
        if self.timer is None:
            return True
        self.timer.cancel()
        self.timer.join(timeout)
        return not self.timer.is_alive()

# %% wrong PAUSE_NOT_CUT: other event
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            threading.Event().wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong PAUSE_NOT_CUT: sleep
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            time.sleep(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong POLLS
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            end = time.monotonic() + self.pause
            while time.monotonic() < end and not self.stopping.is_set():
                time.sleep(0.05)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong POLLS: by the second
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.asked, self.thread = job, pause, False, None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.asked:
            self.job()
            waited = 0
            while waited < self.pause and not self.asked:
                time.sleep(1)
                waited += 1

    def stop(self, timeout):
        self.asked = True
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong SAYS_WRONG: none
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)

# %% wrong SAYS_WRONG: turned round
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return self.thread.is_alive()

# %% wrong SAYS_WRONG: value of join
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        return self.thread.join(timeout) is None

# %% wrong STARTS_NO_THREAD: brackets
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work())
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong STARTS_NO_THREAD: run
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.run()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong STOPS_OTHERS: default argument
class Worker:
    def __init__(self, job, pause, stopping=threading.Event()):
        self.job, self.pause, self.stopping, self.thread = job, pause, stopping, None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong STOPS_OTHERS: event of the class
class Worker:
    stopping = threading.Event()

    def __init__(self, job, pause):
        self.job, self.pause, self.thread = job, pause, None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong STOPS_OTHERS: global
stopping = threading.Event()


class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.thread = job, pause, None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not stopping.is_set():
            self.job()
            stopping.wait(self.pause)

    def stop(self, timeout):
        stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong THREAD_FAILS
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job(self)
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong THREAD_FAILS: no such attribute
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.thread = job, pause, None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()
            self.stopping.wait(self.pause)

    def stop(self, timeout):
        self.stopping = threading.Event()
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong WAITS_FOR_EVER
import queue


class Worker:
    def __init__(self, job, pause):
        self.job, self.pause, self.orders = job, pause, queue.Queue()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while True:
            self.job()
            try:
                self.orders.get(timeout=self.pause)
            except queue.Empty:
                continue
            self.orders.join()
            return

    def stop(self, timeout):
        self.orders.put("stop")
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong WRONG_PAUSE: from begin to begin
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            begun = time.monotonic()
            self.job()
            self.stopping.wait(self.pause - (time.monotonic() - begun))

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong WRONG_PAUSE: none
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        while not self.stopping.is_set():
            self.job()

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()

# %% wrong WRONG_PAUSE: only once
class Worker:
    def __init__(self, job, pause):
        self.job, self.pause = job, pause
        self.stopping = threading.Event()
        self.thread = None

    def start(self):
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self):
        self.job()
        self.stopping.wait()

    def stop(self, timeout):
        self.stopping.set()
        if self.thread is None:
            return True
        self.thread.join(timeout)
        return not self.thread.is_alive()
