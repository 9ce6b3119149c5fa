def orders():
    return ("AABBBACCC", 2), ("AABBBCCCA", 1)
