"""Scenarios: the plan, and what the ministry may decide laid over it."""
