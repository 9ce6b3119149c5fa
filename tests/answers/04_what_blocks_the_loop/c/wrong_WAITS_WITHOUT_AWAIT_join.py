import threading


async def serve(orders, till):
    replies = []

    def work_through():
        replies.extend(till.book(fetch(order)) for order in orders)

    thread = threading.Thread(target=work_through)
    thread.start()
    thread.join()
    return replies
