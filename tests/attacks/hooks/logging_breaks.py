# as it is: rejected: import logging
# approved: failed: wrong-result
import logging
logging.raiseExceptions = False
logging.Handler.handle = lambda *a: 1/0
