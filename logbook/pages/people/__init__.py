"""The first sign-in, settings, loads one can make, the way to everything else."""
