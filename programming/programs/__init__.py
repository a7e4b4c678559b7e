"""What a program is: its sessions in order, what they aim at and what they cost. Knows no log."""
