def orders():
    return "CCCBBBAAA", "AABBBCCCA"
