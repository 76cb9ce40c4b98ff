"""The year as it went: hours and kroner that were registered, against the plan."""
