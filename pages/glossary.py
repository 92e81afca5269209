"""What do the words and abbreviations mean?"""

from components.page import draw_page

draw_page(question="What do the abbreviations mean?", subject="terms of the two assessments and of this dashboard")
