"""Who looks at the forces, what did they find, and what is steered by it?"""

from components.page import draw_page

draw_page(question="What did inspections find, and how is risk steered?", subject="scrutiny and performance")
