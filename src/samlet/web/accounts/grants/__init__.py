"""Grants: who may do what, where, for how long; and who that makes the sender of a request."""
