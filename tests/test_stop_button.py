"""Stop ends a cell that awaits for ever; the browser test shows the same in JupyterLab."""

import asyncio
import sys

import pytest
from jupyter_client.manager import KernelManager

from helpers import enable_stop, stop_button

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:jupyter_client")


def test_it_says_where_it_belongs():
    with pytest.raises(RuntimeError, match="is for a notebook, whose kernel runs a loop"):
        enable_stop()


def test_the_ticker_wakes_a_loop_that_cannot_have_signal_handlers(monkeypatch):
    async def main():
        monkeypatch.setattr(stop_button, "_TICK", 0.001)
        stop_button._start_ticker(asyncio.get_running_loop())
        stop_button._start_ticker(asyncio.get_running_loop())
        (ticker,) = stop_button._tickers
        await asyncio.sleep(0.01)
        stop_button._tickers.clear()
        return ticker

    assert asyncio.run(main()).cancelled()


@pytest.mark.skipif(sys.platform == "win32", reason="a kernel has no interrupt signal there")
def test_a_kernel_that_awaits_for_ever_can_be_stopped():
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(60)
        client.execute_interactive("from helpers import enable_stop\nenable_stop()", timeout=300)
        endless = "import asyncio\nprint('waiting')\nawait asyncio.Event().wait()"

        def stop_when_it_waits(message):
            if "waiting" in message["content"].get("text", ""):
                manager.interrupt_kernel()

        reply = client.execute_interactive(endless, timeout=300, output_hook=stop_when_it_waits)
        assert reply["content"]["status"] == "error"
        assert client.execute_interactive("1", timeout=300)["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
