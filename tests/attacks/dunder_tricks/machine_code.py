# as it is: rejected: import ctypes
# approved: crashed: killed by SIG
import ctypes

ctypes.pythonapi.PyThreadState_SetAsyncExc
ctypes.string_at(0)
