# as it is: timeout
# approved: timeout
any(iter(int, 1))
