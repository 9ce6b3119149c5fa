def gains():
    return {
        "ask": (1, 4),
        "add_up": (0.95, 1.05),
        "compress": (2, 4),
        "ask_then_add_up": (1.5, 1.7),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }
