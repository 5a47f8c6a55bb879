# as it is: failed or timeout
# approved: failed or timeout
hoard = [bytearray(256 << 20) for _ in range(64)]
