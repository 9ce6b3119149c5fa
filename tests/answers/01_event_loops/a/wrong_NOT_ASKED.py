def report(city):
    return {"Oslo": -3, "Lima": 24}[city]
