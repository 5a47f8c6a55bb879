# as it is: failed: the program called sys.exit(0)
# approved: failed: the program called sys.exit(0)
raise SystemExit(0)
