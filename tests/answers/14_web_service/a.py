# %% right: a plain function
def weather(city: str):
    return {"city": city, "forecast": forecast(city)}

# %% right: the default pool
async def weather(city):
    loop = asyncio.get_running_loop()
    return {"city": city, "forecast": await loop.run_in_executor(None, forecast, city)}

# %% right: a lambda
async def weather(city: str):
    found = await asyncio.to_thread(lambda: forecast(city))
    return dict(city=city, forecast=found)

# %% right: a shared pool
POOL = ThreadPoolExecutor(20)


async def weather(city: str):
    found = await asyncio.wrap_future(POOL.submit(forecast, city))
    return {"city": city, "forecast": found}

# %% wrong CALLED_TOO_EARLY: brackets
async def weather(city: str):
    return {"city": city, "forecast": await asyncio.to_thread(forecast(city))}

# %% wrong ON_THE_LOOP: as it was
async def weather(city: str):
    return {"city": city, "forecast": forecast(city)}

# %% wrong ON_THE_LOOP: a sleep before it
async def weather(city: str):
    await asyncio.sleep(0)
    return {"city": city, "forecast": forecast(city)}

# %% wrong BLOCKS_THE_LOOP: result
async def weather(city: str):
    with ThreadPoolExecutor(1) as pool:
        return {"city": city, "forecast": pool.submit(forecast, city).result()}

# %% wrong BLOCKS_THE_LOOP: join
async def weather(city: str):
    import threading

    found = []
    thread = threading.Thread(target=lambda: found.append(forecast(city)))
    thread.start()
    thread.join()
    return {"city": city, "forecast": found[0]}

# %% wrong RETURNS_AWAITABLE: no await
async def weather(city: str):
    return {"city": city, "forecast": asyncio.to_thread(forecast, city)}

# %% wrong RETURNS_AWAITABLE: a future
async def weather(city: str):
    loop = asyncio.get_running_loop()
    return {"city": city, "forecast": loop.run_in_executor(None, forecast, city)}

# %% wrong ARGUMENTS_LOST: a tuple
async def weather(city: str):
    return {"city": city, "forecast": await asyncio.to_thread(forecast, (city,))}

# %% wrong ARGUMENTS_LOST: lower case
async def weather(city: str):
    return {"city": city, "forecast": await asyncio.to_thread(forecast, city.lower())}

# %% wrong DONE_TWICE: again if it is empty
async def weather(city: str):
    found = await asyncio.to_thread(forecast, city)
    if not found:
        found = await asyncio.to_thread(forecast, city)
    return {"city": city, "forecast": found}

# %% wrong NOT_AT_ONCE: a lock
LOCK = asyncio.Lock()


async def weather(city: str):
    async with LOCK:
        return {"city": city, "forecast": await asyncio.to_thread(forecast, city)}

# %% wrong NOT_AT_ONCE: a pool of one
ONE = ThreadPoolExecutor(1)


async def weather(city: str):
    loop = asyncio.get_running_loop()
    return {"city": city, "forecast": await loop.run_in_executor(ONE, forecast, city)}

# %% wrong ZERO_LOST: or
async def weather(city: str):
    return {"city": city, "forecast": await asyncio.to_thread(forecast, city) or "unknown"}

# %% wrong WRONG_RESULT: the forecast alone
async def weather(city: str):
    return await asyncio.to_thread(forecast, city)

# %% wrong WRONG_RESULT: another key
async def weather(city: str):
    return {"city": city, "weather": await asyncio.to_thread(forecast, city)}

# %% wrong ERROR_LOST: except
async def weather(city: str):
    try:
        return {"city": city, "forecast": await asyncio.to_thread(forecast, city)}
    except Exception:
        return {"city": city, "forecast": None}
