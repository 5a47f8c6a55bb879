# as it is: rejected: sys.path
# approved: failed: wrong-result: 1
import sys

sys.path.insert(0, "/tmp")
open("/tmp/pytest.py", "w").write("raise SystemExit(0)")
