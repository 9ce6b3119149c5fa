"""Answers to 15.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: one function that asks the future
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% right: the newest text only
def download_window(window, download):
    future = timer = None
    texts, cancelling = [], False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = [], False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.append)
        look()

    def look():
        nonlocal timer
        done = future.done()
        if texts and not cancelling:
            window.label = texts[-1]
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% right: a class that polls always
class Program:
    def __init__(self, window, download, bridge):
        self.window, self.download, self.bridge = window, download, bridge
        self.future = None
        window.on_press, window.on_cancel, window.on_close = self.press, self.cancel, self.close
        self.look()

    def press(self):
        self.texts, self.stopped = queue.Queue(), False
        self.window.label, self.window.button = "downloading", "disabled"
        self.future = self.bridge.submit(self.download, self.texts.put_nowait)

    def look(self):
        if self.future is not None:
            self.follow(self.future.done())
        self.timer = self.window.after(25, self.look)

    def follow(self, done):
        latest = None
        while not self.texts.empty():
            latest = self.texts.get_nowait()
        if done:
            self.window.label, self.window.button = self.end(), "normal"
            self.future = None
        elif latest is not None and not self.stopped:
            self.window.label = latest

    def end(self):
        if self.future.cancelled():
            return "cancelled"
        error = self.future.exception()
        return self.future.result() if error is None else f"failed: {error}"

    def cancel(self):
        if self.future is not None and not self.stopped:
            self.stopped = True
            self.window.label = "cancelling"
            self.future.cancel()

    def close(self):
        self.window.after_cancel(self.timer)
        self.window.destroy()


def download_window(window, download):
    with LoopThread("download") as bridge:
        program = Program(window, download, bridge)
        window.mainloop()
        if program.future is not None and program.stopped:
            wait([program.future])

# %% wrong CANCELLED_TOO_EARLY: a future that does not wait
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = asyncio.run_coroutine_threadsafe(download(texts.put), bridge.loop)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong CANCELLED_TOO_EARLY: said at once
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelled", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong SHOWS_WHAT_IS_OVER: no flag
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong NOT_SHOWN: the queue after the end
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong NOT_SHOWN: one text at each look
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        if not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong NOT_SHOWN: no progress
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong NOT_SHOWN: an error without its words
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = "failed"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong NOT_SHOWN: cancelled is an error too
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong NOT_SHOWN: the flag stays
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts
        texts = queue.SimpleQueue()
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong CANCELS_NOTHING: cancel without a download
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if not cancelling:
            window.label, cancelling = "cancelling", True
            if future is not None:
                future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong RAISES_IN_THE_MAIN_LOOP: result of a cancelled future
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            window.label = future.result()

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong TOUCHED_IN_A_THREAD: report sets the label
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def show(text):
        window.label = text

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, show)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong TOUCHED_IN_A_THREAD: report calls after
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def show(text):
        window.after(0, lambda: setattr(window, "label", text))

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, show)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong REPORT_WAITS: a queue of one place
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.Queue(1), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.Queue(1), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong MANY_TIMERS: two functions that look
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()
        follow()

    def follow():
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        if not future.done():
            window.after(20, follow)

    def look():
        nonlocal timer
        done = future.done()
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong MANY_TIMERS: cancel looks too
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()
            window.after(20, look)

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong BUTTON_STAYS_ON: no button
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label = "downloading"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong BUTTON_STAYS_ON: on again with the cancel
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()
            window.button = "normal"

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong BUTTON_STAYS_OFF: after an answer only
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            try:
                window.label = future.result()
                window.button = "normal"
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong FREEZES: cancel waits
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()
            try:
                future.result()
            except Exception:
                pass

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong FREEZES: the queue waits
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not future.done():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong TIMER_LEFT: no close
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel = press, cancel
        window.mainloop()

# %% wrong NOT_DESTROYED: the timer alone
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong DESTROYED_LATE: destroyed by look
def download_window(window, download):
    future, timer, closing = None, None, False
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done and closing:
            window.destroy()
        elif done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        nonlocal closing
        closing = True
        if timer is None:
            window.destroy()
        else:
            future.cancel()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong LEFT_BEHIND: nobody closes the loop thread
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    bridge = LoopThread("download")
    window.on_press, window.on_cancel, window.on_close = press, cancel, close
    window.mainloop()
    if future is not None:
        future.cancel()
        while not future.done():
            time.sleep(0.01)

# %% wrong LEFT_RUNNING: a loop thread that nobody closes
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    bridge = LoopThread("download")
    window.on_press, window.on_cancel, window.on_close = press, cancel, close
    window.mainloop()

# %% wrong CLEANUP_TOO_LATE: cancelled, and not waited for
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    bridge = LoopThread("download")
    window.on_press, window.on_cancel, window.on_close = press, cancel, close
    window.mainloop()
    if future is not None:
        future.cancel()
        time.sleep(0.1)

# %% wrong WAITS_FOR_EVER: join before stop
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    bridge = LoopThread("download")
    window.on_press, window.on_cancel, window.on_close = press, cancel, close
    window.mainloop()
    bridge.thread.join()

# %% wrong NOT_CANCELLED: the download goes on to its end
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])
        while future is not None and not future.done():
            time.sleep(0.02)

# %% wrong LEAVES_LATE: a pause for the cleanup
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])
    time.sleep(3)

# %% wrong LOOKS_TOO_OFTEN: no pause
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(0, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong NO_HANDLER: no cancel
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong NO_MAIN_LOOP: forgotten
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close

# %% wrong NOT_ASKED: asked again after an error
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"
                bridge.submit(download, print)

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong IS_ASYNC: async def
async def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong CLEANUP_INTERRUPTED: cancelled twice
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
        if cancelling:
            wait([future])

# %% wrong CLEANUP_INTERRUPTED: by the end of the block
def download_window(window, download):
    future = timer = None
    texts, cancelling = queue.SimpleQueue(), False

    def press():
        nonlocal future, texts, cancelling
        texts, cancelling = queue.SimpleQueue(), False
        window.label, window.button = "downloading", "disabled"
        future = bridge.submit(download, texts.put)
        look()

    def look():
        nonlocal timer
        done = future.done()
        while not texts.empty():
            text = texts.get()
            if not cancelling:
                window.label = text
        timer = None if done else window.after(20, look)
        if done:
            window.button = "normal"
            try:
                window.label = future.result()
            except CancelledError:
                window.label = "cancelled"
            except Exception as error:
                window.label = f"failed: {error}"

    def cancel():
        nonlocal cancelling
        if future is not None and not cancelling and not future.done():
            window.label, cancelling = "cancelling", True
            future.cancel()

    def close():
        if timer is not None:
            window.after_cancel(timer)
        window.destroy()

    with LoopThread("download") as bridge:
        window.on_press, window.on_cancel, window.on_close = press, cancel, close
        window.mainloop()
