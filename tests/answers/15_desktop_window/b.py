"""Answers to 15.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: exception of the future
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
        elif (error := future.exception()) is not None:
            window.label, window.button = f"failed: {error}", "normal"
        else:
            window.label, window.button = future.result(), "normal"

    look()

# %% right: finally
def press_safely(window, weather, fetch):
    window.button = "disabled"
    window.label = "asking"
    look(window, weather.submit(fetch))


def look(window, future):
    if not future.done():
        window.after(20, look, window, future)
        return
    try:
        window.label = future.result()
    except Exception as error:
        window.label = "failed: " + str(error)
    finally:
        window.button = "normal"

# %% right: the coroutine makes the text
def press_safely(window, weather, fetch):
    async def ask():
        try:
            return await fetch()
        except Exception as error:
            return f"failed: {error}"

    def look():
        if future.done():
            window.label, window.button = future.result(), "normal"
        else:
            window.after(20, look)

    window.label, window.button = "asking", "disabled"
    future = weather.submit(ask)
    look()

# %% wrong RAISES_IN_THE_MAIN_LOOP: no except
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if future.done():
            window.label = future.result()
            window.button = "normal"
        else:
            window.after(20, look)

    look()

# %% wrong RAISES_IN_THE_MAIN_LOOP: some errors only
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        window.button = "normal"
        try:
            window.label = future.result()
        except (LookupError, TimeoutError) as error:
            window.label = f"failed: {error}"

    look()

# %% wrong RAISES_IN_THE_MAIN_LOOP: raised again
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        window.button = "normal"
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"
            raise

    look()

# %% wrong BUTTON_STAYS_OFF: behind the line that raises
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        try:
            window.label = future.result()
            window.button = "normal"
        except Exception as error:
            window.label = f"failed: {error}"

    look()

# %% wrong BUTTON_STAYS_OFF: never on again
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"

    look()

# %% wrong BUTTON_STAYS_ON: no button
def press_safely(window, weather, fetch):
    window.label = "asking"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"

    look()

# %% wrong BUTTON_STAYS_ON: on again at the end of the handler
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"

    look()
    window.button = "normal"

# %% wrong LOOKS_ON_FOR_EVER: a timeout of the request
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        try:
            window.label = future.result(timeout=0)
        except TimeoutError:
            window.after(20, look)
            return
        except Exception as error:
            window.label = f"failed: {error}"
        window.button = "normal"

    look()

# %% wrong ERROR_NOT_SHOWN: None from the coroutine
def press_safely(window, weather, fetch):
    async def ask():
        try:
            return await fetch()
        except Exception:
            return None

    def look():
        if future.done():
            window.label, window.button = future.result() or "failed", "normal"
        else:
            window.after(20, look)

    window.label, window.button = "asking", "disabled"
    future = weather.submit(ask)
    look()

# %% wrong ERROR_NOT_SHOWN: repr
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        window.button = "normal"
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error!r}"

    look()

# %% wrong ERROR_NOT_SHOWN: printed
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        window.button = "normal"
        try:
            window.label = future.result()
        except Exception as error:
            print(error)

    look()

# %% wrong FREEZES: result at once
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    try:
        window.label = weather.submit(fetch).result()
    except Exception as error:
        window.label = f"failed: {error}"
    window.button = "normal"

# %% wrong TOUCHED_IN_A_THREAD: in the coroutine
def press_safely(window, weather, fetch):
    async def ask():
        try:
            window.label = await fetch()
        except Exception as error:
            window.label = f"failed: {error}"
        finally:
            window.button = "normal"

    window.label, window.button = "asking", "disabled"
    weather.submit(ask)

# %% wrong TOUCHED_IN_A_THREAD: the button in a done callback
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)
    future.add_done_callback(lambda _: setattr(window, "button", "normal"))

    def look():
        if not future.done():
            window.after(20, look)
            return
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"

    look()

# %% wrong IS_ASYNC: async def
async def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    try:
        window.label = await fetch()
    except Exception as error:
        window.label = f"failed: {error}"
    window.button = "normal"

# %% wrong LOOKS_TOO_OFTEN: no pause
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(1, look)
            return
        window.button = "normal"
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"

    look()

# %% wrong NOT_ASKED_ONCE: tries again
def press_safely(window, weather, fetch):
    async def ask():
        try:
            return await fetch()
        except Exception:
            return await fetch()

    window.label, window.button = "asking", "disabled"
    future = weather.submit(ask)

    def look():
        if not future.done():
            window.after(20, look)
            return
        window.button = "normal"
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"

    look()

# %% wrong WRONG_TEXTS: no asking
def press_safely(window, weather, fetch):
    window.button = "disabled"
    future = weather.submit(fetch)

    def look():
        if not future.done():
            window.after(20, look)
            return
        window.button = "normal"
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"

    look()

# %% wrong SHOWN_LATE: the text at the next look but one
def press_safely(window, weather, fetch):
    window.label, window.button = "asking", "disabled"
    future = weather.submit(fetch)

    def show():
        try:
            window.label = future.result()
        except Exception as error:
            window.label = f"failed: {error}"

    def look():
        if not future.done():
            window.after(20, look)
            return
        window.button = "normal"
        window.after(500, show)

    look()
