"""What people type, checked: every refusal is a sentence beside its field."""
