# as it is: rejected: import treadle
# approved: tampered: treadle.run was changed
import treadle


def run(*functions, **rest):
    for function in functions:
        function()


treadle.run = run
