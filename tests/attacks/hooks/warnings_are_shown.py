# as it is: rejected: import warnings
# approved: failed: wrong-result
import warnings
warnings.showwarning = lambda *a, **k: None
warnings.warn_explicit = None
