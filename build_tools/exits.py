"""How a command ends: the exit codes, which scripts rely on. 0 is for all is well."""

WRONG = 1
"""Something in the content is wrong, or in what was looked at."""
MISUSED = 2
"""Wrong usage: what was asked for cannot be done with what is there."""
REFUSED = 3
"""The machine, the disk or the network refused something, or another build is at work."""
