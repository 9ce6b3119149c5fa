async def temperature(station, city):
    came, box = threading.Event(), []

    def callback(answer, error):
        box.append((answer, error))
        came.set()

    station.request(city, callback)
    came.wait()
    answer, error = box[0]
    if error:
        raise error
    return answer
