"""The note to the ministry, in Word."""
