# coding: latin-1
# as it is: rejected: coding: iso-8859-1
# approved: failed: os._exit() ends the whole process at once, and the checks
import os

os._exit(0)
