"""What is told to floors above while the ready-made programs are written."""

from django.dispatch import Signal

program_changes = Signal()
"""Ready-made programs, each read with all that is in it, are about to say something else, or to go.

`changed` and `gone` are lists of them, `workouts` the keys of the workouts that go. Sent once, within
the transaction that writes them: whoever needs what stood takes it now. What the words about a program
say is no change.
"""
