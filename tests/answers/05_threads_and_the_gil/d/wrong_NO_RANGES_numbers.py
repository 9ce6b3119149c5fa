def gains():
    return {
        "ask": 4,
        "add_up": 1,
        "compress": 4,
        "ask_then_add_up": 1.6,
        "add_up_then_compress": 3.25,
        "write": 1,
        "ask_then_write": 2,
        "print_page": 2,
    }
