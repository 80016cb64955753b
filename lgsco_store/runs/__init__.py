"""The ledger of runs, their counts and the verdict on each."""
