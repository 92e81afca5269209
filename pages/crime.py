"""What changed in recorded crime, where, how sure are we, and against whom?"""

from components.page import draw_page

draw_page(question="What changed in recorded crime, and where?", subject="recorded crime")
