"""Where does every figure come from, and what is missing?"""

from components.page import draw_page

draw_page(question="Where does every figure come from?", subject="sources held")
