"""The archive of the Ombudsman's letters: what it holds, how it is kept, and the views that people query."""
