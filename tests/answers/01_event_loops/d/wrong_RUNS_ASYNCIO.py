def order(program):
    async def main():
        log, loop = [], asyncio.get_running_loop()

        async def steps(name, count):
            for number in range(count):
                log.append(f"{name}{number + 1}")
                await asyncio.sleep(0)

        for kind, *rest in program:
            if kind == "soon":
                loop.call_soon(log.append, rest[0])
            elif kind == "later":
                loop.call_later(rest[0] / 100, log.append, rest[1])
            else:
                task = asyncio.create_task(steps(*rest))
        await asyncio.sleep(0.2)
        return log

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, main()).result()
