def orders():
    return "ABBBAACCC", "ABBBCCCAA"
