"""How many people do the forces have, how are they, and what is asked of them?"""

from components.page import draw_page

draw_page(question="How many people do the forces have?", subject="police workforce")
