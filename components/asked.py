"""What a run asked: the sources and methods behind what it draws, gathered as its questions are answered."""

from dataclasses import dataclass, field

from data_access.questions import Answer


@dataclass
class Asked:
    """The sources and methods of the questions asked so far, in the order in which they were first named.

    One is kept for each run, and one inside everything that is built once and handed out again: whoever takes a
    finished chart takes over what was asked to build it.
    """

    source_ids: dict[str, None] = field(default_factory=dict)
    methods: dict[str, None] = field(default_factory=dict)

    def note(self, answer: Answer) -> None:
        """Take over the sources and methods of an answer; one without rows has nothing worked out."""
        self.source_ids |= dict.fromkeys(answer.source_ids)
        if len(answer.frame):
            self.methods |= dict.fromkeys(answer.methods)

    def take_over(self, other: "Asked") -> None:
        """Take over what was asked elsewhere."""
        self.source_ids |= other.source_ids
        self.methods |= other.methods
