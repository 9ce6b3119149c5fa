"""Answers to 08.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: condition of the loop
class Inbox:
    def __init__(self):
        self.loop, self.changed = asyncio.get_running_loop(), asyncio.Condition()
        self.items, self.ended = [], False
        self.lock, self.refuses = threading.Lock(), False

    async def _add(self, items, end=False):
        async with self.changed:
            self.items += items
            self.ended = self.ended or end
            self.changed.notify_all()

    def put(self, item):
        with self.lock:
            if self.refuses:
                raise RuntimeError("closed")
            asyncio.run_coroutine_threadsafe(self._add([item]), self.loop)

    def close(self):
        with self.lock:
            self.refuses = True
            asyncio.run_coroutine_threadsafe(self._add([], end=True), self.loop)

    async def __aiter__(self):
        while True:
            async with self.changed:
                await self.changed.wait_for(lambda: self.items or self.ended)
                if not self.items:
                    return
                item = self.items.pop(0)
            yield item

# %% right: event and deque
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    def __aiter__(self):
        return self

    async def __anext__(self):
        while True:
            with self.lock:
                if self.items:
                    return self.items.popleft()
                if self.closed:
                    raise StopAsyncIteration
                self.come.clear()
            await self.come.wait()

# %% right: tasks that put
class Inbox:
    END = object()

    def __init__(self):
        self.loop, self.queue = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.open = threading.RLock(), True

    def _send(self, item):
        asyncio.run_coroutine_threadsafe(self.queue.put(item), self.loop)

    def put(self, item):
        with self.lock:
            if not self.open:
                raise RuntimeError("the inbox is closed")
            self._send(item)

    def close(self):
        with self.lock:
            if self.open:
                self.open = False
                self._send(self.END)

    async def __aiter__(self):
        while True:
            item = await self.queue.get()
            if item is self.END:
                break
            yield item

# %% right: futures of the reader
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.items, self.waiting = asyncio.get_running_loop(), deque(), None
        self.lock, self.refuses, self.ended = threading.Lock(), False, False

    def _add(self, items, end):
        self.items.extend(items)
        self.ended = self.ended or end
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(None)

    def put(self, item):
        with self.lock:
            if self.refuses:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self._add, [item], False)

    def close(self):
        with self.lock:
            self.refuses = True
            self.loop.call_soon_threadsafe(self._add, [], True)

    async def __aiter__(self):
        while True:
            while self.items:
                yield self.items.popleft()
            if self.ended:
                return
            self.waiting = self.loop.create_future()
            await self.waiting

# %% right: asks whether it is closed before it looks for items
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while True:
            closed = self.closed
            while self.items:
                yield self.items.popleft()
            if closed:
                return
            await self.come.wait()
            self.come.clear()

# %% wrong BLOCKS_THE_CALLER: acknowledged
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def _deliver(self, box, done):
        self.items.put_nowait(box)
        done.set()

    def _send(self, box):
        done = threading.Event()
        self.loop.call_soon_threadsafe(self._deliver, box, done)
        done.wait()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self._send((item,))

    def close(self):
        with self.lock:
            self.closed = True
            self._send(())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong BLOCKS_THE_CALLER: result
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def _send(self, box):
        asyncio.run_coroutine_threadsafe(self.items.put(box), self.loop).result()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self._send((item,))

    def close(self):
        with self.lock:
            self.closed = True
            self._send(())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong BUSY_WAIT
from collections import deque


class Inbox:
    def __init__(self):
        self.items, self.closed = deque(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.append(item)

    def close(self):
        self.closed = True

    async def __aiter__(self):
        while self.items or not self.closed:
            if self.items:
                yield self.items.popleft()
            await asyncio.sleep(0)

# %% wrong RACE
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.closed = False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        self.closed = True
        self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong RACE: close without the lock
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        self.closed = True
        self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong RACE: lock let go
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            closed = self.closed
        if closed:
            raise RuntimeError("closed")
        self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong END_IS_NO_ITEM
END = object()


class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, END)

    async def __aiter__(self):
        item = None
        while item is not END:
            item = await self.items.get()
            yield item

# %% wrong BLOCKS_THE_LOOP
import queue


class Inbox:
    def __init__(self):
        self.items, self.closed = queue.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.put((item,))

    def close(self):
        self.closed = True
        self.items.put(())

    async def __aiter__(self):
        while box := self.items.get():
            yield box[0]

# %% wrong BLOCKS_THE_LOOP: event of threading
from collections import deque


class Inbox:
    def __init__(self):
        self.items, self.come, self.closed = deque(), threading.Event(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.append(item)
        self.come.set()

    def close(self):
        self.closed = True
        self.come.set()

    async def __aiter__(self):
        while True:
            self.come.clear()
            while self.items:
                yield self.items.popleft()
            if self.closed:
                return
            self.come.wait()

# %% wrong ZERO_LOST: dropped
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while True:
            closed = self.closed
            while self.items:
                if item := self.items.popleft():
                    yield item
            if closed:
                return
            await self.come.wait()
            self.come.clear()

# %% wrong ITEMS_LOST: one slot
class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.boxes, self.closed = (), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.boxes = (item,)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while True:
            await self.come.wait()
            self.come.clear()
            if self.closed:
                return
            yield self.boxes[0]

# %% wrong ITEMS_LOST: queue too small
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(maxsize=2)
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong TOO_LATE: all at the end
class Inbox:
    def __init__(self):
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = [], False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.ended.set)

    async def __aiter__(self):
        await self.ended.wait()
        for item in self.items:
            yield item

# %% wrong POLLS: in a thread
import queue


class Inbox:
    def __init__(self):
        self.items, self.closed = queue.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.put(item)

    def close(self):
        self.closed = True

    def _get(self):
        while not self.closed or not self.items.empty():
            try:
                return (self.items.get(timeout=0.5),)
            except queue.Empty:
                pass
        return ()

    async def __aiter__(self):
        while box := await asyncio.to_thread(self._get):
            yield box[0]

# %% wrong LOST_AT_CANCEL
import queue


class Inbox:
    def __init__(self):
        self.items, self.lock, self.closed = queue.Queue(), threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.put((item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.items.put(())

    async def __aiter__(self):
        while box := await asyncio.to_thread(self.items.get):
            yield box[0]

# %% wrong LOST_AT_CANCEL: one generator
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False
        self.reader = self._read()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def _read(self):
        while box := await self.items.get():
            yield box[0]

    def __aiter__(self):
        return self.reader

# %% wrong LOST_AT_CLOSE: cancels the reader
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed, self.getting = threading.Lock(), False, None

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self._end)

    def _end(self):
        if self.getting:
            self.getting.cancel()

    async def __aiter__(self):
        while not self.closed:
            self.getting = asyncio.create_task(self.items.get())
            try:
                item = await asyncio.shield(self.getting)
            except asyncio.CancelledError:
                if not self.closed:
                    self.getting.cancel()
                    raise
                return
            yield item

# %% wrong LOST_AT_CLOSE: flag
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, None)

    async def __aiter__(self):
        while not self.closed:
            item = await self.items.get()
            if not self.closed:
                yield item

# %% wrong LOST_AT_CLOSE: tasks and a mark
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            asyncio.run_coroutine_threadsafe(self.items.put((item,)), self.loop)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong LOST_AT_CLOSE: looks for items, then asks whether it is closed
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while True:
            while self.items:
                yield self.items.popleft()
            if self.closed:
                return
            await self.come.wait()
            self.come.clear()

# %% wrong LOST_AT_CLOSE: tries to take an item, then asks whether it is closed
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    def __aiter__(self):
        return self

    async def __anext__(self):
        while True:
            try:
                return self.items.popleft()
            except IndexError:
                if self.closed:
                    raise StopAsyncIteration from None
            await self.come.wait()
            self.come.clear()

# %% wrong LOST_AT_CLOSE: the queue is empty, but an item is on its way
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while not (self.closed and self.items.empty()):
            for item in await self.items.get():
                yield item

# %% wrong WAITS_FOR_EVER
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.closed = False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        self.closed = True

    async def __aiter__(self):
        while not (self.closed and self.items.empty()):
            yield await self.items.get()

# %% wrong WAITS_FOR_EVER: closed before
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), deque()
        self.waiting, self.closed, self.lock = None, False, threading.Lock()

    def _wake(self):
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(None)

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self._wake)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self._wake)

    async def __aiter__(self):
        while True:
            while self.items:
                yield self.items.popleft()
            self.waiting = self.loop.create_future()
            await self.waiting
            if self.closed and not self.items:
                return

# %% wrong NOT_YOURS
from helpers.bridge import QueueShutDown, ThreadQueue


class Inbox:
    def __init__(self):
        self.queue = ThreadQueue()

    def put(self, item):
        self.queue.sync_q.put(item)

    def close(self):
        self.queue.shutdown()

    async def __aiter__(self):
        try:
            while True:
                yield await self.queue.async_q.get()
        except QueueShutDown:
            pass

# %% wrong POLLS
from collections import deque


class Inbox:
    def __init__(self):
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)

    def close(self):
        with self.lock:
            self.closed = True

    async def __aiter__(self):
        while self.items or not self.closed:
            if self.items:
                yield self.items.popleft()
            else:
                await asyncio.sleep(0.1)

# %% wrong POLLS: for the end
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.closed, self.lock = False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True

    async def __aiter__(self):
        while not self.closed or not self.items.empty():
            try:
                item = await asyncio.wait_for(self.items.get(), 0.25)
            except TimeoutError:
                continue
            yield item

# %% wrong PUT_AFTER_CLOSE
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()

    def put(self, item):
        self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong PUT_AFTER_CLOSE: marked too late
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.closed = False

    def put(self, item):
        self.loop.call_soon_threadsafe(self._put, (item,))

    def _put(self, box):
        if self.closed:
            raise RuntimeError("closed")
        self.items.put_nowait(box)

    def _close(self):
        self.closed = True
        self.items.put_nowait(())

    def close(self):
        self.loop.call_soon_threadsafe(self._close)

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong PUT_FAILS
class Inbox:
    def __init__(self):
        self.items, self.closed = asyncio.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        self.closed = True
        asyncio.get_running_loop().call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong PUT_FAILS: create task
class Inbox:
    def __init__(self):
        self.items, self.closed = asyncio.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        asyncio.create_task(self.items.put((item,)))

    def close(self):
        self.closed = True
        asyncio.create_task(self.items.put(()))

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong ZERO_LOST: false ones
class Inbox:
    END = 0

    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, self.END)

    async def __aiter__(self):
        while item := await self.items.get():
            yield item

# %% wrong ZERO_LOST: none
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, None)

    async def __aiter__(self):
        while (item := await self.items.get()) is not None:
            yield item

# %% wrong WRONG_ORDER: pop
class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = [], False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while self.items or not self.closed:
            await self.come.wait()
            self.come.clear()
            while self.items:
                yield self.items.pop()

# %% wrong TOUCHES_THE_LOOP: call soon
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon(self.items.put_nowait, (item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong TOUCHES_THE_LOOP: called at once
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.closed = False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.loop.call_soon_threadsafe(self.items.put_nowait((item,)))

    def close(self):
        self.closed = True
        self.loop.call_soon_threadsafe(self.items.put_nowait(()))

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong TOUCHES_THE_LOOP: event set at close
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed = deque(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.append(item)
        self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        self.closed = True
        self.come.set()

    async def __aiter__(self):
        while True:
            while self.items:
                yield self.items.popleft()
            if self.closed:
                return
            self.come.clear()
            await self.come.wait()

# %% wrong TOUCHES_THE_LOOP: put nowait
class Inbox:
    def __init__(self):
        self.items, self.closed = asyncio.Queue(), False

    def put(self, item):
        if self.closed:
            raise RuntimeError("closed")
        self.items.put_nowait((item,))

    def close(self):
        self.closed = True
        self.items.put_nowait(())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong LOST_WAKE_UP: a future, made too late
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.items, self.waiting = asyncio.get_running_loop(), deque(), None
        self.lock, self.closed = threading.Lock(), False

    def _wake(self):
        waiting = self.waiting
        if waiting is not None:
            self.loop.call_soon_threadsafe(lambda: waiting.done() or waiting.set_result(None))

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        self._wake()

    def close(self):
        with self.lock:
            self.closed = True
        self._wake()

    async def __aiter__(self):
        while True:
            while self.items:
                yield self.items.popleft()
            if self.closed:
                return
            self.waiting = self.loop.create_future()
            await self.waiting
            self.waiting = None

# %% wrong LOST_WAKE_UP: only if somebody sleeps
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.asleep = deque(), False, False
        self.lock = threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
        if self.asleep:
            self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
        self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while True:
            while self.items:
                yield self.items.popleft()
            if self.closed:
                return
            self.asleep = True
            await self.come.wait()
            self.come.clear()
            self.asleep = False

# %% wrong WAITS_FOR_EVER: wakes for the first only
from collections import deque


class Inbox:
    def __init__(self):
        self.loop, self.come = asyncio.get_running_loop(), asyncio.Event()
        self.items, self.closed, self.lock = deque(), False, threading.Lock()

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.items.append(item)
            if len(self.items) == 1:
                self.loop.call_soon_threadsafe(self.come.set)

    def close(self):
        with self.lock:
            self.closed = True
            if not self.items:
                self.loop.call_soon_threadsafe(self.come.set)

    async def __aiter__(self):
        while not self.closed or self.items:
            await self.come.wait()
            self.come.clear()
            for _ in range(len(self.items)):
                yield self.items.popleft()

# %% wrong ZERO_LOST: equal to the end
class Inbox:
    END = object()

    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, item)

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, self.END)

    async def __aiter__(self):
        while (item := await self.items.get()) != self.END:
            yield item

# %% wrong ITEMS_LOST: room for 64
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue(64)
        self.lock, self.closed = threading.Lock(), False

    def put(self, item):
        with self.lock:
            if self.closed:
                raise RuntimeError("closed")
            self.loop.call_soon_threadsafe(self.items.put_nowait, (item,))

    def close(self):
        with self.lock:
            self.closed = True
            self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% wrong ERROR: misspelt
class Inbox:
    def __init__(self):
        self.loop, self.items = asyncio.get_running_loop(), asyncio.Queue()

    def put(self, item):
        self.loop.call_soon_threadsafe(self.itmes.put_nowait, (item,))

    def close(self):
        self.loop.call_soon_threadsafe(self.items.put_nowait, ())

    async def __aiter__(self):
        while box := await self.items.get():
            yield box[0]

# %% equivalent mutants
# statement dropped: self.items.put_nowait(())  # the end is there for the next `async for`, too | for an `async for` after the end, which is not promised
