"""A text with what the privacy detector finds in it, for pages that show it to who has to look once more."""

from base.privacy import find_personal_data


def marked(text):
    """The text in pieces ``(words, label)``; the label says what they look like, and is empty for all else."""
    parts, at = [], 0
    for finding in find_personal_data(text):
        parts += [(text[at : finding.start], ""), (text[finding.start : finding.end], finding.label)]
        at = finding.end
    return [part for part in [*parts, (text[at:], "")] if part[0]]


def found_in(*texts):
    """What the detector finds, each once: pairs (words, label)."""
    return list(dict.fromkeys(part for text in texts for part in marked(text) if part[1]))
