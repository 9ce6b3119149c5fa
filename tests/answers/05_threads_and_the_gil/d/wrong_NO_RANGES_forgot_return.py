def gains():
    ranges = {"ask": (3.8, 4.2)}
