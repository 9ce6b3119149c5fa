def gains():
    return {
        "ask": (1, 1.1),
        "add_up": (4, 4.1),
        "compress": (1, 1.1),
        "ask_then_add_up": (5, 5.1),
        "add_up_then_compress": (4, 4.1),
        "write": (4, 4.1),
        "ask_then_write": (3, 3.1),
        "print_page": (2, 2.1),
    }
