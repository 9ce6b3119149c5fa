"""The fourth of four programs that hang: where, and why, their stacks are to say."""

import asyncio
import sys
import threading
import traceback
from asyncio import run_coroutine_threadsafe

loop = asyncio.new_event_loop()


async def load(name):
    return f"page of {name}"


def render(name):
    return run_coroutine_threadsafe(load(name), loop).result()


async def handle(name):
    return render(name).upper()


def main():
    threading.Thread(target=loop.run_forever, name="service", daemon=True).start()
    run_coroutine_threadsafe(handle("Oslo"), loop).result()


def print_stacks():
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    for ident, frame in sys._current_frames().items():
        if names[ident] in ("MainThread", "service"):
            print(names[ident], *traceback.format_stack(frame), sep="\n", end="")


if __name__ == "__main__":
    timer = threading.Timer(1, print_stacks)
    timer.daemon = True
    timer.start()
    main()
