def orders():
    return "AABBBACCC"
