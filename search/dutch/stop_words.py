"""Words that say nothing about what a text is about: function words and the words in which people wrap a question."""

STOP_WORDS = frozenset(
    """
    a aan about achter af al aldus alle allebei alleen allen alles als alsnog alsof altijd am an and ander
    andere anderen anders are as at be behalve ben bent bij bijna bijvoorbeeld binnen boven buiten by can d daar
    daarbij daardoor daarin daarmee daarna daarnaast daarom daarop daarover daarvan daarvoor dan dat de deden
    deed degene degenen den der des desalniettemin deze die dien diens dient ding dingen dit do doch doe doen
    does doet door dus een eens eerder eerst eigen eigenlijk elk elkaar elke en enige enkele er eraan erbij
    erdoor erg ergens erin ermee ernaar erop erover ertoe eruit ervan ervoor etc even for from ga gaan gaat geef
    geen gegeven gehad geweest geworden ging goed graag haar had hadden hare has have heb hebben hebt heeft heel
    help helpt hem hen het hier hierbij hierdoor hierin hiermee hierna hierom hierop hierover hiervan hiervoor
    hij hoe hoeveel hoewel hoezo houd how hun i ieder iedere iedereen iemand iets if ik in into inzake is it its
    ja je jezelf jij jou jouw jullie kan kon konden kun kunnen kunt laat laten later liever m maar mag me meer
    meest meestal men met mij mijn mijzelf mits moest moesten moet moeten mogen my n na naar naast nee nergens
    niemand niet niets no noch nodig nog nogal not nou nu of ofschoon om omdat omtrent on ondanks onder
    ondertussen ons onszelf onze ook op opnieuw or our over overal pas per reeds regel regelen rond rondom s
    samen sinds slechts sommige soms steeds t te tegen ten tenzij ter terwijl tevens that the their them they
    this tijdens to toch toe toen tot totdat tussen u uit uw vaak van vanaf vanuit vanwege veel verder
    vervolgens via vind vinden vol volgens voor vooraf vooral voordat waar waaraan waarbij waardoor waarin
    waarmee waarna waarom waarop waarover waarvan waarvoor wanneer want waren was wat we weer wel welk welke
    werd werden werkt what when where which who why wie wiens wier wij wil will willen wilt with word worden
    wordt wou wouden you your zal ze zeer zeggen zegt zei zelf zelfs zich zichzelf zij zijn zo zoals zodat zodra
    zoek zoeken zonder zou zouden zoveel zowat zullen zult
    """.split()
)
