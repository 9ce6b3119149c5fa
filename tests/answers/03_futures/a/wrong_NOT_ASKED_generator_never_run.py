async def first_good(sources):
    answers = (source() for source in sources)
    return answers
