"""What is told to floors above while the ready-made programs are written."""

from django.dispatch import Signal

program_changes = Signal()
"""A ready-made `program`, read with all that is in it, is about to say something else, or to go.

`is_gone` tells which. Sent within the transaction that writes it: whoever needs what stood takes
it now. What the words about it say is no change.
"""
