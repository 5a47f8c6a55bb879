# as it is: rejected: import treadle
# approved: tampered: treadle.plugin.decide was changed
import treadle.plugin as plugin
from dataclasses import replace

real = plugin.decide
plugin.decide = lambda *args, **rest: replace(real(*args, **rest), outcome="passed")
