"""LoopThread in a live kernel: statement 28, and what it says of a cell."""

from textwrap import dedent

from tests.kernels import run_cells, text_of

CELLS = [
    """
    import asyncio, inspect
    from helpers import LoopThread
    def patched():
        names = ["run", "gather", "Future", "Task", "BaseEventLoop"]
        loop = type(asyncio.get_running_loop())
        return [getattr(asyncio, name).__module__ for name in names], inspect.getfile(loop)
    before = patched()
    async def answer():
        await asyncio.sleep(0.01)
        return "answer"
    bridge = LoopThread(foreign_loop="allow")
    """,
    "print(bridge.call(answer))",
    "print(await bridge.call_async(answer))",
    "print([bridge.submit(answer).result() for _ in range(3)])",
    "bridge.close(); print(patched() == before)",
    "print('last')",
]


def test_28_run_all_with_blocking_calls_completes_every_cell():
    shown = [text_of(outputs) for outputs in run_cells(dedent(cell).strip() for cell in CELLS)]
    assert shown == ["", "answer", "answer", str(["answer"] * 3), "True", "last"]


TOLD = [
    """
    import logging, threading
    from helpers import LoopThread
    async def answer():
        return "answer"
    bridge = LoopThread("A")
    answered = bridge.call(answer)
    """,
    """
    release = threading.Event()
    def hold():
        release.wait()
    class Release(logging.StreamHandler):
        def emit(self, record):
            super().emit(record)
            release.set()
    logging.getLogger("helpers.bridge").addHandler(Release())
    bridge.foreign_loop, bridge.stall_after = "allow", 0.05
    bridge.call(hold)
    bridge.close()
    """,
]


def test_what_is_said_of_a_cell_does_not_name_its_file_which_is_another_in_each_run():
    warned, stalled = [text_of(outputs) for outputs in run_cells(dedent(c).strip() for c in TOLD)]
    assert warned == (
        "cell:6: RuntimeWarning: call(answer) blocks the event loop that runs in this thread; "
        "use 'await call_async(answer, ...)', or LoopThread(foreign_loop='allow')"
    )
    assert "hold in loop thread 'A' still runs after 0.05 s" in stalled
    assert 'File "cell", line 3, in hold\n    release.wait()' in stalled
    assert "ipykernel_" not in stalled
