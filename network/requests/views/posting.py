"""Addresses that something is sent to; who merely opens one, such as after signing in again, gets to the page."""

from base.posting import posts_to

# A step of a request, and one of a proposal.
posted = posts_to("requests:detail")
posted_proposal = posts_to("requests:proposal", "pk", "number")
