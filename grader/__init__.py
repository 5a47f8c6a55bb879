"""The grader: from a folder of submissions to marks.

The flow is `collect → run → journal → score → export`, a module each:

- `kit`: what the exercises and their checks are.
- `collect`: who handed in, and the one module that an exercise names.
- `sandbox`: how a process with a student's code is launched, with a `keeper` that ends it.
- `listen`: what such a process says.
- `run`: one student's checks of one exercise, whatever happens to the process.
- `journal`: every check's result, kept from the moment it exists.
- `engine`: the whole class, several processes at a time.
- `course`: what a course makes of the points; `course_file`: as its `course.toml` says.
- `score`: what the results are worth.
- `export`: the marks as other systems read them; `platforms`: grading where students hand in.
- `terminal`, `progress`, `cli`: the files, the screen, the command.
"""
