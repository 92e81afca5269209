"""What is known about one threat, from the documents and from published figures?"""

from components.page import draw_page
from components.views.threats.choices import ask_about, choose_threat

draw_page(question=ask_about, subject="the assessments and published figures", prepare=choose_threat)
