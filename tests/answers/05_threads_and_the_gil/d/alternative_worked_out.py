def around(gain):
    return gain * 0.95, gain * 1.1


def gains():
    in_threads = {
        "ask": 1,
        "add_up": 4 * 1,
        "compress": 1,
        "ask_then_add_up": 1 + 4 * 1,
        "add_up_then_compress": 4 * 0.25 + 3,
        "write": 4 * 1,
        "ask_then_write": 1 + 4 * 0.5,
        "print_page": 2 * 1,
    }
    in_turn = dict.fromkeys(in_threads, 4 * 1)
    in_turn.update(ask_then_add_up=4 * 2, add_up_then_compress=4 * 3.25, ask_then_write=4 * 1.5)
    return {name: around(in_turn[name] / in_threads[name]) for name in in_turn}
