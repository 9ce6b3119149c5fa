def orders():
    return ["ABABABCCC", "CCAAABBBC"]
