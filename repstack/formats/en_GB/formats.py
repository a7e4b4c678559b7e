"""Days as a lifter reads them, and the hours of a day from 0 to 23."""

DATE_FORMAT = "D j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "D j M Y, H:i"
