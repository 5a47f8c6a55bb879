# as it is: rejected: __globals__
# approved: failed: wrong-result: 1
def inside(function):
    match function:
        case object(__globals__=found):
            return found


inside(print.__init__) if False else inside(lambda: 0)["__builtins__"]
