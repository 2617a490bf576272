"""The commands of ``cxw``, one file each."""
