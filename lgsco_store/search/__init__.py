"""The search for words: which kinds of publication it covers, and its index."""
