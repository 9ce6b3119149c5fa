"""LoopThread in a live kernel: statement 28."""

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
