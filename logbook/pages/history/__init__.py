"""The sessions there were; editing and deleting one; effort over weeks."""
