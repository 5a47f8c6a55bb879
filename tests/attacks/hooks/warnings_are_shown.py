# as it is: rejected: warnings.showwarning
# approved: failed: wrong-result
import warnings
warnings.showwarning = lambda *a, **k: None
warnings.warn_explicit = None
