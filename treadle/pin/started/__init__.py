"""A folder that is on the path of every Python that a program starts, see `sitecustomize`."""
