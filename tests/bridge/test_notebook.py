"""LoopThread in a live kernel: statement 28."""

from textwrap import dedent

import nbformat
from nbclient import NotebookClient

from tests.bridge.child import ROOT

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
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(dedent(cell).strip()) for cell in CELLS]
    options = {"timeout": 30, "kernel_name": "python3", "record_timing": False}
    options["resources"] = {"metadata": {"path": str(ROOT)}}
    NotebookClient(notebook, **options).execute()
    texts = [[output.text for output in cell.outputs] for cell in notebook.cells]
    answers = str(["answer"] * 3) + "\n"
    assert texts == [[], ["answer\n"], ["answer\n"], [answers], ["True\n"], ["last\n"]]
