"""Grading where the students hand in: in a container or a workflow of Gradescope and its like.

There a submission comes alone, and the result is one file in the platform's own format:

- `one`: grading one submission, as `grader grade` grades a class.
- `bundle`: what of the kit and of Treadle travels to a platform.
- `gradescope`, `prairielearn`, `classroom`: where things lie there, and what is built for it.
- `command`: `grader gradescope`, `grader prairielearn`, `grader classroom`.
"""
