"""What comes in and goes out: enumerations, reasons and warnings, refusals."""
