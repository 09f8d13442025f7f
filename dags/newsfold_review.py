"""The question about one pair: asked with texts and evidence, and its answer recorded as a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from airflow.configuration import conf
from airflow.providers.standard.operators.hitl import HITLOperator
from newsfold_tasks import form_of_run, request_of_run, runtime_of_run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from airflow.sdk.definitions.context import Context

    from pipeline.ports import Runtime


def pairs_to_review() -> list[list[str]]:
    """Return the pairs of this run's day that a person should look at."""
    from pipeline.review.queue import list_pairs_to_review

    at_most = form_of_run()["questions"]
    with runtime_of_run().warehouse.read() as db:
        return [list(pair) for pair in list_pairs_to_review(db, request_of_run().window, at_most)]


def record_answer(runtime: Runtime, pair: Sequence[str], answer: Mapping[str, Any]) -> str:
    """Store a person's answer about a pair and say what it changes; nothing when nobody decided.

    An answer that contradicts what was said of the events of the two, or is about an article that is gone by now, is not
    stored: it says why. The other questions of the day go on.
    """
    from pipeline.errors import NotFoundError, QuestionError
    from pipeline.model import Verdict
    from pipeline.review.judge import judge

    chosen, user = answer["chosen_options"][0], answer["responded_by_user"]
    if chosen == "unsure" or not user:
        return ""
    note = str((answer["params_input"] or {}).get("note") or "")
    try:
        return str(judge(runtime, pair, Verdict(chosen), by=user["name"], note=note))
    except (NotFoundError, QuestionError) as error:
        return f"the answer {chosen!r} is not stored: {error}"


def _page_of(pair: Sequence[str]) -> str:
    """Return the address of the pair's page inside Airflow."""
    root = conf.get("api", "base_url", fallback="").rstrip("/")
    return f"{root}/stories/pair/{pair[0]}/{pair[1]}"


class AskAboutPair(HITLOperator):
    """Asks whether two articles are one story, and stores the answer as soon as it is given."""

    def __init__(self, *, pair: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pair = pair

    def execute(self, context: Context) -> Any:
        """Put the texts into the question, and ask. Jinja has already run, so braces in a text mean nothing."""
        from pipeline.review.queue import question_about

        runtime = self._named(context)
        with runtime.warehouse.read() as db:
            question = question_about(db, *self.pair, kernel=runtime.kernel, address=_page_of(self.pair))
        self.subject, self.body = question.subject, question.body
        return super().execute(context)

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:
        """Store the answer, unless nobody decided."""
        runtime = self._named(context)
        answer = super().execute_complete(context, event)
        if told := record_answer(runtime, self.pair, answer):
            self.log.info("%s", told)
        return answer["chosen_options"][0]

    def _named(self, context: Context) -> Runtime:
        context["pair"] = " | ".join(self.pair)  # type: ignore[typeddict-unknown-key]
        return runtime_of_run()
