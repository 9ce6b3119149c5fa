import linecache
import logging
import re


async def find_blocker(program):
    slow, log = [], logging.getLogger("asyncio")

    def keep(record):
        slow.append(record.args)

    asyncio.get_running_loop().set_debug(True)
    log.addFilter(keep)
    try:
        await program()
    finally:
        log.removeFilter(keep)
    step, _ = max(slow, key=lambda args: args[1])
    name, file, line = re.search(r"coro=<(\w+)\(\) running at (.+?):(\d+)", step).groups()
    return name, linecache.getline(file, int(line)).strip()
