"""A module that makes a variable when it is first asked for."""

made = []


def __getattr__(name):
    if name != "client":
        raise AttributeError(name)
    made.append(name)
    globals()[name] = object()
    return globals()[name]
