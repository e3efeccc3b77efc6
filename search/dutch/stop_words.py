"""Words that say nothing about what a text is about: function words and the words in which people wrap a question."""

STOP_WORDS = frozenset(
    """
    aan achter af al aldus alle allebei alleen allen alles als alsnog alsof altijd ander andere anderen anders
    behalve ben bent bij bijna bijvoorbeeld binnen boven buiten
    daar daarbij daardoor daarin daarmee daarna daarnaast daarom daarop daarover daarvan daarvoor dan dat de deed deden
    degene degenen den der des desalniettemin deze die dien diens dient dit doch doe doen doet door dus
    een eens eerder eerst eigen eigenlijk elk elkaar elke en enige enkele er eraan erbij erdoor erg ergens erin ermee
    ernaar erop erover ertoe eruit ervan ervoor etc even
    ga gaan gaat ging geen geef gegeven gehad geweest geworden
    had hadden haar hare heb hebben hebt heeft heel hem hen het hier hierbij hierdoor hierin hiermee hierna hierom
    hierop hierover hiervan hiervoor hij hoe hoeveel hoezo houd hoewel hun
    iedere ieder iedereen iemand iets ik in inzake is
    ja je jezelf jij jou jouw jullie
    kan kon konden kun kunnen kunt
    laat later laten liever
    maar mag me meer meest meestal men met mij mijn mijzelf mits moest moesten moet moeten mogen
    na naar naast nee nergens niemand niet niets noch nodig nog nogal nou nu
    of ofschoon om omdat omtrent ondanks onder ondertussen ons onszelf onze ook op opnieuw over overal
    pas per
    reeds rond rondom
    samen sinds slechts soms sommige steeds
    te tegen ten tenzij ter terwijl tevens tijdens toch toe toen tot totdat tussen
    u uit uw
    vaak van vanaf vanuit vanwege veel verder vervolgens via vol volgens voor vooral voordat vooraf
    waar waaraan waarbij waardoor waarin waarmee waarna waarom waarop waarover waarvan waarvoor want wanneer was waren
    wat we weer wel welk welke werd werden wie wiens wier wij wil willen wilt word worden wordt wou wouden
    zal ze zei zeer zelf zelfs zich zichzelf zij zijn zo zoals zodat zodra zonder zou zouden zoveel zowat zullen zult
    doen ding dingen graag goed help helpt iemand regel regelen werkt zoek zoeken zegt zeggen vind vinden eigenlijk
    d m n s t
    a about am an and are as at be by can do does for from has have how i if into it its me my no not on or our that
    the their them they this to was what when where which who why will with you your
    """.split()
)
