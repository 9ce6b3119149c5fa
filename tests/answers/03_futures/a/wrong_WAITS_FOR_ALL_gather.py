async def first_good(sources):
    answers = await asyncio.gather(*(s() for s in sources), return_exceptions=True)
    for answer in answers:
        if not isinstance(answer, Exception):
            return answer
    raise LookupError("no source answered")
