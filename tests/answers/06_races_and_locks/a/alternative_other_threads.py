def orders():
    return "BBBAACCCA", "BBCCCAAAB"
