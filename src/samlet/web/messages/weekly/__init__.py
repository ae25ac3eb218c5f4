"""The weekly letter: one screen of what changed in one's scope, and the next three tasks."""
