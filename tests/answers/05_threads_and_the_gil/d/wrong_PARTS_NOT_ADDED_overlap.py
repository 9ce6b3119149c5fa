def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (0.95, 1.05),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (1.9, 2.1),
        "add_up_then_compress": (3.1, 3.4),
        "write": (0.95, 1.05),
        "ask_then_write": (1.9, 2.1),
        "print_page": (1.9, 2.1),
    }
