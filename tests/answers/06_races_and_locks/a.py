"""Answers to 06.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: after one step
def orders():
    return "ABBBAACCC", "ABBBCCCAA"

# %% right: list
def orders():
    return ["ABABABCCC", "CCAAABBBC"]

# %% right: other threads
def orders():
    return "BBBAACCCA", "BBCCCAAAB"

# %% wrong NOTHING_LOST
def orders():
    return "AAABBBCCC", "AABBBCCCA"

# %% wrong NOTHING_LOST: backwards
def orders():
    return "CCCBBBAAA", "AABBBCCCA"

# %% wrong NOT_ALL_LOST
def orders():
    return "AABBBACCC", "AABBBACCC"

# %% wrong NOT_ALL_LOST: fewest switches
def orders():
    return "AABBBACCC", "AAABBBCCC"

# %% wrong NOT_TWO_ORDERS
def orders():
    return "AABBBACCC"

# %% wrong NOT_TWO_ORDERS: numbers
def orders():
    return 2, 1

# %% wrong NOT_TWO_ORDERS: pairs
def orders():
    return ("AABBBACCC", 2), ("AABBBCCCA", 1)

# %% wrong NO_SCHEDULE: blocks
def orders():
    return "ABAC", "ABCA"

# %% wrong NO_SCHEDULE: lower case
def orders():
    return "aabbbaccc", "aabbbccca"

# %% wrong NO_SCHEDULE: spaces
def orders():
    return "AAB BBA CCC", "AAB BBC CCA"

# %% wrong NO_SCHEDULE: two threads
def orders():
    return "AABBBA", "ABBBAA"

# %% right: many switches
def orders():
    return "AABBBACCC", "ABCABCABC"

# %% right: four switches
def orders():
    return "AABBBACCC", "AABBCCCBA"

# %% wrong TWO_LOST
def orders():
    return "AABBBCCCA", "AABBBCCCA"

# %% wrong TWO_LOST: swapped
def orders():
    return "ABCABCABC", "AABBBACCC"

# %% right: made of parts
def orders():
    once = "A" * 2 + "B" * 3
    return once + "A" + "C" * 3, once + "C" * 3 + "A"

# %% right: C reads first
def orders():
    return "CAAACCBBB", "CBBBAAACC"

# %% wrong NOT_TWO_ORDERS: printed
def orders():
    print("AABBBACCC", "AABBBCCCA")

# %% wrong NOT_TWO_ORDERS: one string
def orders():
    return "AABBBACCC, AABBBCCCA"

# %% wrong NOT_TWO_ORDERS: a set
def orders():
    return {"AABBBACCC", "AABBBCCCA"}

# %% wrong NOT_TWO_ORDERS: a dict
def orders():
    return {2: "AABBBACCC", 1: "AABBBCCCA"}

# %% wrong NOT_TWO_ORDERS: lists of letters
def orders():
    return list("AABBBACCC"), list("AABBBCCCA")

# %% wrong NO_SCHEDULE: four steps
def orders():
    return "AABBBACCC", "AAABBBCCCA"

# %% wrong NOTHING_LOST: C first
def orders():
    return "CCCAAABBB", "AABBBCCCA"
