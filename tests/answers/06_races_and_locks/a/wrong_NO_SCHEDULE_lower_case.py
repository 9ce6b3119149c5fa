def orders():
    return "aabbbaccc", "aabbbccca"
