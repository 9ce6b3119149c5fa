def orders():
    return "AABBBCCCA", "AABBBCCCA"
