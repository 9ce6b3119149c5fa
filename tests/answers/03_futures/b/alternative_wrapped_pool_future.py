import concurrent.futures


async def temperature(station, city):
    answer_or_error = concurrent.futures.Future()

    def callback(answer, error):
        try:
            if error is None:
                answer_or_error.set_result(answer)
            else:
                answer_or_error.set_exception(error)
        except concurrent.futures.InvalidStateError:
            pass  # cancelled

    request = station.request(city, callback)
    try:
        return await asyncio.wrap_future(answer_or_error)
    except asyncio.CancelledError:
        station.abort(request)
        raise
