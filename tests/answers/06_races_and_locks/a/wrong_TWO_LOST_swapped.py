def orders():
    return "ABCABCABC", "AABBBACCC"
