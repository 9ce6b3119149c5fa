"""The watchdog's look at tasks, from a thread of its own, disturbs no other thread."""

import asyncio
import threading

from helpers.watchdog.child import event_loops, task_stacks

LOOKS = 60


class OwnLoop(asyncio.SelectorEventLoop):
    """A loop of a class that a library derives."""


def test_loops_of_every_class_are_found_with_their_tasks():
    async def wait_beside():
        waiting = asyncio.create_task(asyncio.sleep(60), name="waiting")
        await asyncio.sleep(0)
        names = [stack["name"] for stack in task_stacks()]
        waiting.cancel()
        return asyncio.get_running_loop() in event_loops(asyncio), names

    with asyncio.Runner(loop_factory=OwnLoop) as runner:
        found, names = runner.run(wait_beside())
    assert found
    assert "waiting" in names


def test_a_tuple_that_another_thread_makes_stays_whole():
    errors, over = [], threading.Event()

    def make_tuples():
        try:
            while not over.is_set():
                tuple(map(str, range(30)))
        except SystemError as error:
            errors.append(error)

    making = threading.Thread(target=make_tuples)
    making.start()
    for _ in range(LOOKS):
        task_stacks()
    over.set()
    making.join()
    assert errors == []
