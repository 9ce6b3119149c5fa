def orders():
    return "AABBBACCC", "AAABBBCCC"
