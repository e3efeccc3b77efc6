"""What the names that were found say about other words: who stands beside them, and where they stand again."""

from base.privacy import words as lists


class NamesBeside:
    """The part of the search for names that looks again, with ``taken`` (first word of a name: its last) filled."""

    def _beside_names(self):
        """ "Liv en Jorn", "Fenne, Liv": a word with a capital beside a name, in a row of names."""
        ends = {last: first for first, last in self.taken.items()}
        for index in range(1, len(self.words) - 1):
            gap = self._gap(index - 1)
            joined = self.words[index].key == "en" and gap == " " and self._gap(index) == " "
            left, right = index - 1, index + 1 if joined else index
            if not joined and gap != ", ":
                continue
            if left in ends and self._row_name(right, left):
                self.taken[right] = self._surname_after(right)
                ends[self.taken[right]] = right
            elif right in self.taken and self._row_name(left, right) and left not in ends:
                self.taken[left] = left
                ends[left] = left

    def _row_name(self, index, beside) -> bool:
        token = self.words[index]
        if index not in self.taken and not token.cap and not self.words[beside].cap:
            # "tim en sophie"
            return self._listed(token) is not None and len(token.key) > 2 and not lists.ordinary(token.key)
        if index in self.taken or not token.cap or token.opens or len(token.key) < 3 or not self._may_be_name(index):
            return False
        if token.word.isupper() or self._group(index):
            return False
        key = token.key
        return not (lists.ordinary(key) or key in lists.places() or key in lists.place_words()) or (
            key in lists.name_words() and not self.words[index - 1].key == "de"
        )

    def _named_before(self):
        """A name that was sure in one place is the same person in another."""
        sure = {}
        for first, last in self.taken.items():
            for index in range(first, last + 1):
                token = self.words[index]
                named = token.cap or (first == index and token.key in lists.first_names())
                if named and len(token.key) > 2 and token.key not in lists.PREFIXES:
                    sure[token.word] = sure.get(token.word, False) or first == index
        covered = {index for first, last in self.taken.items() for index in range(first, last + 1)}
        for index, token in enumerate(self.words):
            word = token.word.removesuffix("'s")
            if index in covered or index in self.skip or word not in sure:
                continue
            if (token.opens or not token.cap) and lists.ordinary(token.key) and not self._acts(index):
                continue
            if not self._organisation(index, index) and not self._after_article(index):
                self.taken[index] = index
