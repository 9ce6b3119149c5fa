"""Answers to 15.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: look with arguments
def look(window, future):
    if future.done():
        window.label = future.result()
    else:
        window.after(20, look, window, future)


def press(window, weather, fetch):
    window.label = "asking"
    look(window, weather.submit(fetch))

# %% right: first look after a pause
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(50, look)
            return
        window.label = future.result()

    window.after(50, look)

# %% right: a queue filled by the coroutine
def press(window, weather, fetch):
    window.label = "asking"
    answers = queue.SimpleQueue()

    async def ask():
        answers.put(await fetch())

    def look():
        try:
            window.label = answers.get_nowait()
        except queue.Empty:
            window.after(20, look)

    weather.submit(ask)
    look()

# %% right: result without a wait
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        try:
            window.label = future.result(timeout=0)
        except TimeoutError:
            window.after(20, look)

    look()

# %% right: run_coroutine_threadsafe
def press(window, weather, fetch):
    window.label = "asking"
    future = asyncio.run_coroutine_threadsafe(fetch(), weather.loop)

    def look():
        if future.done():
            window.label = future.result()
        else:
            window.after(20, look)

    look()

# %% wrong FREEZES: as it was
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)
    window.label = future.result()

# %% wrong FREEZES: call
def press(window, weather, fetch):
    window.label = "asking"
    window.label = weather.call(fetch)

# %% wrong FREEZES: asyncio.run
def press(window, weather, fetch):
    window.label = "asking"
    window.label = asyncio.run(fetch())

# %% wrong FREEZES: result in the timer's function
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        window.label = future.result()

    window.after(20, look)

# %% wrong FREEZES: a loop that sleeps
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)
    while not future.done():
        time.sleep(0.02)
    window.label = future.result()

# %% wrong TOUCHED_IN_A_THREAD: the coroutine sets the label
def press(window, weather, fetch):
    async def ask():
        window.label = await fetch()

    window.label = "asking"
    weather.submit(ask)

# %% wrong TOUCHED_IN_A_THREAD: a done callback
def press(window, weather, fetch):
    def show(future):
        window.label = future.result()

    window.label = "asking"
    weather.submit(fetch).add_done_callback(show)

# %% wrong TOUCHED_IN_A_THREAD: after in a done callback
def press(window, weather, fetch):
    def show(future):
        window.label = future.result()

    window.label = "asking"
    weather.submit(fetch).add_done_callback(lambda future: window.after(0, show, future))

# %% wrong TOUCHED_IN_A_THREAD: a thread that waits
def press(window, weather, fetch):
    def wait():
        window.label = weather.call(fetch)

    window.label = "asking"
    threading.Thread(target=wait).start()

# %% wrong IS_ASYNC: async def
async def press(window, weather, fetch):
    window.label = "asking"
    window.label = await fetch()

# %% wrong LOOKS_TOO_OFTEN: no pause
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if future.done():
            window.label = future.result()
        else:
            window.after(0, look)

    look()

# %% wrong LOOKS_TOO_OFTEN: seconds in place of milliseconds
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if future.done():
            window.label = future.result()
        else:
            window.after(0.02, look)

    look()

# %% wrong NOT_ON_WEATHER: a loop of its own in a thread
def press(window, weather, fetch):
    window.label = "asking"
    answers = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(asyncio.run(fetch()))).start()

    def look():
        if answers.empty():
            window.after(20, look)
        else:
            window.label = answers.get()

    look()

# %% wrong NEVER_ASKING: no label
def press(window, weather, fetch):
    future = weather.submit(fetch)

    def look():
        if future.done():
            window.label = future.result()
        else:
            window.after(20, look)

    look()

# %% wrong NOT_ASKED: a second request when the first is done
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if future.done():
            window.label = weather.submit(fetch) and future.result()
        else:
            window.after(20, look)

    look()

# %% wrong WRONG_TEXTS: one look only
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if future.done():
            window.label = future.result()

    window.after(20, look)

# %% wrong WRONG_TEXTS: an empty text is no answer
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if future.done() and future.result():
            window.label = future.result()
        else:
            window.after(20, look)

    look()

# %% wrong RAISES_IN_THE_MAIN_LOOP: not done yet
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        window.label = future.result(timeout=0)

    window.after(20, look)

# %% wrong SHOWN_LATE: one look a second
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if future.done():
            window.label = future.result()
        else:
            window.after(1000, look)

    look()

# %% wrong STILL_LOOKING: without an else
def press(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if future.done():
            window.label = future.result()
        window.after(50, look)

    look()
