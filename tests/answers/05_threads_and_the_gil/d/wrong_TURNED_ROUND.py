def gains():
    return {
        "ask": (0.238, 0.263),
        "add_up": (0.952, 1.053),
        "compress": (0.238, 0.263),
        "ask_then_add_up": (0.588, 0.667),
        "add_up_then_compress": (0.294, 0.323),
        "write": (0.952, 1.053),
        "ask_then_write": (0.476, 0.526),
        "print_page": (0.476, 0.526),
    }
