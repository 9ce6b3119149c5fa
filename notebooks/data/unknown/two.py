"""The second of four programs that hang: where, and why, their stacks are to say."""

import asyncio
import contextlib
import queue

answers = queue.Queue()


async def main():
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.to_thread(answers.get), 0.1)


if __name__ == "__main__":
    asyncio.run(main())
