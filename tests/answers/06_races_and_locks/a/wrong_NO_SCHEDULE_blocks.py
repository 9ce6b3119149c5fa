def orders():
    return "ABAC", "ABCA"
