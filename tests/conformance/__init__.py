"""The same hard cases for raw asyncio, anyio, asgiref and LoopThread, as a table."""
