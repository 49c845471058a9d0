"""Records: their kinds, how they are read from content/, and what they refer to.

Every record is frozen and refuses fields that it does not know.
"""
