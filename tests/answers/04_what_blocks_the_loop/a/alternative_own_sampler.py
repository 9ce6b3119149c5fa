import sys
import threading
import traceback


def sample(ident, stop, stacks):
    while not stop.wait(0.05):
        stack = traceback.extract_stack(sys._current_frames()[ident])
        stacks.append(tuple((entry.filename, entry.lineno) for entry in stack))
        samples[stacks[-1]] = stack


samples = {}


async def find_blocker(program):
    file = program.__code__.co_filename
    stop, stacks = threading.Event(), []
    thread = threading.Thread(target=sample, args=(threading.get_ident(), stop, stacks))
    thread.start()
    await program()
    stop.set()
    await asyncio.to_thread(thread.join)
    best, longest, run_of, before = None, 0, 0, None
    for stack in stacks:
        run_of = run_of + 1 if stack == before else 1
        before = stack
        own = [entry for entry in samples[stack] if entry.filename == file]
        if own and run_of > longest:
            best, longest = own[-1], run_of
    return best.name, best.line
