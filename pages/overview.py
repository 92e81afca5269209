"""What is the picture today, and how sure are we?"""

from components.page import draw_page

draw_page(question="What is the threat picture?", subject="headline figures")
