"""Small programs with a planted bug, each with a twin in which it is mended.

They are in a neutral form, so that every tool can be used as its authors mean. In each module the
class `Program` makes the shared state, `threads` names the methods that run at the same time, a
thread each, and `holds` says whether the outcome is right. `Mended` is the twin: it overrides what
was wrong. Every bug needs a certain order of steps; none shows in every order.
"""
