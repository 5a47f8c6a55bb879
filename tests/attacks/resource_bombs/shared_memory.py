# as it is: rejected: open
# approved: failed: No space left
for number in range(64):
    with open(f"/dev/shm/{number}", "wb") as file:
        file.write(b"x" * (8 << 20))
