def orders():
    return "CABABABCC", "BBCCCAAAB"
