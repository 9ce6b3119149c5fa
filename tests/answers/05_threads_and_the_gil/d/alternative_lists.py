def gains():
    names = "ask add_up compress ask_then_add_up add_up_then_compress write ask_then_write print_page"
    numbers = [4, 1, 4, 1.6, 3.25, 1, 2, 2]
    return {name: [0.9 * n, 1.1 * n] for name, n in zip(names.split(), numbers)}
