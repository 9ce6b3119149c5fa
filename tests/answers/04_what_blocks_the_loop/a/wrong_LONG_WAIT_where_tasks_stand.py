import traceback
from collections import Counter


async def find_blocker(program):
    file, counts = program.__code__.co_filename, Counter()
    task = asyncio.create_task(program())
    while not task.done():
        await asyncio.sleep(0.05)
        for other in asyncio.all_tasks():
            for frame in other.get_stack():
                if frame.f_code.co_filename == file:
                    entry = traceback.extract_stack(frame, 1)[0]
                    counts[entry.name, entry.line] += 1
    return counts.most_common(1)[0][0]
