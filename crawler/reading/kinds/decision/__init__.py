"""A decision or report of the Ombudsman, from its page: head, sections, actions, sums of money."""
