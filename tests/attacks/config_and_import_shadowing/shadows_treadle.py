# as it is: rejected: types.ModuleType
# approved: failed: wrong-result: 1
import sys, types

fake = types.ModuleType("treadle")
fake.run = lambda *f: None
fake.explore = lambda f: f
sys.modules["treadle"] = fake
