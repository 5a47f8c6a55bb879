# as it is: rejected: sys.monitoring
# approved: failed
import sys

sys.monitoring.use_tool_id(3, "x")
sys.monitoring.set_events(3, sys.monitoring.events.RAISE)
sys.monitoring.register_callback(3, sys.monitoring.events.RAISE, lambda *_: 0)
