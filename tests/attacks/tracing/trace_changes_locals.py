# as it is: rejected: f_locals
# approved: failed: sys.settrace() and sys.setprofile() have the interpreter
import sys


def trace(frame, event, argument):
    if event == "line" and "exercise" in frame.f_locals and "c" in frame.f_locals:
        frame.f_locals["c"].value = 2
    return trace


sys.settrace(trace)
