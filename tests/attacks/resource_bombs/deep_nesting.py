# as it is: rejected: nesting
# approved: failed
deep = DEEP
