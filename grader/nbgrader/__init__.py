"""Courses of nbgrader: https://nbgrader.readthedocs.io.

- `notebook`: an exercise as an assignment's notebook; `build`: a course of them.
- `exporter`: `marks.csv` from nbgrader's gradebook, as one of its export plugins.
- `feedback`: keeps hidden tests out of feedback, as one of its preprocessors.
- `commands`: `grader nbgrader build` and `grader nbgrader import`.

Only `exporter` and `feedback`, which nbgrader itself loads, need it to be installed. How a module
is taken out of a notebook is in `grader.collect.notebook`.
"""
