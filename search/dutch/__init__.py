"""What is Dutch about searching: signs, stop words, stems, the word list and compounds. ``search.analysis`` uses it."""
