"""Reference data: the register of authorities and the vocabulary of measures."""
