"""The exercises in a notebook: `%load_ext treadle`.

`%%exercise 02_race` at the top of a cell makes the rest of it the module that is checked, and
`%check 02_race::test_two_updates_are_both_kept` runs one check of it: the same check, by the same
scheduler, as `pytest exercises/02_race` in a terminal. The story of a failure is drawn.

- `cell`: the module in the text of a cell.
- `checking`: one check, in a process of its own; `helper` keeps the process that forks it,
  and `child` is that process.
- `drawing`: the story and the points as HTML.
- `magics`: what IPython knows of it; the only module that needs IPython.
"""
