"""Answers to 12.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a pool of one
from concurrent.futures import ThreadPoolExecutor


class Worker:
    def __init__(self):
        self.pool = ThreadPoolExecutor(1)
        self.ident = self.pool.submit(threading.get_ident).result()

    def call(self, function, *args):
        if threading.get_ident() == self.ident:
            return function(*args)
        return self.pool.submit(function, *args).result()

    def close(self):
        self.pool.shutdown()

# %% right: a queue for each answer
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        answer = queue.Queue()
        self.jobs.put((answer, function, args))
        error, value = answer.get()
        if error is not None:
            raise error
        return value

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            try:
                answer.put((None, function(*args)))
            except BaseException as error:
                answer.put((error, None))

# %% right: a thread-local flag
class Worker:
    def __init__(self):
        self.jobs, self.here = queue.SimpleQueue(), threading.local()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def call(self, function, *args):
        if getattr(self.here, "mine", False):
            return function(*args)
        answer = Future()
        self.jobs.put(lambda: self.answer(answer, function, args))
        return answer.result()

    def answer(self, answer, function, args):
        try:
            answer.set_result(function(*args))
        except Exception as error:
            answer.set_exception(error)

    def work(self):
        self.here.mine = True
        while (job := self.jobs.get()) is not None:
            job()

    def close(self):
        self.jobs.put(None)
        self.thread.join()

# %% wrong DIES_OF_AN_ERROR: as given
class Worker(HopefulWorker):
    pass

# %% wrong DIES_OF_AN_ERROR: asks where it is
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        return super().call(function, *args)

# %% wrong WAITS_FOR_ITSELF: errors only
class Worker(HopefulWorker):
    def call(self, function, *args):
        answer = Future()
        self.jobs.put((answer, function, args))
        return answer.result()

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            try:
                answer.set_result(function(*args))
            except BaseException as error:
                answer.set_exception(error)

# %% wrong WAITS_FOR_ITSELF: a pool of one
from concurrent.futures import ThreadPoolExecutor


class Worker:
    def __init__(self):
        self.pool = ThreadPoolExecutor(1)

    def call(self, function, *args):
        return self.pool.submit(function, *args).result()

    def close(self):
        self.pool.shutdown()

# %% wrong ON_THE_CALLER: a lock
class Worker:
    def __init__(self):
        self.lock = threading.RLock()

    def call(self, function, *args):
        with self.lock:
            return function(*args)

    def close(self):
        pass

# %% wrong SEVERAL_THREADS: a thread for each call
class Worker:
    def call(self, function, *args):
        answer = Future()

        def run():
            try:
                answer.set_result(function(*args))
            except BaseException as error:
                answer.set_exception(error)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        return answer.result()

    def close(self):
        pass

# %% wrong ANOTHER_THREAD: a second thread for calls within calls
class Worker(HopefulWorker):
    inside = False

    def call(self, function, *args):
        answer = Future()
        if threading.current_thread() is self.thread:
            thread = threading.Thread(target=self.run, args=(answer, function, args))
            thread.start()
            thread.join()
        else:
            self.jobs.put((answer, function, args))
        return answer.result()

    def run(self, answer, function, args):
        try:
            answer.set_result(function(*args))
        except BaseException as error:
            answer.set_exception(error)

    def work(self):
        while job := self.jobs.get():
            self.run(*job)

# %% wrong TWO_AT_ONCE: a flag that all threads see
class Worker(HopefulWorker):
    busy = False

    def call(self, function, *args):
        if self.busy:
            return function(*args)
        answer = Future()
        self.jobs.put((answer, function, args))
        return answer.result()

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            self.busy = True
            try:
                answer.set_result(function(*args))
            except BaseException as error:
                answer.set_exception(error)
            self.busy = False

# %% wrong CALLERS_WAIT: one place for all answers
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        self.answer = Future()
        self.jobs.put((function, args))
        return self.answer.result()

    def work(self):
        while job := self.jobs.get():
            function, args = job
            answer = self.answer
            try:
                value = function(*args)
            except BaseException as error:
                answer.set_exception(error)
            else:
                if not answer.done():
                    answer.set_result(value)

# %% wrong DEADLOCK: a place for a true value
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        answer = Future()
        self.jobs.put((answer, function, args))
        return answer.result()

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            if value := function(*args):
                answer.set_result(value)

# %% wrong ERROR_LOST: returned
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        return super().call(function, *args)

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            try:
                answer.put(function(*args))
            except BaseException as error:
                answer.put(error)

# %% wrong ERROR_LOST: another error
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        answer = Future()
        self.jobs.put((answer, function, args))
        return answer.result()

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            try:
                answer.set_result(function(*args))
            except Exception as error:
                answer.set_exception(RuntimeError(str(error)))

# %% wrong ZERO_LOST: errors by their type
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        value = super().call(function, *args)
        if isinstance(value, Exception):
            raise value
        return value

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            try:
                answer.put(function(*args))
            except BaseException as error:
                answer.put(error)

# %% wrong WRONG_RESULT: nothing returned
class Worker(HopefulWorker):
    def call(self, function, *args):
        super().call(function, *args)

# %% wrong WRONG_RESULT: as text
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        answer = Future()
        self.jobs.put((answer, function, args))
        return answer.result()

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            try:
                answer.set_result(str(function(*args)))
            except BaseException as error:
                answer.set_exception(error)

# %% wrong LEFT_BEHIND: nobody joins
class Worker(HopefulWorker):
    def call(self, function, *args):
        if threading.current_thread() is self.thread:
            return function(*args)
        answer = Future()
        self.jobs.put((answer, function, args))
        return answer.result()

    def work(self):
        while job := self.jobs.get():
            answer, function, args = job
            try:
                answer.set_result(function(*args))
            except BaseException as error:
                answer.set_exception(error)

    def close(self):
        pass

# %% wrong LEFT_BEHIND: a pool that stays
from concurrent.futures import ThreadPoolExecutor


class Worker:
    def __init__(self):
        self.pool = ThreadPoolExecutor(1)
        self.ident = self.pool.submit(threading.get_ident).result()

    def call(self, function, *args):
        if threading.get_ident() == self.ident:
            return function(*args)
        return self.pool.submit(function, *args).result()

    def close(self):
        pass
