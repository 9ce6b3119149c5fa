def orders():
    return "AABBBACCC", "AABBBACCC"
