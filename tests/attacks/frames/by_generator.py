# as it is: rejected: f_back
# approved: failed: wrong-result: 1
def own():
    yield own.running.gi_frame.f_back.f_globals


own.running = own()
next(own.running)
