# as it is: timeout
# approved: timeout
number = 9**9**9
