def orders():
    return "AABBBACCC", "ABCABCABC"
