"""Answers to 17.b, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: a lock for the seat alone
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay
        self.lock = asyncio.Lock()

    async def sell(self, visitor):
        async with self.lock:
            if not self.free:
                return None
            seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except (Exception, asyncio.CancelledError):
            self.free.insert(0, seat)
            raise
        return seat

# %% right: a finally that asks
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = set(seats), pay

    async def sell(self, visitor):
        try:
            seat = self.free.pop()
        except KeyError:
            return None
        paid = False
        try:
            await self.pay(visitor)
            paid = True
        finally:
            if not paid:
                self.free.add(seat)
        return seat

# %% right: a queue
class Theatre:
    def __init__(self, seats, pay):
        self.pay, self.free = pay, asyncio.Queue()
        for seat in seats:
            self.free.put_nowait(seat)

    async def sell(self, visitor):
        try:
            seat = self.free.get_nowait()
        except asyncio.QueueEmpty:
            return None
        try:
            await self.pay(visitor)
        except BaseException:
            self.free.put_nowait(seat)
            raise
        else:
            return seat

# %% right: seats that are being paid
class Theatre:
    def __init__(self, seats, pay):
        self.seats, self.pay, self.taken = list(seats), pay, set()

    async def sell(self, visitor):
        seat = next((each for each in self.seats if each not in self.taken), None)
        if seat is None:
            return None
        self.taken.add(seat)
        try:
            await self.pay(visitor)
        except BaseException:
            self.taken.discard(seat)
            raise
        return seat

# %% wrong NOT_AT_ONCE: as it was
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay
        self.lock = asyncio.Lock()

    async def sell(self, visitor):
        async with self.lock:
            if not self.free:
                return None
            await self.pay(visitor)
            return self.free.pop(0)

# %% wrong NOT_AT_ONCE: a semaphore of one
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay
        self.till = asyncio.Semaphore(1)

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            async with self.till:
                await self.pay(visitor)
        except BaseException:
            self.free.append(seat)
            raise
        return seat

# %% wrong NOT_AT_ONCE: two tills
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay
        self.tills = asyncio.Semaphore(2)

    async def sell(self, visitor):
        async with self.tills:
            if not self.free:
                return None
            seat = self.free.pop(0)
            try:
                await self.pay(visitor)
            except BaseException:
                self.free.append(seat)
                raise
            return seat

# %% wrong DEADLOCK: a lock of threading
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay
        self.lock = threading.Lock()

    async def sell(self, visitor):
        with self.lock:
            if not self.free:
                return None
            await self.pay(visitor)
            return self.free.pop(0)

# %% wrong PAYS_FOR_NOTHING: without the lock
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        await self.pay(visitor)
        return self.free.pop(0)

# %% wrong PAYS_FOR_NOTHING: asks again afterwards
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        await self.pay(visitor)
        if not self.free:
            return None
        return self.free.pop(0)

# %% wrong PAYS_FOR_NOTHING: the lock around the two ends
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay
        self.lock = asyncio.Lock()

    async def sell(self, visitor):
        async with self.lock:
            if not self.free:
                return None
        await self.pay(visitor)
        async with self.lock:
            return self.free.pop(0) if self.free else None

# %% wrong SOLD_TWICE: looked at before, removed after
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free[0]
        await self.pay(visitor)
        if seat in self.free:
            self.free.remove(seat)
        return seat

# %% wrong SOLD_TWICE: never removed
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        await self.pay(visitor)
        return self.free[0]

# %% wrong SOLD_TWICE: always put back
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
            return seat
        finally:
            self.free.append(seat)

# %% wrong SEAT_LOST: nobody puts it back
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        await self.pay(visitor)
        return seat

# %% wrong SEAT_LOST: for one kind of error
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except OSError:
            self.free.append(seat)
            raise
        return seat

# %% wrong SEAT_LOST_ON_CANCEL: an Exception
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except Exception:
            self.free.append(seat)
            raise
        return seat

# %% wrong ERROR_LOST: None in its place
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except Exception:
            self.free.append(seat)
            return None
        return seat

# %% wrong ERROR_LOST: another one
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except Exception as error:
            self.free.append(seat)
            raise LookupError("not paid") from error
        return seat

# %% wrong CANCEL_SWALLOWED
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except asyncio.CancelledError:
            self.free.append(seat)
            return None
        except Exception:
            self.free.append(seat)
            raise
        return seat

# %% wrong PAYMENT_GOES_ON: shielded
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await asyncio.shield(self.pay(visitor))
        except BaseException:
            self.free.append(seat)
            raise
        return seat

# %% wrong PAYMENT_GOES_ON: a task of its own
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        payment = asyncio.create_task(self.pay(visitor))
        try:
            await asyncio.wait({payment})
            payment.result()
        except BaseException:
            self.free.append(seat)
            raise
        return seat

# %% wrong NOT_TOLD_AT_ONCE: an error in place of None
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            if not self.paying:
                return None
            raise LookupError("no seat is free")
        seat, self.paying = self.free.pop(0), True
        try:
            await self.pay(visitor)
        except BaseException:
            self.free.append(seat)
            raise
        finally:
            self.paying = False
        return seat

# %% wrong NOT_TOLD_AT_ONCE: waits for a seat
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay
        self.paying, self.changed = 0, asyncio.Condition()

    async def sell(self, visitor):
        async with self.changed:
            await self.changed.wait_for(lambda: self.free or not self.paying)
            if not self.free:
                return None
            seat = self.free.pop(0)
            self.paying += 1
        sold = False
        try:
            await self.pay(visitor)
            sold = True
        finally:
            self.paying -= 1
            if not sold:
                self.free.append(seat)
            async with self.changed:
                self.changed.notify_all()
        return seat

# %% wrong DEADLOCK: a semaphore for each seat
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay
        self.places = asyncio.Semaphore(len(seats))

    async def sell(self, visitor):
        await self.places.acquire()
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except BaseException:
            self.free.append(seat)
            self.places.release()
            raise
        return seat

# %% wrong SHARED_BY_ALL: the caller's own list
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = seats, pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except BaseException:
            self.free.append(seat)
            raise
        return seat

# %% wrong ZERO_LOST: a seat of number 0
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        seat = self.free.pop(0) if self.free else None
        if not seat:
            return None
        try:
            await self.pay(visitor)
        except BaseException:
            self.free.append(seat)
            raise
        return seat

# %% wrong RETURNS_AWAITABLE: a task
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        return asyncio.create_task(self.sold(visitor))

    async def sold(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except BaseException:
            self.free.append(seat)
            raise
        return seat

# %% wrong WRONG_RESULT: forgot return
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return
        seat = self.free.pop(0)
        try:
            await self.pay(visitor)
        except BaseException:
            self.free.append(seat)
            raise

# %% wrong NOT_ASKED: not paid
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        return self.free.pop(0) if self.free else None

# %% wrong NOT_ASKED: the payment is not awaited
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay = list(seats), pay

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        try:
            self.pay(visitor)
        except BaseException:
            self.free.append(seat)
            raise
        return seat

# %% wrong LATE: all payments together
class Theatre:
    def __init__(self, seats, pay):
        self.free, self.pay, self.payments = list(seats), pay, []

    async def sell(self, visitor):
        if not self.free:
            return None
        seat = self.free.pop(0)
        payment = asyncio.ensure_future(self.pay(visitor))
        self.payments.append(payment)
        try:
            await asyncio.sleep(0)
            await asyncio.gather(*self.payments)
        except BaseException:
            self.free.append(seat)
            self.payments.remove(payment)
            raise
        return seat
