"""The first sign-in, the switch between homes, settings, loads one can make, the way to everything else."""
