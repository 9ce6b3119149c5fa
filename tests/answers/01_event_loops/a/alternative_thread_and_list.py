from threading import Thread


def report(city):
    answers = []
    thread = Thread(target=lambda: answers.append(asyncio.run(temperature(city))))
    thread.start()
    thread.join()
    return answers[0]
