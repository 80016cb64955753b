"""A document as pages of words with boxes, from PDF, HTML or plain text."""
