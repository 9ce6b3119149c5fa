def orders():
    return "AABBBA", "ABBBAA"
