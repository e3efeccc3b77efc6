"""A question with its answers."""

from network.requests import rules
from network.requests.forms.part import AnswerForm


def context(asked, member):
    """Answers, the accepted one first, and the form to give one."""
    return {
        "responses": list(asked.responses.select_related("member__organisation")[:200]),
        "answer_form": AnswerForm() if rules.may_answer(member, asked) else None,
    }
