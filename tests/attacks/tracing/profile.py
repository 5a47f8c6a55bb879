# as it is: rejected: f_locals
# approved: failed: sys.settrace() and sys.setprofile() have the interpreter
import sys


def profile(frame, event, argument):
    if event == "c_call" and "value" in frame.f_locals:
        frame.f_locals["self"].value = 2


sys.setprofile(profile)
