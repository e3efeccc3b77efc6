BBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBB BBBBBBB gettext(u'The report of %(title)s') SSS SSSSSS SS SSSSSSSSSBBBBBBBB
BBBBB BBBB gettext(u'You came to %(title)s on %(date)s. The report is there: what was said in each round, what was agreed and what was asked.') SSS SSSS SS SSSSSSSSS SS SSSSSSSSS SSS SSSSSS SS SSSSSS SSSS SSS SSSS SS SSSS SSSSSS SSSS SSS SSSSSS SSS SSSS SSS SSSSSS


BBBBBBBB
