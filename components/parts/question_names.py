"""Where the figures of a question stand, in words: what objectives and the horizon bear on."""

QUESTION_NAMES = {
    "crime.counts": "Recorded crime",
    "priorities.csp": "Partnership priorities",
    "workforce.strength": "Workforce: strength",
    "workforce.sickness": "Workforce: sickness",
    "workforce.toil_rdil": "Workforce: TOIL and RDIL",
    "workforce.survey": "Workforce: wellbeing survey",
    "workforce.statements": "Workforce: equality and standards",
    "casualties.collisions": "Road casualties",
    "scrutiny.peel": "Scrutiny: PEEL grades",
    "scrutiny.inspections": "Scrutiny: inspections",
    "scrutiny.performance": "Scrutiny: performance and confidence",
    "scrutiny.objectives": "Scrutiny: strategies",
}
