"""``manage.py explain_search "question"``: why search finds what it finds."""

from django.core.management.base import BaseCommand, CommandError

from network.people.models import Member
from search.explain import NoSuchDocument, explain


class Command(BaseCommand):
    help = "Show what a question is made into, what it finds, and what each of its words adds to each result."

    def add_arguments(self, parser):
        parser.add_argument("question")
        parser.add_argument("--document", default="", metavar="THING", help="app.model:number, kind:number or a slug")
        parser.add_argument("--as", dest="email", default="", metavar="E-MAIL", help="as this member; else a visitor")

    def handle(self, *, question, document, email, **options):
        try:
            explanation = explain(question, self._member(email), document)
        except NoSuchDocument as error:
            raise CommandError(str(error)) from None
        self._words(explanation)
        self._ways(explanation)
        self._title("Looked for")
        self._lines(explanation.tree)
        self._found(explanation)
        for hit in explanation.hits:
            self._scored(hit)
        if explanation.document:
            self._title("The document")
            self._scored(explanation.document)
            self._tokens(explanation.tokens)

    def _member(self, email):
        if not email:
            return None
        member = Member.objects.filter(email__iexact=email).first()
        if member is None:
            raise CommandError(f"There is no member with the address {email}.")
        return member

    def _words(self, explanation):
        self._title("Words")
        question = explanation.question
        for name, rows in (("", question.runs), ("phrase", question.phrases), ("not", question.without)):
            for row in rows:
                for word in row:
                    said = [name, "small word" if word.is_stop else "", " + ".join(word.parts)]
                    self.stdout.write(f"  {word.surface:30} {word.term:25} {', '.join(filter(None, said))}".rstrip())

    def _ways(self, explanation):
        self._title("Ways to find each word")
        for group in explanation.found.plan.groups:
            for way in group.ways:
                self.stdout.write(f"  {group.word.surface:30} {way.weight:<6g} {way.why:8} {way.text}")

    def _found(self, explanation):
        found = explanation.found
        self._title(f"Found: {found.count} ({found.engine})")
        if found.did_you_mean:
            self.stdout.write(f"  did you mean: {found.did_you_mean}{' (looked for already)' * found.replaced}")
        if found.near:
            self.stdout.write("  nothing has enough of the words, so these have some of them")

    def _scored(self, thing):
        hidden = "" if thing.is_visible else "  (hidden from who asks)"
        self.stdout.write(f"  {thing.score:7.2f}  {thing.kind.name}:{thing.pk}  {thing.title}{hidden}")
        for share in thing.shares:
            self.stdout.write(f"           {share.score:7.2f}  {share.word}: {share.why} {share.text}")

    def _tokens(self, texts):
        for label, tokens in texts:
            shown = (f"{token.text}@{token.position}" + f"×{token.weight:g}" * (token.weight != 1) for token in tokens)
            self.stdout.write(f"  {label or 'text'}: {' '.join(shown)}")

    def _title(self, text):
        self.stdout.write(f"\n{text}", self.style.MIGRATE_HEADING)

    def _lines(self, texts):
        for text in texts:
            self.stdout.write(f"  {text}")
