"""Answers three visitors of a ticket shop at once; each answer takes longer than it should."""

import asyncio
import hashlib


def signed(ticket):
    return hashlib.pbkdf2_hmac("sha256", ticket.encode(), b"shop", 1_500_000).hex()


async def buy(number):
    await asyncio.sleep(0.05)  # asks the database
    return signed(f"ticket {number}")


async def main():
    visitors = (asyncio.create_task(buy(n), name=f"visitor {n}") for n in range(3))
    await asyncio.gather(*visitors)


if __name__ == "__main__":
    asyncio.run(main())
