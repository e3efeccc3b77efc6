"""What every engine gives back for a plan."""


class Unavailable(Exception):
    """The index is missing, damaged or made by another version; the text says which."""


class Scores(dict):
    """``{model: {primary key: score}}`` of what fits, whoever may see it.

    ``engine`` is "database" when the index was away and plain SQL had to do, without any order.
    """

    def __init__(self, *args, engine="whoosh"):
        super().__init__(*args)
        self.engine = engine
