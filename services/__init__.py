"""The shop's use cases: one file an area, stateless classes.

Return = committed, raise = nothing happened.
"""
