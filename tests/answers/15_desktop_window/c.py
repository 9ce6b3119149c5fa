"""Answers to 15.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a class
class Program:
    def __init__(self, window, fetch, weather):
        self.window, self.fetch, self.weather, self.timer = window, fetch, weather, None
        window.on_press, window.on_close = self.press, self.close

    def press(self):
        self.window.label = "asking"
        self.future = self.weather.submit(self.fetch)
        self.look()

    def look(self):
        self.timer = None
        if self.future.done():
            self.window.label = self.future.result()
        else:
            self.timer = self.window.after(20, self.look)

    def close(self):
        if self.timer is not None:
            self.window.after_cancel(self.timer)
        self.window.destroy()


def weather_window(window, fetch):
    with LoopThread("weather") as weather:
        Program(window, fetch, weather)
        window.mainloop()

# %% right: by hand
def weather_window(window, fetch):
    loop, timers = asyncio.new_event_loop(), []
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def press():
        window.label = "asking"
        look(asyncio.run_coroutine_threadsafe(fetch(), loop))

    def look(future):
        timers.clear()
        if future.done():
            window.label = future.result()
        else:
            timers.append(window.after(20, look, future))

    def close():
        for timer in timers:
            window.after_cancel(timer)
        window.destroy()

    async def end():
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    window.on_press, window.on_close = press, close
    window.mainloop()
    asyncio.run_coroutine_threadsafe(end(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()

# %% right: try and finally
def weather_window(window, fetch):
    weather, timer = LoopThread("weather"), None

    def press():
        window.label = "asking"
        future = weather.submit(fetch)

        def look():
            nonlocal timer
            if future.done():
                window.label = future.result()
            else:
                timer = window.after(50, look)

        look()

    def close():
        window.after_cancel(timer)
        window.destroy()

    window.on_press = press
    window.on_close = close
    try:
        window.mainloop()
    finally:
        weather.close()

# %% right: one timer that always runs
def weather_window(window, fetch):
    future = timer = None

    def press():
        nonlocal future
        window.label = "asking"
        future = weather.submit(fetch)

    def look():
        nonlocal future, timer
        if future is not None and future.done():
            window.label, future = future.result(), None
        timer = window.after(20, look)

    def close():
        window.after_cancel(timer)
        window.destroy()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        look()
        window.mainloop()

# %% wrong TIMER_LEFT: as it was
def weather_window(window, fetch):
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    def press():
        window.label = "asking"
        look(asyncio.run_coroutine_threadsafe(fetch(), loop))

    def look(future):
        if future.done():
            window.label = future.result()
        else:
            window.after(20, look, future)

    window.on_press = press
    window.mainloop()

# %% wrong TIMER_LEFT: with LoopThread
def weather_window(window, fetch):
    def press():
        window.label = "asking"
        look(weather.submit(fetch))

    def look(future):
        if future.done():
            window.label = future.result()
        else:
            window.after(20, look, future)

    with LoopThread("weather") as weather:
        window.on_press = press
        window.mainloop()

# %% wrong TIMER_LEFT: the first timer is remembered
def weather_window(window, fetch):
    timer = None

    def press():
        nonlocal timer
        window.label = "asking"
        timer = window.after(20, look, weather.submit(fetch))

    def look(future):
        if future.done():
            window.label = future.result()
        else:
            window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong WAITS_FOR_EVER: join before stop
def weather_window(window, fetch):
    loop, timer = asyncio.new_event_loop(), None
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def press():
        window.label = "asking"
        look(asyncio.run_coroutine_threadsafe(fetch(), loop))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    window.on_press, window.on_close = press, close
    window.mainloop()
    thread.join()
    loop.close()

# %% wrong WAITS_FOR_EVER: stopped in the wrong thread
def weather_window(window, fetch):
    loop, timer = asyncio.new_event_loop(), None
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def press():
        window.label = "asking"
        look(asyncio.run_coroutine_threadsafe(fetch(), loop))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    window.on_press, window.on_close = press, close
    window.mainloop()
    loop.stop()
    thread.join()
    loop.close()

# %% wrong LEFT_RUNNING: stopped, and nothing cancelled
def weather_window(window, fetch):
    loop, timer = asyncio.new_event_loop(), None
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def press():
        window.label = "asking"
        look(asyncio.run_coroutine_threadsafe(fetch(), loop))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    window.on_press, window.on_close = press, close
    window.mainloop()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()

# %% wrong CLEANUP_TOO_LATE: cancelled, and not waited for
def weather_window(window, fetch):
    loop, timer, future = asyncio.new_event_loop(), None, None
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def press():
        nonlocal future
        window.label = "asking"
        future = asyncio.run_coroutine_threadsafe(fetch(), loop)
        look()

    def look():
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look)

    def close():
        window.after_cancel(timer)
        window.destroy()

    window.on_press, window.on_close = press, close
    window.mainloop()
    if future:
        future.cancel()
    loop.call_soon_threadsafe(lambda: loop.call_soon(loop.stop))
    thread.join()

# %% wrong LEFT_BEHIND: the loop is not closed
def weather_window(window, fetch):
    loop, timer = asyncio.new_event_loop(), None
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def press():
        window.label = "asking"
        look(asyncio.run_coroutine_threadsafe(fetch(), loop))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    async def end():
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    window.on_press, window.on_close = press, close
    window.mainloop()
    asyncio.run_coroutine_threadsafe(end(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()

# %% wrong FREEZES: on_close closes the loop thread
def weather_window(window, fetch):
    timer = None

    def press():
        window.label = "asking"
        look(weather.submit(fetch))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        weather.close()
        window.after_cancel(timer)
        window.destroy()

    weather = LoopThread("weather")
    window.on_press, window.on_close = press, close
    window.mainloop()

# %% wrong DESTROYED_LATE: the window waits for the end
def weather_window(window, fetch):
    future, closing = None, False

    def press():
        nonlocal future
        window.label = "asking"
        future = weather.submit(fetch)
        look()

    def look():
        if not future.done():
            window.after(20, look)
        elif closing:
            window.destroy()
        else:
            window.label = future.result()

    def close():
        nonlocal closing
        closing = True
        if future is None or future.done():
            window.destroy()
        else:
            future.cancel()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong NOT_DESTROYED: the timer alone
def weather_window(window, fetch):
    timer = None

    def press():
        window.label = "asking"
        look(weather.submit(fetch))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong TOUCHED_TOO_LATE: a last text
def weather_window(window, fetch):
    timer = None

    def press():
        window.label = "asking"
        look(weather.submit(fetch))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()
        window.label = "closed"

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong TOUCHED_TOO_LATE: the timer afterwards
def weather_window(window, fetch):
    timers = []

    def press():
        window.label = "asking"
        look(weather.submit(fetch))

    def look(future):
        if future.done():
            window.label = future.result()
        else:
            timers[:] = [window.after(20, look, future)]

    def close():
        for timer in timers:
            window.after_cancel(timer)
        window.destroy()
        window.after_cancel(None)

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong NOT_CANCELLED: waits for the answer
def weather_window(window, fetch):
    future = timer = None

    def press():
        nonlocal future
        window.label = "asking"
        future = weather.submit(fetch)
        look()

    def look():
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look)

    def close():
        window.after_cancel(timer)
        window.destroy()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()
        if future is not None:
            future.result()

# %% wrong LEAVES_LATE: a pause for the cleanup
def weather_window(window, fetch):
    timer = None

    def press():
        window.label = "asking"
        look(weather.submit(fetch))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()
    time.sleep(3)

# %% wrong NO_MAIN_LOOP: forgotten
def weather_window(window, fetch):
    timer = None

    def press():
        window.label = "asking"
        look(weather.submit(fetch))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close

# %% wrong NO_HANDLER: no press
def weather_window(window, fetch):
    with LoopThread("weather"):
        window.on_close = window.destroy
        window.mainloop()

# %% wrong TOUCHED_IN_A_THREAD: the coroutine shows the answer
def weather_window(window, fetch):
    async def ask():
        window.label = await fetch()

    def press():
        window.label = "asking"
        weather.submit(ask)

    with LoopThread("weather") as weather:
        window.on_press = press
        window.mainloop()

# %% wrong LOOKS_TOO_OFTEN: no pause
def weather_window(window, fetch):
    timer = None

    def press():
        window.label = "asking"
        look(weather.submit(fetch))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(1, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong RAISES_IN_THE_MAIN_LOOP: cancelled before the close
def weather_window(window, fetch):
    future = timer = None

    def press():
        nonlocal future
        window.label = "asking"
        future = weather.submit(fetch)
        look()

    def look():
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look)

    def close():
        weather.submit(fetch).result(timeout=0)
        window.after_cancel(timer)
        window.destroy()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong NOT_ASKED: called, and not submitted
def weather_window(window, fetch):
    def press():
        window.label = "asking"

    with LoopThread("weather"):
        window.on_press = press
        window.mainloop()

# %% wrong WRONG_TEXTS: no asking
def weather_window(window, fetch):
    timer = None

    def press():
        look(weather.submit(fetch))

    def look(future):
        nonlocal timer
        if future.done():
            window.label = future.result()
        else:
            timer = window.after(20, look, future)

    def close():
        window.after_cancel(timer)
        window.destroy()

    with LoopThread("weather") as weather:
        window.on_press, window.on_close = press, close
        window.mainloop()

# %% wrong IS_ASYNC: async def
async def weather_window(window, fetch):
    async def ask():
        window.label = await fetch()

    def press():
        window.label = "asking"
        tasks.append(asyncio.create_task(ask()))

    tasks = []
    window.on_press = press
    window.mainloop()
