"""Attachment files of real formats, written by hand."""
