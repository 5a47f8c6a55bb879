"""Why the policy does not want something: what a person reads after its name."""

from __future__ import annotations

from grader.policy.words import COMPARISONS, FROM_FRAMES, FROM_OBJECTS, HOOKS, PROGRAMS

ANOTHER_NAME = "it gets at attributes under another name"
NOT_LOOKED_AT = "it starts a program, and nobody looks at how that forks"
KEPT_ASIDE = "what is kept there nobody sees"
CHANGES_UNSEEN = "nobody sees what it changes, unless it is called here"
GOES_ON_UNSEEN = "nobody sees what it goes through; loop over each"
CALLED_UNSEEN = "Python calls it, and nobody sees what it does unless it is a function made here"
CHANGES = "it changes what is not its own"
NAME_OF_OURS = "it is a name of Treadle's own"
TO_FILES = "its class opens files, which a check may read"
TO_RECORDS = "its handlers are told who called, which may be the check; only log with it"
MADE_ANEW = "it makes an object anew, and nobody sees what changes"
UNREADABLE_CLASS = "it makes a class that cannot be read"
MAKES_CODE = "it makes code, or a class, that cannot be read, or gets at attributes by their names"
MODULE_AS_VALUE = "a module is passed along"
NOT_FOR_OTHERS = "it is not for others to use"
NOT_NEEDED = "none of the kit's answers to this exercise needs it"

WHY = {
    **dict.fromkeys(FROM_OBJECTS, "it leads from an object to all others, the check's among them"),
    **dict.fromkeys(FROM_FRAMES, "it leads to who called, which may be the check"),
    **dict.fromkeys(HOOKS, "the interpreter would call it, or something else in its place"),
    **dict.fromkeys(PROGRAMS, "it starts programs, or opens files, which a check may read"),
    **dict.fromkeys(COMPARISONS, "with it an object can be equal to whatever a check expects"),
}
"""Of each name that is not to be used, whatever it is a name of, why."""
