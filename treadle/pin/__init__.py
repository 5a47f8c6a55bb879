"""Forks at the worst moment: the part of Treadle that lives inside a program that is run.

`run_program` starts this package with a file and its arguments, and it runs the file as `__main__`:

* `locks` replaces the locks of `threading` by real locks that know who holds them, and since when;
* `files` shows it the locks that files with a buffer have inside;
* `waits` does the same for the locks and sleeps that a thread waits on for something to happen;
* `fork` makes every fork of the program happen while another thread holds one of those locks;
* `report` sends what was found to the process that started the program.

It imports nothing but the standard library, and of that only what has no locks of its own.
"""
