"""The commands of ``lgsco``, one module each."""
