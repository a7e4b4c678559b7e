"""Thin views: fetch through the lifter, read the form, one call, one answer."""
