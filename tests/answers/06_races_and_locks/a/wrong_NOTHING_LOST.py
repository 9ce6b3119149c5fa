def orders():
    return "AAABBBCCC", "AABBBCCCA"
