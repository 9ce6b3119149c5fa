"""Answers to 02.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: one store at a time
async def store_in_time(cities, seconds):
    lock, late = asyncio.Lock(), []
    deadline = asyncio.get_running_loop().time() + seconds

    async def one(city):
        try:
            async with asyncio.timeout_at(deadline):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
            return
        async with lock:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return late

# %% right: queue and one writer
async def store_in_time(cities, seconds):
    came, answered = asyncio.Queue(), set()

    async def ask(city):
        came.put_nowait((city, await forecast(city)))
        answered.add(city)

    async def write():
        while (item := await came.get()) is not None:
            await store(*item)

    async def ask_all():
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
                for city in cities:
                    group.create_task(ask(city))
        except TimeoutError:
            pass
        came.put_nowait(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(write())
        group.create_task(ask_all())
    return [city for city in cities if city not in answered]

# %% right: store tasks from callbacks
async def store_in_time(cities, seconds):
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    async with asyncio.TaskGroup() as group:

        def begin_store(task):
            if not task.cancelled():
                group.create_task(store(asking[task], task.result()))

        for task in asking:
            task.add_done_callback(begin_store)
        try:
            done, late = await asyncio.wait(asking, timeout=seconds)
            for task in late:
                task.cancel()
        finally:
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
    return [asking[task] for task in late]

# %% right: wait for and gather
async def store_in_time(cities, seconds):
    async def one(city):
        try:
            answer = await asyncio.wait_for(forecast(city), seconds)
        except asyncio.TimeoutError:
            return city
        await store(city, answer)

    return [city for city in await asyncio.gather(*map(one, cities)) if city is not None]

# %% wrong CLEANUP_TOO_LATE: late questions cancelled, not awaited
async def store_in_time(cities, seconds):
    questions = {asyncio.create_task(forecast(city)): city for city in cities}
    stores = []
    late = set()

    def answered(question):
        if question not in late and not question.cancelled():
            stores.append(asyncio.create_task(store(questions[question], question.result())))

    for question in questions:
        question.add_done_callback(answered)
    try:
        if questions:
            _, late = await asyncio.wait(questions, timeout=seconds)
        for question in late:
            question.cancel()
        if stores:
            await asyncio.wait(stores)
        return [questions[question] for question in late]
    except asyncio.CancelledError:
        for task in [*questions, *stores]:
            task.cancel()
        await asyncio.gather(*questions, *stores, return_exceptions=True)
        raise

# %% wrong ANSWER_LOST: all or nothing
async def store_in_time(cities, seconds):
    try:
        async with asyncio.timeout(seconds):
            answers = await asyncio.gather(*map(forecast, cities))
    except TimeoutError:
        return list(cities)
    for city, answer in zip(cities, answers):
        await store(city, answer)
    return []

# %% wrong NEVER_AWAITED: store
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return late

# %% wrong ANSWER_LOST: time is up
async def store_in_time(cities, seconds):
    loop = asyncio.get_running_loop()
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    pending, deadline = set(asking), loop.time() + seconds
    try:
        while pending and loop.time() < deadline:
            done, pending = await asyncio.wait(
                pending, timeout=deadline - loop.time(), return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                await store(asking[task], task.result())
    finally:
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
    return [asking[task] for task in pending]

# %% wrong CANCEL_LEAVES_RUNNING: tasks in turn
async def store_in_time(cities, seconds):
    async def one(city):
        try:
            answer = await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return [city]
        await store(city, answer)
        return []

    tasks, late = [asyncio.create_task(one(city)) for city in cities], []
    for task in tasks:
        late += await task
    return late

# %% wrong CANCEL_LEAVES_RUNNING: wait
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    await asyncio.wait([asyncio.create_task(one(city)) for city in cities])
    return late

# %% wrong CANCEL_SWALLOWED
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    try:
        async with asyncio.TaskGroup() as group:
            for city in cities:
                group.create_task(one(city))
    except asyncio.CancelledError:
        print("cancelled")
    return late

# %% wrong CANCEL_SWALLOWED: shielded tasks waited for
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    tasks = [asyncio.create_task(one(city)) for city in cities]
    while not all(task.done() for task in tasks):
        try:
            await asyncio.wait(tasks)
        except BaseException:
            continue
    return late

# %% wrong LATE_NOT_CANCELLED
async def store_in_time(cities, seconds):
    loop, came, late = asyncio.get_running_loop(), asyncio.Queue(), list(cities)
    deadline = loop.time() + seconds

    async def ask(city):
        answer = await forecast(city)
        came.put_nowait((loop.time(), city, answer))

    tasks = [asyncio.create_task(ask(city)) for city in cities]
    try:
        while True:
            async with asyncio.timeout_at(deadline):
                when, city, answer = await came.get()
            if when < deadline:
                late.remove(city)
                await store(city, answer)
    except TimeoutError:
        pass
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return late

# %% wrong LATE_NOT_CANCELLED: as completed
async def store_in_time(cities, seconds):
    late = list(cities)

    async def ask(city):
        return city, await forecast(city)

    tasks = [asyncio.create_task(ask(city)) for city in cities]
    try:
        for answer in asyncio.as_completed(tasks, timeout=seconds):
            city, text = await answer
            await store(city, text)
            late.remove(city)
    except TimeoutError:
        pass
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return late

# %% wrong LEFT_RUNNING: late not cancelled
async def store_in_time(cities, seconds):
    asking = {city: asyncio.create_task(forecast(city)) for city in cities}

    async def one(city):
        done, _ = await asyncio.wait({asking[city]}, timeout=seconds)
        if not done:
            return city
        await store(city, asking[city].result())

    return [city for city in await asyncio.gather(*map(one, cities)) if city]

# %% wrong LEFT_RUNNING: stores not awaited
async def store_in_time(cities, seconds):
    late, stores = [], []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            stores.append(asyncio.create_task(store(city, answer)))

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return late

# %% wrong NEVER_GIVES_UP
async def store_in_time(cities, seconds):
    async def one(city):
        await store(city, await forecast(city))

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return []

# %% wrong NEVER_GIVES_UP: clock read too late
async def store_in_time(cities, seconds):
    loop, late = asyncio.get_running_loop(), []
    deadline = loop.time() + seconds

    async def one(city):
        answer = await forecast(city)
        if loop.time() < deadline:
            await store(city, answer)
        else:
            late.append(city)

    await asyncio.gather(*map(one, cities))
    return late

# %% wrong NEVER_GIVES_UP: shielded
async def store_in_time(cities, seconds):
    late = []
    async with asyncio.TaskGroup() as group:

        async def one(city):
            task = group.create_task(forecast(city))
            try:
                answer = await asyncio.wait_for(asyncio.shield(task), seconds)
            except TimeoutError:
                late.append(city)
            else:
                await store(city, answer)

        for city in cities:
            group.create_task(one(city))
    return late

# %% wrong NOT_ASKED
async def store_in_time(cities, seconds):
    await asyncio.sleep(seconds)
    return list(cities)

# %% wrong NEVER_AWAITED: forecast
async def store_in_time(cities, seconds):
    waits = [forecast(city) for city in cities]
    await asyncio.sleep(seconds)
    return [city for city, wait in zip(cities, waits)]

# %% wrong NOT_AS_THEY_COME: gather of waits
async def store_in_time(cities, seconds):
    async def one(city):
        try:
            return await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return None

    answers = dict(zip(cities, await asyncio.gather(*map(one, cities))))
    for city, answer in answers.items():
        if answer is not None:
            await store(city, answer)
    return [city for city, answer in answers.items() if answer is None]

# %% wrong NOT_AS_THEY_COME: in the order of asking
async def store_in_time(cities, seconds):
    late = []

    async def ask(city):
        async with asyncio.timeout(seconds):
            return await forecast(city)

    tasks = [asyncio.create_task(ask(city)) for city in cities]
    for city, task in zip(cities, tasks):
        try:
            answer = await task
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)
    return late

# %% wrong NOT_AS_THEY_COME: wait for all
async def store_in_time(cities, seconds):
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    done, late = await asyncio.wait(asking, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    for task in done:
        await store(asking[task], task.result())
    return [asking[task] for task in late]

# %% wrong SEQUENTIAL_AWAIT
async def store_in_time(cities, seconds):
    late = []
    for city in cities:
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)
    return late

# %% wrong SEQUENTIAL_AWAIT: one deadline
async def store_in_time(cities, seconds):
    late = list(cities)
    try:
        async with asyncio.timeout(seconds):
            for city in cities:
                await store(city, await forecast(city))
                late.remove(city)
    except TimeoutError:
        pass
    return late

# %% wrong STORED_LATE: anew each time
async def store_in_time(cities, seconds):
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    pending = set(asking)
    try:
        while pending:
            done, pending = await asyncio.wait(
                pending, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                break
            for task in done:
                await store(asking[task], task.result())
    finally:
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
    return [asking[task] for task in pending]

# %% wrong STORED_LATE: looks again after a store
async def store_in_time(cities, seconds):
    loop = asyncio.get_running_loop()
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    pending, deadline = set(asking), loop.time() + seconds
    try:
        while pending:
            left = max(0, deadline - loop.time())
            done, pending = await asyncio.wait(
                pending, timeout=left, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                break
            for task in done:
                await store(asking[task], task.result())
    finally:
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
    return [asking[task] for task in pending]

# %% wrong DONE_TWICE
async def store_in_time(cities, seconds):
    loop = asyncio.get_running_loop()
    asking = {asyncio.create_task(forecast(city)): city for city in cities}
    deadline = loop.time() + seconds
    while loop.time() < deadline:
        await asyncio.sleep(0.5)
        for task, city in asking.items():
            if task.done():
                await store(city, task.result())
    late = [city for task, city in asking.items() if not task.done()]
    return late

# %% wrong DONE_TWICE: again at the end
async def store_in_time(cities, seconds):
    answers, late = {}, []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answers[city] = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answers[city])

    await asyncio.gather(*map(one, cities))
    for city, answer in answers.items():
        await store(city, answer)
    return late

# %% wrong STORE_CUT: as completed in a timeout
async def store_in_time(cities, seconds):
    late = list(cities)

    async def ask(city):
        return city, await forecast(city)

    tasks = [asyncio.create_task(ask(city)) for city in cities]
    try:
        async with asyncio.timeout(seconds):
            for answer in asyncio.as_completed(tasks):
                city, text = await answer
                late.remove(city)
                await store(city, text)
    except TimeoutError:
        pass
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return late

# %% wrong STORE_CUT: gather cancelled
async def store_in_time(cities, seconds):
    late = list(cities)

    async def one(city):
        answer = await forecast(city)
        late.remove(city)
        await store(city, answer)

    tasks = [asyncio.create_task(one(city)) for city in cities]
    _, pending = await asyncio.wait(tasks, timeout=seconds)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return late

# %% wrong STORE_CUT: timeout round both
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                await store(city, await forecast(city))
        except TimeoutError:
            late.append(city)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return late

# %% wrong STORE_CUT: timeout round the group
async def store_in_time(cities, seconds):
    late = set(cities)

    async def one(city):
        answer = await forecast(city)
        late.remove(city)
        await store(city, answer)

    try:
        async with asyncio.timeout(seconds):
            await asyncio.gather(*map(one, cities))
    except TimeoutError:
        pass
    return list(late)

# %% wrong TIMEOUT_ESCAPES
async def store_in_time(cities, seconds):
    late = list(cities)

    async def one(city):
        async with asyncio.timeout(seconds):
            answer = await forecast(city)
        late.remove(city)
        await store(city, answer)

    await asyncio.gather(*map(one, cities))
    return late

# %% wrong TIMEOUT_ESCAPES: gather
async def store_in_time(cities, seconds):
    async with asyncio.timeout(seconds):
        answers = await asyncio.gather(*map(forecast, cities))
    for city, answer in zip(cities, answers):
        await store(city, answer)
    return []

# %% wrong WRONG_RESULT: none
async def store_in_time(cities, seconds):
    async def one(city):
        try:
            answer = await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return
        await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))

# %% wrong WRONG_RESULT: with nones
async def store_in_time(cities, seconds):
    async def one(city):
        try:
            answer = await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return city
        await store(city, answer)

    return await asyncio.gather(*map(one, cities))

# %% wrong WRONG_PAIR: answer only
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(answer)

    await asyncio.gather(*map(one, cities))
    return late

# %% wrong WRONG_PAIR: loop variable
async def store_in_time(cities, seconds):
    late = []

    async def one():
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one())
            await asyncio.sleep(0)
    return late

# %% wrong WRONG_PAIR: tuple
async def store_in_time(cities, seconds):
    async def one(city):
        return city, await forecast(city)

    tasks = [asyncio.create_task(one(city)) for city in cities]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in done:
        await store(task.result())
    for task in late:
        task.cancel()
    return [cities[tasks.index(task)] for task in late]

# %% wrong WRONG_PAIR: zip
async def store_in_time(cities, seconds):
    late = list(cities)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(forecast(city)) for city in cities]
        try:
            for city, answer in zip(cities, asyncio.as_completed(tasks, timeout=seconds)):
                await store(city, await answer)
                late.remove(city)
        except TimeoutError:
            for task in tasks:
                task.cancel()
    return late

# %% right: each question has a task and a timer
async def store_in_time(cities, seconds):
    loop, late = asyncio.get_running_loop(), []

    async def one(city):
        question = asyncio.create_task(forecast(city))
        timer = loop.call_later(seconds, question.cancel)
        await asyncio.wait({question})
        timer.cancel()
        if question.cancelled():
            late.append(city)
        else:
            await store(city, question.result())

    tasks = [asyncio.create_task(one(city)) for city in cities]
    try:
        await asyncio.gather(*tasks)
    finally:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        own = [task for task in others if task.get_coro().__name__ in ("one", "forecast")]
        for task in own:
            task.cancel()
        await asyncio.gather(*own, return_exceptions=True)
    return late

# %% right: deadline first
async def store_in_time(cities, seconds):
    deadline = asyncio.get_running_loop().time() + seconds
    not_late = set()

    async def one(city):
        async with asyncio.timeout_at(deadline):
            answer = await forecast(city)
        not_late.add(city)
        await store(city, answer)

    async def without_error(city):
        try:
            await one(city)
        except TimeoutError:
            pass

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(without_error(city))
    return [city for city in cities if city not in not_late]

# %% wrong CLEANUP_TOO_LATE
async def store_in_time(cities, seconds):
    tasks = {city: asyncio.create_task(forecast(city)) for city in cities}
    late = []

    async def one(city):
        done, _ = await asyncio.wait({tasks[city]}, timeout=seconds)
        if done:
            await store(city, tasks[city].result())
        else:
            late.append(city)

    await asyncio.wait([asyncio.create_task(one(city)) for city in cities])
    for city in late:
        tasks[city].cancel()
    return late

# %% wrong DONE_TWICE: by the callback and at the end
async def store_in_time(cities, seconds):
    tasks = {asyncio.create_task(forecast(city)): city for city in cities}
    stores = []
    for task in tasks:
        task.add_done_callback(
            lambda task: task.cancelled()
            or stores.append(asyncio.create_task(store(tasks[task], task.result())))
        )
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    for task in done:
        await store(tasks[task], task.result())
    await asyncio.gather(*stores, *late, return_exceptions=True)
    return [tasks[task] for task in late]

# %% wrong ERROR: misspelt
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(second):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    await asyncio.gather(*map(one, cities))
    return late

# %% wrong NOT_AT_ONCE: five at most
async def store_in_time(cities, seconds):
    late, places = [], asyncio.Semaphore(5)
    deadline = asyncio.get_running_loop().time() + seconds

    async def one(city):
        try:
            async with asyncio.timeout_at(deadline):
                async with places:
                    answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return late

# %% wrong TOO_LATE: always until the deadline
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.sleep(seconds))
        for city in cities:
            group.create_task(one(city))
    return late

# %% wrong TOO_LATE: a second more for the stores
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    await asyncio.sleep(1)
    return late

# %% wrong WRONG_TYPE: tuple
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        else:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in sorted(cities):
            group.create_task(one(city))
    return tuple(sorted(late))

# %% wrong ZERO_LOST
async def store_in_time(cities, seconds):
    async def ask(city):
        try:
            return await asyncio.wait_for(forecast(city), seconds)
        except TimeoutError:
            return None

    late = []

    async def one(city):
        answer = await ask(city)
        if answer is None:
            late.append(city)
        else:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return late

# %% wrong ZERO_LOST: if answer
async def store_in_time(cities, seconds):
    late = []

    async def one(city):
        answer = ""
        try:
            async with asyncio.timeout(seconds):
                answer = await forecast(city)
        except TimeoutError:
            late.append(city)
        if answer:
            await store(city, answer)

    async with asyncio.TaskGroup() as group:
        for city in cities:
            group.create_task(one(city))
    return late
