"""Shows what Python's version decides when a cancellation meets a result, or was swallowed before.

Run it as `python same_turn.py`. `same_turn.txt` holds what several versions printed.
"""

import asyncio
import platform
import time


async def limit_and_answer():
    """Let the answer be due shortly before the time limit, in a turn that comes after both."""
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    loop.call_soon(time.sleep, 0.05)  # holds the loop until both are due
    loop.call_later(0.01, answer.set_result, "the answer")
    try:
        return f"returns {await asyncio.wait_for(answer, timeout=0.01)}"
    except TimeoutError:
        return "raises TimeoutError"


async def cancelled_with_the_answer():
    """Cancel the waiter in the turn in which its answer comes."""
    answer = asyncio.get_running_loop().create_future()

    async def waiter():
        return await asyncio.wait_for(answer, timeout=60)

    task = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    answer.set_result("the answer")
    task.cancel()
    await asyncio.wait([task])
    return "raises CancelledError" if task.cancelled() else f"returns {task.result()}"


async def group_after_a_swallowed_one():
    """Swallow a cancellation, and then use a group in which a task fails."""

    async def fail():
        raise ValueError

    async def swallow():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fail())
        except* ValueError:
            pass
        await asyncio.sleep(0)

    task = asyncio.create_task(swallow())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    return "raises CancelledError" if task.cancelled() else "goes on"


PROGRAMS = {
    "wait_for, when limit and answer fall into one turn": limit_and_answer,
    "wait_for, cancelled in the turn in which the answer comes": cancelled_with_the_answer,
    "a task with a failed group after a swallowed cancellation": group_after_a_swallowed_one,
}


def answers():
    """Return how each program ended."""
    return {what: asyncio.run(program()) for what, program in PROGRAMS.items()}


if __name__ == "__main__":
    print(platform.python_implementation(), platform.python_version())
    for what, answer in answers().items():
        print(f"  {what}: {answer}")
