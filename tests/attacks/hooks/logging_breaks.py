# as it is: rejected: logging.raiseExceptions
# approved: tampered: logging.Handler.handle was changed
import logging
logging.raiseExceptions = False
logging.Handler.handle = lambda *a: 1/0
