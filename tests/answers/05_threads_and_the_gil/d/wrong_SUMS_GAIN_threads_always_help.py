def gains():
    return {
        "ask": (3.8, 4.2),
        "add_up": (3.8, 4.2),
        "compress": (3.8, 4.2),
        "ask_then_add_up": (3.8, 4.2),
        "add_up_then_compress": (3.8, 4.2),
        "write": (3.8, 4.2),
        "ask_then_write": (3.8, 4.2),
        "print_page": (3.8, 4.2),
    }
