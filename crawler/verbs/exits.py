"""Exit codes of every verb (docs/contract.md)."""

OK = 0
ALARMS = 1
"""Done, and there are alarms to look at."""
USAGE = 2
"""The command, gongkai.toml or a site file is wrong."""
PARTIAL = 3
"""Some of it failed; what succeeded is kept."""
DAMAGED = 4
"""The archive itself is damaged."""
INTERRUPTED = 130
"""Stopped by the user; starting it again goes on where it stopped."""
