import sys
import threading
import traceback


class Looker:
    def __init__(self, loop, ident):
        self.loop, self.ident = loop, ident
        self.beat_at, self.found, self.stop = loop.time(), {}, threading.Event()

    def look(self):
        while not self.stop.wait(0.02):
            if self.loop.time() - self.beat_at > 0.05:
                stack = traceback.extract_stack(sys._current_frames()[self.ident])
                own = [e for e in stack if e.filename.startswith("program")]
                first = self.found.get(self.beat_at, (0, own[-1]))[1]
                self.found[self.beat_at] = (self.loop.time() - self.beat_at, first)


async def find_blocker(program):
    looker = Looker(asyncio.get_running_loop(), threading.get_ident())
    thread = threading.Thread(target=looker.look)
    thread.start()
    task = asyncio.create_task(program())
    while not task.done():
        looker.beat_at = looker.loop.time()
        await asyncio.sleep(0.02)
    looker.stop.set()
    await asyncio.to_thread(thread.join)
    seconds, entry = max(looker.found.values(), key=lambda found: found[0])
    return entry.name, entry.line
