def report(city):
    return temperature(city)
