async def fetch_all(pages, k):
    return [await fetch(page) for page in pages]
