"""The third of four programs that hang: where, and why, their stacks are to say."""

import asyncio

books = asyncio.Lock()


async def record(amount):
    async with books:
        return amount


async def transfer(amount):
    async with books:
        return await record(amount)


async def main():
    await asyncio.create_task(transfer(5), name="transfer")


if __name__ == "__main__":
    asyncio.run(main())
