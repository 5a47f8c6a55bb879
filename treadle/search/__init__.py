"""Which thread should run: the strategies, and what they know of the order of steps."""
