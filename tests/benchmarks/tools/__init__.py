"""How each tool runs a program of `planted`: a script per tool, in an environment of its own.

A script reads requests from its input, a line of JSON each, and answers each with a line:

    {"program": "lost_update", "variant": "Program", "mode": "default", "seconds": null}

without seconds: look for a bug as long as the tool does by itself (or up to `MOST_SCHEDULES`, where
a tool asks for a number), and answer how it came out. With seconds: run the variant over and over
for about so long, and answer how many schedules that were, and how long they took.
"""
