# %% right: a loop from the end
def ends(waits):
    found, longest = [], 0
    for seconds in reversed(waits):
        longest = max(longest, seconds)
        found.insert(0, longest)
    return found

# %% right: accumulate
from itertools import accumulate


def ends(waits):
    return list(accumulate(reversed(waits), max))[::-1]

# %% right: recursive
def ends(waits):
    if not waits:
        return []
    return [max(waits), *ends(waits[1:])]

# %% right: by index
def ends(waits):
    found = list(waits)
    for place in range(len(found) - 2, -1, -1):
        if found[place] < found[place + 1]:
            found[place] = found[place + 1]
    return found

# %% wrong OWN_TIME: as with gather
def ends(waits):
    return list(waits)

# %% wrong OWN_TIME: as in threads
def ends(waits):
    return [seconds for seconds in waits]

# %% wrong FIRST_IN_FIRST_OUT: the maximum so far
from itertools import accumulate


def ends(waits):
    return list(accumulate(waits, max))

# %% wrong FIRST_IN_FIRST_OUT: the wrong slice
def ends(waits):
    return [max(waits[: place + 1]) for place in range(len(waits))]

# %% wrong ALL_AT_THE_END: the longest
def ends(waits):
    return [max(waits)] * len(waits)

# %% wrong IN_TURN: each after the other
def ends(waits):
    found, now = [], 0
    for seconds in waits:
        now += seconds
        found.append(now)
    return found

# %% wrong IN_TURN: accumulate
from itertools import accumulate


def ends(waits):
    return list(accumulate(waits))

# %% wrong ADDS_UP: later ones added
def ends(waits):
    return [sum(waits[place:]) for place in range(len(waits))]

# %% wrong CHANGES_THE_LIST: pops
def ends(waits):
    found, longest = [], 0
    while waits:
        longest = max(longest, waits.pop())
        found.append(longest)
    return found[::-1]

# %% wrong CHANGES_THE_LIST: in place
def ends(waits):
    for place in range(len(waits) - 2, -1, -1):
        waits[place] = max(waits[place], waits[place + 1])
    return waits

# %% wrong WRONG_TYPE: an iterator
from itertools import accumulate


def ends(waits):
    return reversed(list(accumulate(reversed(waits), max)))

# %% wrong WRONG_TYPE: a tuple
def ends(waits):
    return tuple(max(waits[place:]) for place in range(len(waits)))

# %% wrong WRONG_ORDER: in the order of the ends
def ends(waits):
    return sorted(max(waits[place:]) for place in range(len(waits)))

# %% wrong WRONG_ORDER: not turned round
from itertools import accumulate


def ends(waits):
    return list(accumulate(reversed(waits), max))

# %% wrong WRONG_RESULT: only the next one
def ends(waits):
    return [max(waits[place : place + 2]) for place in range(len(waits))]

# %% wrong WRONG_RESULT: without the own wait
def ends(waits):
    return [max(waits[place + 1 :], default=0) for place in range(len(waits))]

# %% wrong FAILS_ON_NOTHING: the last one first
def ends(waits):
    found = [waits[-1]]
    for seconds in reversed(waits[:-1]):
        found.insert(0, max(found[0], seconds))
    return found

# %% wrong WRONG_TYPE: printed
def ends(waits):
    print([max(waits[place:]) for place in range(len(waits))])
