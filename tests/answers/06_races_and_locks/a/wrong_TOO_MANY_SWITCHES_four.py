def orders():
    return "AABBBACCC", "AABBCCCBA"
