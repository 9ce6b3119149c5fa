def orders():
    return "AAB BBA CCC", "AAB BBC CCA"
