# as it is: timeout
# approved: timeout
sum(iter(int, 1))
