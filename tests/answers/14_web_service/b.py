# %% right: run_in_executor
@asynccontextmanager
async def lifespan(app):
    pool = app.state.pool = ThreadPoolExecutor(max_workers=4)
    try:
        yield
    finally:
        await asyncio.get_running_loop().run_in_executor(None, pool.shutdown)

# %% right: a class
class Lifespan:
    def __init__(self, app):
        self.app = app

    async def __aenter__(self):
        self.pool = self.app.state.pool = ThreadPoolExecutor(4)

    async def __aexit__(self, *_):
        await asyncio.to_thread(self.pool.shutdown, wait=True)


def lifespan(app):
    return Lifespan(app)

# %% right: an exit stack
@asynccontextmanager
async def lifespan(app):
    from contextlib import AsyncExitStack

    async with AsyncExitStack() as stack:
        app.state.pool = ThreadPoolExecutor(4)
        stack.push_async_callback(asyncio.to_thread, app.state.pool.shutdown)
        yield

# %% wrong MADE_ONCE: made when imported
POOL = ThreadPoolExecutor(4)


@asynccontextmanager
async def lifespan(app):
    app.state.pool = POOL
    try:
        yield
    finally:
        await asyncio.to_thread(POOL.shutdown)

# %% wrong NO_POOL: yields it
@asynccontextmanager
async def lifespan(app):
    pool = ThreadPoolExecutor(4)
    try:
        yield {"pool": pool}
    finally:
        await asyncio.to_thread(pool.shutdown)

# %% wrong NO_POOL: the class
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor
    yield

# %% wrong WRONG_SIZE: no number
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor()
    try:
        yield
    finally:
        await asyncio.to_thread(app.state.pool.shutdown)

# %% wrong WRONG_SIZE: one thread
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(1)
    try:
        yield
    finally:
        await asyncio.to_thread(app.state.pool.shutdown)

# %% wrong BLOCKS_THE_LOOP: with
@asynccontextmanager
async def lifespan(app):
    with ThreadPoolExecutor(4) as app.state.pool:
        yield

# %% wrong BLOCKS_THE_LOOP: shutdown here
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(4)
    try:
        yield
    finally:
        app.state.pool.shutdown()

# %% wrong POOL_LEFT: no end
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(4)
    yield

# %% wrong POOL_LEFT: no finally
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(4)
    yield
    await asyncio.to_thread(app.state.pool.shutdown)

# %% wrong JOBS_LEFT: does not wait
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(4)
    try:
        yield
    finally:
        app.state.pool.shutdown(wait=False)

# %% wrong JOBS_LEFT: drops the queue
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(4)
    try:
        yield
    finally:
        await asyncio.to_thread(app.state.pool.shutdown, cancel_futures=True)

# %% wrong TOO_LATE: a pause behind it
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(4)
    try:
        yield
    finally:
        await asyncio.to_thread(app.state.pool.shutdown)
        await asyncio.sleep(1)

# %% wrong ERROR_LOST: except
@asynccontextmanager
async def lifespan(app):
    app.state.pool = ThreadPoolExecutor(4)
    try:
        yield
    except Exception:
        pass
    finally:
        await asyncio.to_thread(app.state.pool.shutdown)
