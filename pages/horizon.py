"""What is coming, when, and how sure is it?"""

from components.page import draw_page

draw_page(question="What is coming, and when?", subject="the horizon")
