def orders():
    return 2, 1
