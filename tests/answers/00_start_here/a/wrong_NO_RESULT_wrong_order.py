async def breakfast():
    done = []

    async def note(wait):
        done.append(await wait())

    await asyncio.gather(note(tea), note(toast))
    return done
