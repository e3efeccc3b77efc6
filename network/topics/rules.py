"""Who may do what with topics, as small predicates."""


def may_edit(user):
    """Whether somebody looks after the vocabulary."""
    return user.has_perm("topics.change_topic")
