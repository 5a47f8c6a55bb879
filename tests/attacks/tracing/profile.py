# as it is: rejected: import sys
# approved: failed: sys.settrace() and sys.setprofile() have the interpreter
import sys


def profile(frame, event, argument):
    if event == "c_call" and "value" in frame.f_locals:
        frame.f_locals["self"].value = 2


sys.setprofile(profile)
