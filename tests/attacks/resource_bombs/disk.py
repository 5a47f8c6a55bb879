# as it is: rejected: open
# approved: crashed or failed
for number in range(64):
    with open(f"{number}", "wb") as file:
        file.write(b"x" * (8 << 20))
