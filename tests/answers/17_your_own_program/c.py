"""Answers to 17.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: the sum is counted by add
class Tally:
    def __init__(self):
        self.counts, self.all, self.lock = {}, 0, threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts.setdefault(page, 0)
            self.counts[page] += 1
            self.all += 1

    def flush(self):
        with self.lock:
            counts = dict(self.counts)
            self.counts.clear()
            return counts

    def total(self):
        return self.all

# %% right: a Counter and an RLock
class Tally:
    def __init__(self):
        from collections import Counter

        self.make = Counter
        self.counts, self.flushed, self.lock = Counter(), 0, threading.RLock()

    def add(self, page):
        with self.lock:
            self.counts[page] += 1

    def flush(self):
        with self.lock:
            total = self.total()
            counts, self.counts = self.counts, self.make()
            self.flushed = total
            return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% right: all that was ever added
class Tally:
    def __init__(self):
        self.visits, self.seen, self.lock = [], 0, threading.Lock()

    def add(self, page):
        with self.lock:
            self.visits.append(page)

    def flush(self):
        with self.lock:
            new, self.seen = self.visits[self.seen :], len(self.visits)
        counts = {}
        for page in new:
            counts[page] = counts.get(page, 0) + 1
        return counts

    def total(self):
        with self.lock:
            return len(self.visits)

# %% wrong RACE: no lock
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0

    def add(self, page):
        self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        counts, self.counts = self.counts, {}
        self.flushed += sum(counts.values())
        return counts

    def total(self):
        return self.flushed + sum(self.counts.values())

# %% wrong RACE: as it was
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        if page not in self.counts:
            self.counts[page] = 0
        with self.lock:
            self.counts[page] += 1

    def flush(self):
        with self.lock:
            counts = dict(self.counts)
        with self.lock:
            self.counts.clear()
        self.flushed += sum(counts.values())
        return counts

    def total(self):
        return self.flushed + sum(self.counts.values())

# %% wrong RACE: only flush is mended
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        if page not in self.counts:
            self.counts[page] = 0
        with self.lock:
            self.counts[page] += 1

    def flush(self):
        with self.lock:
            counts, self.counts = self.counts, {}
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong RACE: setdefault outside of the lock
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        seen = self.counts.get(page, 0)
        with self.lock:
            self.counts[page] = seen + 1

    def flush(self):
        with self.lock:
            counts, self.counts = self.counts, {}
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong RACE: a lock for each call
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0

    def add(self, page):
        with threading.Lock():
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with threading.Lock():
            counts, self.counts = self.counts, {}
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with threading.Lock():
            return self.flushed + sum(self.counts.values())

# %% wrong VISIT_LOST_IN_FLUSH: copied under one lock, cleared under the next
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts = dict(self.counts)
        with self.lock:
            self.counts.clear()
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong VISIT_LOST_IN_FLUSH: add is mended alone
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            if page not in self.counts:
                self.counts[page] = 0
            self.counts[page] += 1

    def flush(self):
        counts = dict(self.counts)
        self.counts = {}
        with self.lock:
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong VISIT_LOST_IN_FLUSH: each page is given a zero first
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts.setdefault(page, 0)
        with self.lock:
            self.counts[page] += 1

    def flush(self):
        with self.lock:
            counts, self.counts = self.counts, {}
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong VISIT_LOST_IN_FLUSH: two locks
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.adding, self.flushing = threading.Lock(), threading.Lock()

    def add(self, page):
        with self.adding:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.flushing:
            counts = dict(self.counts)
            self.counts.clear()
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.adding, self.flushing:
            return self.flushed + sum(self.counts.values())

# %% wrong FLUSHED_TWICE: taken out visit by visit
class Tally:
    def __init__(self):
        self.visits, self.reported, self.lock = [], 0, threading.Lock()

    def add(self, page):
        with self.lock:
            self.visits.append(page)

    def flush(self):
        with self.lock:
            new = self.visits[self.reported :]
        counts = {}
        for page in new:
            counts[page] = counts.get(page, 0) + 1
        with self.lock:
            self.reported += len(new)
        return counts

    def total(self):
        with self.lock:
            return len(self.visits)

# %% wrong RACE: the sum behind the lock
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts, self.counts = self.counts, {}
        with self.lock:
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong RACE: total without the lock
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts, self.counts = self.counts, {}
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        return self.flushed + sum(self.counts.values())

# %% wrong RACE: the flushed part is read before the lock
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts, self.counts = self.counts, {}
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        flushed = self.flushed
        with self.lock:
            return flushed + sum(self.counts.values())

# %% wrong DEADLOCK: a locked method calls another one
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            self.flushed = self.total()
            counts, self.counts = self.counts, {}
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong DEADLOCK: two locks in two orders
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock, self.sum = threading.Lock(), threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            with self.sum:
                counts, self.counts = self.counts, {}
                self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.sum:
            with self.lock:
                return self.flushed + sum(self.counts.values())

# %% wrong DICT_SHARED: the dict itself
class Tally:
    def __init__(self):
        self.counts, self.last, self.flushed = {}, {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            self.flushed += sum(self.counts.values())
            self.last.clear()
            self.last.update(self.counts)
            self.counts.clear()
            return self.last

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong WRONG_RESULT: cleared before it is returned
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts = self.counts
            self.flushed += sum(counts.values())
            self.counts.clear()
            return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong WRONG_TOTAL: the total forgets what was flushed
class Tally:
    def __init__(self):
        self.counts, self.lock = {}, threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts, self.counts = self.counts, {}
        return counts

    def total(self):
        with self.lock:
            return sum(self.counts.values())

# %% wrong WRONG_RESULT: the pages stay, with a zero
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts = dict(self.counts)
            for page in self.counts:
                self.counts[page] = 0
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong WRONG_RESULT: nothing is flushed
class Tally:
    def __init__(self):
        self.counts, self.lock = {}, threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            return dict(self.counts)

    def total(self):
        with self.lock:
            return sum(self.counts.values())

# %% wrong ZERO_LOST: a page that counts as none
class Tally:
    def __init__(self):
        self.counts, self.flushed = {}, 0
        self.lock = threading.Lock()

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts = {page: number for page, number in self.counts.items() if page}
            self.counts = {}
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())

# %% wrong SHARED_BY_ALL: made in the class
class Tally:
    counts, lock = {}, threading.Lock()
    flushed = 0

    def add(self, page):
        with self.lock:
            self.counts[page] = self.counts.get(page, 0) + 1

    def flush(self):
        with self.lock:
            counts = dict(self.counts)
            self.counts.clear()
            self.flushed += sum(counts.values())
        return counts

    def total(self):
        with self.lock:
            return self.flushed + sum(self.counts.values())
