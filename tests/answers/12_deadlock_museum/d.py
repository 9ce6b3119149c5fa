"""Answers to 12.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a tuple that is replaced
class Topic:
    def __init__(self):
        self.callbacks, self.lock = (), threading.Lock()

    def subscribe(self, callback):
        with self.lock:
            self.callbacks = (*self.callbacks, callback)

    def unsubscribe(self, callback):
        with self.lock:
            self.callbacks = tuple(each for each in self.callbacks if each is not callback)

    def publish(self, value):
        first = None
        for callback in self.callbacks:
            try:
                callback(value)
            except BaseException as error:
                first = first or error
        if first is not None:
            raise first

# %% right: an exit stack
import contextlib


class Topic(HopefulTopic):
    def publish(self, value):
        with self.lock:
            callbacks = self.callbacks.copy()
        errors = []
        for callback in callbacks:
            with contextlib.ExitStack() as stack:
                stack.push(lambda kind, error, trace: error is None or not errors.append(error))
                callback(value)
        if errors:
            raise errors[0]

# %% right: a dict, in order
class Topic:
    def __init__(self):
        self.callbacks, self.lock = {}, threading.RLock()

    def subscribe(self, callback):
        with self.lock:
            self.callbacks[callback] = None

    def unsubscribe(self, callback):
        with self.lock:
            self.callbacks.pop(callback, None)

    def publish(self, value):
        with self.lock:
            callbacks = [*self.callbacks]
        failed = None
        for callback in callbacks:
            try:
                callback(value)
            except Exception as error:
                if failed is None:
                    failed = error
        if failed is not None:
            raise failed

# %% wrong WAITS_FOR_ITSELF: as given
class Topic(HopefulTopic):
    pass

# %% wrong WAITS_FOR_ITSELF: errors kept
class Topic(HopefulTopic):
    def publish(self, value):
        errors = []
        with self.lock:
            for callback in list(self.callbacks):
                try:
                    callback(value)
                except Exception as error:
                    errors.append(error)
        if errors:
            raise errors[0]

# %% wrong HOLDS_ITS_LOCK: reentrant
class Topic(HopefulTopic):
    def __init__(self):
        self.callbacks, self.lock = [], threading.RLock()

    def publish(self, value):
        errors = []
        with self.lock:
            for callback in list(self.callbacks):
                try:
                    callback(value)
                except Exception as error:
                    errors.append(error)
        if errors:
            raise errors[0]

# %% wrong CHANGED_UNDER_WAY: reentrant, and no copy
class Topic(HopefulTopic):
    def __init__(self):
        self.callbacks, self.lock = [], threading.RLock()

# %% wrong CHANGED_UNDER_WAY: no lock, and no copy
class Topic(HopefulTopic):
    def publish(self, value):
        errors = []
        for callback in self.callbacks:
            try:
                callback(value)
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]

# %% wrong CHANGED_UNDER_WAY: a dict
class Topic:
    def __init__(self):
        self.callbacks, self.lock = {}, threading.Lock()

    def subscribe(self, callback):
        with self.lock:
            self.callbacks[callback] = True

    def unsubscribe(self, callback):
        with self.lock:
            del self.callbacks[callback]

    def publish(self, value):
        for callback in self.callbacks:
            callback(value)

# %% wrong STOPS_AT_ERROR: a copy only
class Topic(HopefulTopic):
    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
        for callback in callbacks:
            callback(value)

# %% wrong ERROR_LOST: swallowed
class Topic(HopefulTopic):
    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
        for callback in callbacks:
            try:
                callback(value)
            except Exception:
                pass

# %% wrong ERROR_LOST: the last one
class Topic(HopefulTopic):
    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
        failed = None
        for callback in callbacks:
            try:
                callback(value)
            except Exception as error:
                failed = error
        if failed:
            raise failed

# %% wrong ERROR_LOST: a group
class Topic(HopefulTopic):
    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
        errors = []
        for callback in callbacks:
            try:
                callback(value)
            except Exception as error:
                errors.append(error)
        if errors:
            raise ExceptionGroup("callbacks failed", errors)

# %% wrong WRONG_THREAD: a thread for each callback
class Topic(HopefulTopic):
    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
        errors = []

        def call(callback):
            try:
                callback(value)
            except Exception as error:
                errors.append(error)

        for callback in callbacks:
            thread = threading.Thread(target=call, args=(callback,))
            thread.start()
            thread.join()
        if errors:
            raise errors[0]

# %% wrong WRONG_ORDER: the newest first
class Topic(HopefulTopic):
    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
        for callback in reversed(callbacks):
            callback(value)

# %% wrong WRONG_RESULT: only true values
class Topic(HopefulTopic):
    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
        for callback in callbacks:
            if value:
                callback(value)

# %% wrong WRONG_RESULT: nobody is removed
class Topic(HopefulTopic):
    def unsubscribe(self, callback):
        pass

# %% wrong SHARED_BY_ALL: in the class
class Topic(HopefulTopic):
    callbacks, lock = [], threading.Lock()

    def __init__(self):
        pass

    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
        errors = []
        for callback in callbacks:
            try:
                callback(value)
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]

# %% wrong RACE: no lock
class Topic:
    def __init__(self):
        self.callbacks = ()

    def subscribe(self, callback):
        self.callbacks = (*self.callbacks, callback)

    def unsubscribe(self, callback):
        self.callbacks = tuple(each for each in self.callbacks if each is not callback)

    def publish(self, value):
        errors = []
        for callback in self.callbacks:
            try:
                callback(value)
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]

# %% wrong DEADLOCK: publish takes the lock twice
class Topic(HopefulTopic):
    def copied(self):
        with self.lock:
            return list(self.callbacks)

    def publish(self, value):
        with self.lock:
            callbacks = self.copied()
        for callback in callbacks:
            callback(value)

# %% wrong WAITS_FOR_A_CALLBACK: changes wait for publishes
class Topic:
    def __init__(self):
        self.callbacks, self.lock, self.busy = [], threading.Condition(), set()

    def change(self, function, callback):
        with self.lock:
            if threading.get_ident() not in self.busy:
                self.lock.wait_for(lambda: not self.busy, timeout=40)
            function(callback)

    def subscribe(self, callback):
        self.change(self.callbacks.append, callback)

    def unsubscribe(self, callback):
        self.change(self.callbacks.remove, callback)

    def publish(self, value):
        with self.lock:
            callbacks = list(self.callbacks)
            self.busy.add(threading.get_ident())
        errors = []
        for callback in callbacks:
            try:
                callback(value)
            except Exception as error:
                errors.append(error)
        with self.lock:
            self.busy.discard(threading.get_ident())
            self.lock.notify_all()
        if errors:
            raise errors[0]

# %% equivalent mutants
# with dropped: with self.lock: | appending to, removing from and copying a list are one step each, and are safe without a lock
# with dropped: with self.lock: (2) | appending to, removing from and copying a list are one step each, and are safe without a lock
# with dropped: with self.lock: (3) | appending to, removing from and copying a list are one step each, and are safe without a lock
# lock made per call: with self.lock: | appending to, removing from and copying a list are one step each, and are safe without a lock
# lock made per call: with self.lock: (2) | appending to, removing from and copying a list are one step each, and are safe without a lock
# lock made per call: with self.lock: (3) | appending to, removing from and copying a list are one step each, and are safe without a lock
