# as it is: rejected: R.randrange
# approved: tampered: randrange was changed
import random

R = random.Random
R.randrange = lambda self, *_: 0
R.choice = lambda self, options: options[0]
