# as it is: rejected: json.dumps
# approved: crashed or tampered
import json

real = json.dumps
json.dumps = lambda value, **rest: real(
    [{"event": "check", "outcome": "passed"}, {"event": "check", "outcome": "failed"}]
)
