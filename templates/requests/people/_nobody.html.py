BBBB BBBB BBBBBBBBBB BBBBBB gettext(u'We find nobody else who is open to this and fits') BBBBB BBBBBBB
XXX gettext(u"Whom you asked before, and who was asked as often this month as they want, isn't asked again. This is what you can do:") XXXX
XXXX
  BB BBBBBBBBBBBBBBBXXXXXXXXX XXXXXXXXXXXXXXBBBBBBBBBB gettext(u'You look within %(km)s kilometres.') SSS SSSS SSSSSS SSSSSS SSSSSSSSSSS XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'Look further away too') XXXXXXXXXXXXXXXXXXXXXBBBBB
  BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXXXXXXXX XXXXXXXXXXXXXXBBBBBBBBBB gettext(u'Nobody of your own organisation is asked.')  XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXXXX gettext(u'Ask colleagues of my organisation too') XXXXXXXXXXXXXXXXXXXXXBBBBB
  XXXXXX XXXXXXXX gettext(u'Look among all people who are open to this') XXXXXXXXX
  XXXX gettext(u'Do you know somebody who is not open to this yet? Ask them to tick it under “My pages”.') XXXXX
  XXXX gettext(u'Wait some days: each month people may be asked again.') XXXXX
XXXXXBBBBBBBB
BB BBBBBBBXXXXXXXX XXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXX gettext(u'These groups know about it') XXXXXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXXXXXXXXXBBBBB
