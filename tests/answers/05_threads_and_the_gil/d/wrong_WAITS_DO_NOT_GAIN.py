def gains():
    return {
        "ask": (0.9, 1.1),
        "add_up": (0.9, 1.1),
        "compress": (0.9, 1.1),
        "ask_then_add_up": (0.9, 1.1),
        "add_up_then_compress": (0.9, 1.1),
        "write": (0.9, 1.1),
        "ask_then_write": (0.9, 1.1),
        "print_page": (0.9, 1.1),
    }
